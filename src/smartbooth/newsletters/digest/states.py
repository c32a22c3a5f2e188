"""From approved to sent; what it shares with an issue of the newsletter is in steps.py.

    scheduled > sending > sent
                sending < > paused, either > stopped

Until it begins it can be taken back, and was never.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from smartbooth.accounts.models import User
from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.mail.budgets import YEAR
from smartbooth.newsletters import steps
from smartbooth.newsletters.digest import picking
from smartbooth.newsletters.digest.models import Entry, Listed, Round
from smartbooth.newsletters.digest.picking import Pick

STOPPED = gettext_noop("This letter was stopped before it went to everybody.")


class Changed(Exception):
    """Not what was looked at: a launch came, went or is called otherwise, or somebody approved a letter meanwhile."""


class Enough(Exception):
    """There were as many letters in a year as there may be."""


def left(now: datetime) -> int:
    """How many letters may still be approved within the year."""
    return max(0, settings.DIGESTS_PER_YEAR - Round.objects.filter(approved_at__gt=now - YEAR).count())


def approve(version: str, at: datetime, user: User) -> Round:
    """Let what was looked at (`picking.version`) go out at `at`. Raises Changed, Enough."""
    try:
        with transaction.atomic():
            found = picking.picks()
            if not found or picking.version(found) != version:
                raise Changed
            if not left(clock.now()):
                raise Enough
            made = Round.objects.create(send_at=at, approved_by=user)
            _write(made, found)
    except IntegrityError:  # another operator was quicker: a launch is named once
        raise Changed from None
    return made


def _write(made: Round, found: Sequence[Pick]) -> None:
    Entry.objects.bulk_create(
        Entry(
            round=made, launch_id=one.launch, place=place, language=one.language,
            name=one.name, owner=one.owner, says=one.says,
        )
        for place, one in enumerate(found)
    )  # fmt: skip


def leave_out(launch: str, out: bool = True) -> bool:
    """Whether a launch (its id) is kept out of letters, also of one that is under way; whether that changed."""
    with everywhere():
        listed = Listed.objects.filter(launch=launch, left_out_at__isnull=out)
        return listed.update(left_out_at=clock.now() if out else None) == 1


def take_back(one: Round) -> bool:
    """As long as it has not begun: its launches can be in the next."""
    return Round.objects.filter(pk=one.pk, state=Round.SCHEDULED).delete()[0] > 0


def begin(now: datetime) -> int:
    """Those whose moment came; how many."""
    due = Round.objects.filter(state=Round.SCHEDULED, send_at__lte=now)
    return due.update(state=Round.SENDING, begun_at=now)


def stop(one: Round) -> bool:
    return steps.stop(one, STOPPED)
