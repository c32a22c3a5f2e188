"""What the operators' page says: how a letter stands, in a sentence and in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartbooth.experiments import names
from smartbooth.mail import batch
from smartbooth.mail.models import Outbox
from smartbooth.newsletters.digest.models import Round
from smartbooth.newsletters.sending.progress import spoken


@dataclass(frozen=True)
class Numbers:
    """Rows of the outbox, by what became of them."""

    sent: int
    came_back: int  # of those sent
    unwanted: int  # stopped it before it reached them, were erased, or had all the letters of one day or year
    given_up: int
    waiting: int


def numbers(one: Round) -> Numbers:
    found = one.totals or batch.counts(one.pk)
    return Numbers(
        found[Outbox.SENT] + found[Outbox.BOUNCED], found[Outbox.BOUNCED], found[Outbox.SUPPRESSED],
        found[Outbox.DEAD], sum(found[state] for state in Outbox.LEFT),
    )  # fmt: skip


def sentence(one: Round, made: Numbers) -> str:
    said = {"sent": names.count(made.sent), "moment": spoken(one.send_at)}
    if one.state == Round.SCHEDULED:
        return _("It goes out on %(moment)s.") % said
    if one.state == Round.SENDING:
        return ngettext("%(sent)s reader has it so far.", "%(sent)s readers have it so far.", made.sent) % said
    if one.state == Round.PAUSED:
        return _("Paused: %(sent)s have it, nobody else gets it for now.") % said
    if one.state == Round.STOPPED:
        return _("Stopped for good: %(sent)s have it, and nobody else gets it.") % said
    return ngettext("It went to %(sent)s reader.", "It went to %(sent)s readers.", made.sent) % said


def next_one(count: int, left: int) -> str:
    """What the page of the next letter begins with. `left`: letters of the year."""
    if not left:
        return _("There were as many letters in the last twelve months as there may be.")
    if not count:
        return _("No launch is waiting to be named.")
    text = ngettext(
        "%(n)d launch can be named in the next letter.", "%(n)d launches can be named in the next letter.", count
    )
    return text % {"n": count}
