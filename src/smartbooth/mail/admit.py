"""Who of a claimed batch may be written to, and their letters: asked at this moment, whatever was known when they were
posted. A few queries a batch, however many rows it has."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_noop

from smartbooth.mail import alike, basis, choices, verp
from smartbooth.mail.budgets import Budgets
from smartbooth.mail.line import Outcome, problem
from smartbooth.mail.messages import Message, messages
from smartbooth.mail.models import Outbox
from smartbooth.mail.transports import Envelope
from smartbooth.people import gate, vault
from smartbooth.people.models import Person
from smartbooth.people.purpose import NoConsent, purpose

logger = logging.getLogger(__name__)

NOBODY = gettext_noop("The person was erased.")
UNKNOWN = gettext_noop("No such message is declared any more.")
STOPPED = gettext_noop("The person stopped messages like this one, or never agreed to them.")


@dataclass
class Batch:
    """Rows as they come in; `ready` and `outcomes` as they go out."""

    rows: list[Outbox]
    now: datetime
    addressed: bool  # whether the transport needs addresses

    def __post_init__(self) -> None:
        self.ready: list[tuple[Outbox, Envelope]] = []
        self.outcomes: list[tuple[Outbox, Outcome]] = []


def admit(batch: Batch) -> Batch:
    """Fill `ready` and `outcomes`: each row is in one of the two."""
    known = messages()
    persons = {row.person_id for row in batch.rows if row.person_id}
    living = {row.pk: row for row in Person.objects.filter(pk__in=persons)}
    wanted = _wanted(batch.rows, known)
    admitted = []
    for row in batch.rows:
        message = known.get(row.message)
        if message is None:
            batch.outcomes.append((row, Outcome(Outbox.DEAD, UNKNOWN)))
        elif row.person_id not in living:
            batch.outcomes.append((row, Outcome(Outbox.SUPPRESSED, NOBODY)))
        elif row.person_id not in wanted[row.message]:
            batch.outcomes.append((row, Outcome(Outbox.SUPPRESSED, STOPPED)))
        else:
            admitted.append((row, message))
    admitted = _within_budget(batch, admitted)
    addresses = _addresses(admitted, living) if batch.addressed else {}
    languages = choices.languages(row.person_id for row, _message in admitted)
    for row, _message in admitted:
        _write(batch, row, addresses, languages.get(row.person_id, ""))
    return batch


def _wanted(rows: list[Outbox], known: dict[str, type[Message]]) -> dict[str, set[str]]:
    """By message: the persons who may get it."""
    asked: dict[str, list[str]] = {}
    for row in rows:
        asked.setdefault(row.message, []).append(row.person_id)
    return {name: basis.wanted(known[name], persons) for name, persons in asked.items() if name in known}


def _within_budget(
    batch: Batch, admitted: list[tuple[Outbox, type[Message]]]
) -> list[tuple[Outbox, type[Message]]]:
    budgets = Budgets([row for row, _message in admitted], batch.now)
    within = []
    for row, message in admitted:
        over = budgets.take(message, row.person_id)
        if over and not row.free:
            # One that nobody has to get is not kept for later.
            state = Outbox.SUPPRESSED if message.leaves else Outbox.HELD
            batch.outcomes.append((row, Outcome(state, over)))
        else:
            within.append((row, message))
    return within


def _addresses(admitted: list[tuple[Outbox, type[Message]]], living: dict[str, Person]) -> dict[str, str]:
    """By row. Each is opened for the purpose of its own message; one whose person took their consent back at this very
    moment is not opened."""
    uses: dict[tuple[str, str], list[Outbox]] = {}
    for row, message in admitted:
        uses.setdefault((message.purpose, message.of), []).append(row)
    found = {}
    for (why, of), rows in uses.items():
        with purpose(why, of=of):  # type: ignore[arg-type] # a StrEnum's member is one of its type
            for row, key in _keys(rows):
                found[row.pk] = vault.contact(key, row.person_id, living[row.person_id].sealed).address
    return found


def _keys(rows: list[Outbox]) -> list[tuple[Outbox, bytes]]:
    try:
        keys = vault.keys(gate.allowed([row.person_id for row in rows]))
    except NoConsent as taken_back:
        return _keys([row for row in rows if row.person_id not in taken_back.persons])
    return [(row, keys[row.person_id]) for row in rows if row.person_id in keys]


def _write(batch: Batch, row: Outbox, addresses: dict[str, str], language: str) -> None:
    if batch.addressed and row.pk not in addresses:
        batch.outcomes.append((row, Outcome(Outbox.SUPPRESSED, STOPPED)))
        return
    try:
        letter = alike.compose(row, language)
    except (
        Exception
    ) as error:  # one that cannot be written must not hold up the others; an operator lets it go again
        logger.exception("%s could not be written", row)
        batch.outcomes.append((row, Outcome(Outbox.DEAD, problem(error))))
        return
    batch.ready.append((row, Envelope(letter, addresses.get(row.pk, ""), verp.return_path(row.pk))))
