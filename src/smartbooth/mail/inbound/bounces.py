"""What becomes of a letter that came back, and of the mailbox it was for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from smartbooth.core import clock
from smartbooth.mail.inbound.codes import Verdict
from smartbooth.mail.inbound.returned import Return
from smartbooth.mail.models import Outbox
from smartbooth.people import suppression, vault
from smartbooth.people.address import Address, AddressError
from smartbooth.people.models import Person

# What a letter's row says: never who, nor in the words of a server, which may hold an address.
GONE = gettext_noop("The mailbox does not exist.")
LATER = gettext_noop("It could not be delivered for days, or the mailbox was full.")
REFUSED = gettext_noop("The receiving server refused this letter.")
UNREAD = gettext_noop("Something came back for it that could not be read.")
PROBLEMS = {Verdict.GONE: GONE, Verdict.LATER: LATER, Verdict.REFUSED: REFUSED}
HOW = "bounce"  # a suppression came about
# From when a letter can come back: it is recorded as sent only after the batch, and a server may be quicker.
OUT = (Outbox.CLAIMED, Outbox.SENT, Outbox.FAILED, Outbox.DEAD, Outbox.BOUNCED)
AROUND = timedelta(days=60)  # of letters before and after this one that are looked at
LETTERS = 500  # at most


def record(row_id: str, came: Return) -> bool:
    """Note on the letter that it came back and, where the mailbox is gone, write nothing there any more that can be
    stopped. Whether it was not known: the same report again changes nothing."""
    with transaction.atomic():
        row = Outbox.objects.select_for_update().filter(pk=row_id, state__in=OUT).first()
        if row is None or not _is_news(row, came.verdict):
            return False
        row.state, row.problem = Outbox.BOUNCED, PROBLEMS[came.verdict]
        row.sent_at = row.sent_at or clock.now()
        row.claim = ""
        row.save(update_fields=["state", "problem", "sent_at", "claim"])
        person = Person.objects.filter(pk=row.person_id).first() if row.person_id else None
        if person is not None and came.verdict != Verdict.REFUSED and _is_gone(row, person, came):
            suppression.add(bytes(person.index), suppression.BOUNCED, HOW)
        return True


def unread(row_id: str) -> bool:
    """Something came to the letter's return path that is neither a bounce we can read nor an automatic answer."""
    return Outbox.objects.filter(pk=row_id, state=Outbox.SENT, problem="").update(problem=UNREAD) > 0


def _is_news(row: Outbox, verdict: Verdict) -> bool:
    """Whether it says more than what is noted: that the mailbox is gone is the most there is to say."""
    if row.state != Outbox.BOUNCED:
        return True
    known = next((one for one, words in PROBLEMS.items() if words == row.problem), Verdict.NOTHING)
    return verdict > known


def _is_gone(row: Outbox, person: Person, came: Return) -> bool:
    if came.verdict == Verdict.GONE and _names(came.recipients, person):
        return True
    return _days_in_a_row(row) >= settings.MAIL_BOUNCES


def _names(recipients: Iterable[str], person: Person) -> bool:
    """Whether it is the address they have now that is gone: not one they had before, nor one they have it forwarded to.
    A report that names none (some take the address out) is about the address the letter went to."""
    known = []
    for written in recipients:
        try:
            known.append(vault.index(Address.parse(written)))
        except AddressError:
            continue
    return bytes(person.index) in known or not known


def _days_in_a_row(row: Outbox) -> int:
    """On how many days letters to this person were sent that came back, this one among them, with none between them
    that may have arrived. Reports come in any order: it is the letters that follow each other. One that was refused for
    what it says tells nothing of the mailbox."""
    assert row.sent_at is not None
    near = Outbox.objects.filter(
        person_id=row.person_id, state__in=Outbox.WENT,
        sent_at__gte=row.sent_at - AROUND, sent_at__lte=row.sent_at + AROUND,
    )  # fmt: skip
    days: set[date] = set()
    here = False
    for key, state, problem, sent_at in near.order_by("sent_at", "pk").values_list(
        "pk", "state", "problem", "sent_at"
    )[:LETTERS]:
        if state == Outbox.BOUNCED and problem == REFUSED:
            continue
        if state == Outbox.BOUNCED:
            here = here or key == row.pk
            days.add(sent_at.date())  # type: ignore[union-attr] # the query asks for those that have one
        elif here:
            break
        else:
            days.clear()
    return len(days) if here else 0
