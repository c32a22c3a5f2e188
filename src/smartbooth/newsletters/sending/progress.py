"""How far an issue is, and what came of it: numbers with what they mean."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartbooth.core import clock
from smartbooth.core.dates import written
from smartbooth.experiments import names
from smartbooth.mail import batch
from smartbooth.mail.models import Outbox
from smartbooth.newsletters import steps
from smartbooth.newsletters.models import Issue, Openings
from smartbooth.newsletters.sending import counted
from smartbooth.people.models import Consent
from smartbooth.people.purpose import OPERATOR
from smartbooth.registry.purposes import Purpose

LATELY = timedelta(minutes=2)  # of which the pace is taken
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Progress:
    """`total`: readers it is for; some of them stop it before it reaches them, and are in `unwanted`."""

    total: int
    sent: int
    came_back: int  # of those sent: returned as undeliverable
    unwanted: int  # stopped it, were erased, or had all the mail of one day
    given_up: int  # refused by their server, or tried for hours
    minutes: int = 0  # until all have it, at the pace of now; 0: not known

    @property
    def left(self) -> int:
        return max(0, self.total - self.sent - self.unwanted - self.given_up)

    @property
    def share(self) -> int:
        """Per cent of the way."""
        return 100 if not self.total else min(100, 100 * (self.total - self.left) // self.total)


def progress(issue: Issue) -> Progress:
    if issue.totals is not None:
        return Progress(**issue.totals)
    found = batch.counts(issue.pk)
    sent = found[Outbox.SENT] + found[Outbox.BOUNCED]
    posted = sum(found.values())
    made = Progress(
        total=posted if issue.fed_at or issue.state == Issue.STOPPED else max(issue.readers, posted),
        sent=sent,
        came_back=found[Outbox.BOUNCED],
        unwanted=found[Outbox.SUPPRESSED],
        given_up=found[Outbox.DEAD],
    )
    if issue.state != Issue.SENDING:
        return made
    return Progress(**{**_kept(made), "minutes": _minutes(issue, made.left)})


def _minutes(issue: Issue, left: int) -> int:
    now = clock.now()
    since = max(now - LATELY, issue.begun_at or now)
    lately = Outbox.objects.filter(about=issue.pk, state=Outbox.SENT, sent_at__gt=since).count()
    seconds = (now - since).total_seconds()
    return math.ceil(left * seconds / lately / 60) if lately else 0


def _kept(made: Progress) -> dict[str, int]:
    return {
        "total": made.total, "sent": made.sent, "came_back": made.came_back, "unwanted": made.unwanted,
        "given_up": made.given_up,
    }  # fmt: skip


def keep() -> int:
    """Keep the numbers of issues that ended steps.BOOKS ago with them: the outbox forgets its rows. How many issues."""
    ended = list(Issue.objects.filter(totals__isnull=True, ended_at__lt=clock.now() - steps.BOOKS))
    for issue in ended:
        Issue.objects.filter(pk=issue.pk).update(totals=_kept(progress(issue)))
    return len(ended)


def stopped_within_a_week(issue: Issue) -> int:
    """How many ended their subscription in the seven days after it went out. What made them, nobody knows."""
    if issue.begun_at is None:
        return 0
    ended = Consent.objects.filter(
        purpose=Purpose.SUBSCRIPTIONS.value, controller=OPERATOR, launch="", box="", awaits=False,
        withdrawn_at__gte=issue.begun_at, withdrawn_at__lt=issue.begun_at + WEEK,
    )  # fmt: skip
    return ended.count()


def openings(issue: Issue) -> int:
    return Openings.objects.filter(issue=issue).values_list("count", flat=True).first() or 0


def counted_letters(issue: Issue) -> int:
    """How many of the letters that went have the counting picture; as long as the outbox has their rows."""
    return Outbox.objects.filter(about=issue.pk, state__in=Outbox.WENT, params__contains=counted.YES).count()


def sentence(issue: Issue, made: Progress, moment: str) -> str:
    """What one came to know, first. `moment`: when it goes out or went, in words."""
    numbers = {"sent": names.count(made.sent), "total": names.count(made.total), "moment": moment}
    if issue.state == Issue.DRAFT:
        return _("Nothing has been sent yet.")
    if issue.state == Issue.SCHEDULED:
        return _("It goes out on %(moment)s. Until then you can change everything.") % numbers
    if issue.state == Issue.SENDING:
        done = _("%(sent)s of %(total)s sent") % numbers
        return f"{done}{_pace(made)}"
    if issue.state == Issue.PAUSED:
        return _("Paused: %(sent)s of %(total)s have it, nobody else gets it for now.") % numbers
    if issue.state == Issue.STOPPED:
        return _("Stopped for good: %(sent)s have it, and nobody else gets it.") % numbers
    return ngettext("It went to %(sent)s reader.", "It went to %(sent)s readers.", made.sent) % numbers


def _pace(made: Progress) -> str:
    if not made.minutes:
        return "."
    if made.minutes == 1:
        return _(", less than a minute left.")
    return _(", about %(minutes)s minutes left.") % {"minutes": names.count(made.minutes)}


def spoken(moment: datetime | None) -> str:
    """ "3 May 2026 at 18:20", in the service's time zone; "" for none."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    said = {"day": written(local.date(), "j F Y"), "time": f"{local:%H:%M}"}
    return _("%(day)s at %(time)s") % said
