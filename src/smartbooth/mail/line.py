"""Who stands in the outbox's line: rows are claimed by a conditional UPDATE, so that two workers never have the same,
and each ends in a state that says what became of it, and why.

A claim has a lease, renewed while its worker lives. A worker that is killed leaves its rows claimed; when the lease is
over another takes them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from smartbooth.core.logs import discreet
from smartbooth.mail.models import Outbox
from smartbooth.mail.transports import Trouble
from smartbooth.people import suppression
from smartbooth.people.models import Person

LEASE = timedelta(seconds=60)  # renewed every third of it
SERVER = "mail server"  # how an address came to be known as none


@dataclass(frozen=True)
class Outcome:
    """What became of a row. `wait`: seconds until it is looked at again, for one that stays in the line. `tried`: that
    it was the letter that failed, and not the line. `mailbox`: there is no such mailbox."""

    state: str
    problem: str = ""
    wait: float = 0.0
    tried: bool = True
    mailbox: bool = False


SENT = Outcome(Outbox.SENT)


def problem(error: Exception) -> str:
    """What a row says of it: discreet, and as long as there is room for."""
    says = error.says if isinstance(error, Trouble) else f"{type(error).__name__}: {error}"
    return discreet(says)[:200]


def claim(token: str, now: datetime, most: int) -> list[Outbox]:
    """Up to `most` rows that are due, those that nobody waits for last; now they are `token`'s."""
    ready = Outbox.objects.filter(state__in=Outbox.OPEN, due_at__lte=now)
    chosen = list(ready.order_by("bulk", "due_at").values_list("pk", flat=True)[:most])
    if not chosen:
        return []
    mine = ready.filter(pk__in=chosen)
    if not mine.update(state=Outbox.CLAIMED, claim=token, due_at=now + LEASE):
        return []
    return list(Outbox.objects.filter(pk__in=chosen, claim=token, state=Outbox.CLAIMED))


def renew(token: str, keys: Collection[str], now: datetime) -> None:
    """These rows are being sent still."""
    Outbox.objects.filter(pk__in=keys, claim=token, state=Outbox.CLAIMED).update(due_at=now + LEASE)


@transaction.atomic
def record(token: str, outcomes: Iterable[tuple[Outbox, Outcome]], now: datetime) -> None:
    """Together: one commit. A row that somebody else took over meanwhile is theirs. One that was paused or cancelled
    while it was under way (mail/batch.py) stays so, unless it was sent: that is what happened."""
    alike: dict[Outcome, list[Outbox]] = {}
    for row, outcome in outcomes:
        alike.setdefault(outcome, []).append(row)
    for outcome, rows in alike.items():
        mine = Outbox.objects.filter(pk__in=[row.pk for row in rows], claim=token)
        if outcome.state != Outbox.SENT:
            mine.exclude(state=Outbox.CLAIMED).update(claim="")
            mine = mine.filter(state=Outbox.CLAIMED)
        mine.update(
            state=outcome.state,
            problem=outcome.problem,
            claim="",
            due_at=now + timedelta(seconds=outcome.wait),
            sent_at=now if outcome.state == Outbox.SENT else None,
            attempts=F("attempts") + (1 if outcome.tried else 0),
        )
        if outcome.mailbox:
            _no_mailbox(rows)
        nobodys = [row.pk for row in rows if not row.person_id]
        if nobodys:  # posted for nobody (mail/accounts.py)
            Outbox.objects.filter(pk__in=nobodys, person_id="").delete()


def _no_mailbox(rows: list[Outbox]) -> None:
    """What can be stopped is not sent there any more; a new password is tried all the same."""
    persons = Person.objects.filter(pk__in=[row.person_id for row in rows])
    for index in persons.values_list("index", flat=True):
        suppression.add(bytes(index), suppression.BOUNCED, SERVER)
