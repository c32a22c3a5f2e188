"""What is posted goes out: claimed in batches by a conditional UPDATE, so that two workers never send the same; each
row ends in a state that says what became of it, and why.

A worker that dies in the midst leaves its rows claimed; after LEASE another takes them. So at most one batch goes
twice, under the same Message-ID.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop

from smartbooth.core import clock, ids
from smartbooth.core.logs import discreet
from smartbooth.mail import basis, transports
from smartbooth.mail.budgets import Budgets
from smartbooth.mail.letter import compose
from smartbooth.mail.messages import Kind, Message, messages
from smartbooth.mail.models import Outbox
from smartbooth.people.models import Person

logger = logging.getLogger(__name__)
BATCH = 100
LEASE = timedelta(minutes=5)  # a batch takes seconds; a worker that needs this long is gone
TRIES = 8  # the last after four and a quarter hours
FIRST_WAIT = timedelta(minutes=2)  # doubled at each try
OPEN = (Outbox.WAITING, Outbox.FAILED, Outbox.CLAIMED)  # claimed: only when its lease is over (due_at)

NOBODY = gettext_noop("The person was erased.")
UNKNOWN = gettext_noop("No such message is declared any more.")
STOPPED = gettext_noop("The person stopped messages like this one, or never agreed to them.")


@dataclass(frozen=True)
class Outcome:
    state: str
    problem: str = ""


SENT = Outcome(Outbox.SENT)


def due() -> int:
    """Send one batch of what is due; how many rows were taken."""
    now = clock.now()
    rows = _claim(now)
    if rows:
        outcomes = _carry(rows, now)
        _record(rows, outcomes, clock.now())
    return len(rows)


def _claim(now: datetime) -> list[Outbox]:
    ready = Outbox.objects.filter(state__in=OPEN, due_at__lte=now)
    chosen = list(ready.order_by("bulk", "due_at").values_list("pk", flat=True)[:BATCH])
    if not chosen:
        return []
    claim = ids.token()
    ready.filter(pk__in=chosen).update(
        state=Outbox.CLAIMED, claim=claim, due_at=now + LEASE, attempts=F("attempts") + 1
    )
    return list(Outbox.objects.filter(claim=claim, state=Outbox.CLAIMED))


def _carry(rows: list[Outbox], now: datetime) -> dict[str, Outcome]:
    """What becomes of each row, by id. Sends what may go."""
    known = messages()
    living = set(Person.objects.filter(pk__in={row.person_id for row in rows}).values_list("pk", flat=True))
    budgets = Budgets(living, now)
    return {row.pk: _one(row, known.get(row.message), row.person_id in living, budgets) for row in rows}


def _one(row: Outbox, message: type[Message] | None, lives: bool, budgets: Budgets) -> Outcome:
    if message is None:
        return Outcome(Outbox.DEAD, UNKNOWN)
    if not lives:
        return Outcome(Outbox.SUPPRESSED, NOBODY)
    if message.kind != Kind.SERVICE and (refusal := _unwanted(message, row.person_id)):
        return Outcome(Outbox.SUPPRESSED, refusal)
    over = budgets.take(message, row.person_id)
    if over and not row.free:
        return Outcome(Outbox.HELD, over)
    try:
        transports.current().deliver(row, compose(row))
    except Exception as error:  # one letter that cannot be written must not hold up the others: tried again
        logger.exception("%s could not be sent", row)
        said = discreet(f"{type(error).__name__}: {error}")[:200]
        return Outcome(Outbox.DEAD if row.attempts >= TRIES else Outbox.FAILED, said)
    return SENT


def _unwanted(message: type[Message], person_id: str) -> str:
    """Why this marketing must not go, asked again now: who opted out since it was posted gets nothing."""
    try:
        basis.require(message, person_id)
    except basis.NoBasis:
        return STOPPED
    return ""


@transaction.atomic
def _record(rows: list[Outbox], outcomes: dict[str, Outcome], now: datetime) -> None:
    """Together: one commit a batch. A row that somebody else took over meanwhile is theirs."""
    claim = rows[0].claim
    together: dict[tuple[Outcome, int], list[str]] = {}
    for row in rows:
        outcome = outcomes[row.pk]
        waits = row.attempts if outcome.state == Outbox.FAILED else 0
        together.setdefault((outcome, waits), []).append(row.pk)
    for (outcome, waits), keys in together.items():
        Outbox.objects.filter(pk__in=keys, claim=claim, state=Outbox.CLAIMED).update(
            state=outcome.state,
            problem=outcome.problem,
            claim="",
            due_at=now + FIRST_WAIT * 2 ** (waits - 1) if waits else now,
            sent_at=now if outcome == SENT else None,
        )
    Outbox.objects.filter(
        pk__in=[row.pk for row in rows], person_id=""
    ).delete()  # posted for nobody (mail/accounts.py)
