"""The same letter to very many: posted a batch at a time, each when the one before has nearly gone.

The outbox never holds a hundred thousand rows of one issue, and who stops it while it goes out is not posted any more.
Whoever feeds keeps a cursor, and stores the new one in the transaction in which the batch is posted:

    with transaction.atomic():
        issue = Issue.objects.select_for_update().get(pk=…)
        posted, cursor = feed(issue.pk, issue.cursor, readers, TheMessage, {…})
        …  # cursor None: everybody was looked at

A process that dies in between leaves neither rows nor cursor. The rows are named by message, issue and person besides,
so that a cursor that was lost posts nobody anything twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from smartbooth.accounts.models import User
from smartbooth.mail import basis, choices
from smartbooth.mail.batch import WAIT
from smartbooth.mail.messages import Message, pack
from smartbooth.mail.models import Outbox
from smartbooth.mail.outbox import values
from smartbooth.people import gate

LOW, BATCH = 500, gate.AT_ONCE

# The next `limit` after a person's id ("" for the first), ascending by id: (person's id, language to write in).
Persons = Callable[[str, int], Sequence[tuple[str, str]]]


def feed(
    about: str,
    after: str,
    persons: Persons,
    message: type[Message],
    params: Mapping[str, Any],
    low: int = LOW,
    batch: int = BATCH,
) -> tuple[int, str | None]:
    """Post `message` to the next `batch` of `persons`, those who may get it, unless `low` rows of `about` wait still
    or are paused: (rows posted, the new cursor). The cursor is `after` where it is too early, and None once nobody
    comes after. `batch`: at most gate.AT_ONCE. Who chose a language gets that one.

    A few queries, whatever the number of persons. Runs in the caller's transaction. Raises
    transaction.TransactionManagementError without one, and TypeError and ValueError like `outbox.post`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("What is fed and how far it went are stored together.")
    if not 0 < batch <= gate.AT_ONCE:
        raise ValueError(f"A batch is 1 to {gate.AT_ONCE} persons.")
    kept = pack(message, params)
    if _enough(about, low):
        return 0, after
    found = dict(persons(after, batch))
    if not found:
        return 0, None
    return _post(about, found, message, kept), list(found)[-1]


def of_accounts(accounts: QuerySet[User]) -> Persons:
    """The persons of `accounts`, each in the account's language. Two accounts of one person get one letter."""

    def after(person_id: str, limit: int) -> Sequence[tuple[str, str]]:
        found = accounts.filter(person__gt=person_id).order_by("person", "pk")
        return [(str(key), language) for key, language in found.values_list("person_id", "language")[:limit]]

    return after


def _enough(about: str, low: int) -> bool:
    mine = Outbox.objects.filter(about=about)
    return mine.filter(state=Outbox.PAUSED).exists() or mine.filter(state__in=WAIT)[:low].count() >= low


def _post(about: str, found: Mapping[str, str], message: type[Message], kept: dict[str, str]) -> int:
    wanted = basis.wanted(message, list(found))
    spoken = {**found, **choices.languages(wanted)}
    rows = [
        Outbox(**values(message, key, spoken[key], kept, unique=name(message, about, key), about=about))
        for key in found
        if key in wanted
    ]
    Outbox.objects.bulk_create(rows, ignore_conflicts=True)
    return Outbox.objects.filter(pk__in=[row.pk for row in rows]).count()


def name(message: type[Message], about: str, person_id: str) -> str:
    """What keeps a person from getting the same issue twice (`Outbox.unique`)."""
    return f"{message.name}/{about}/{person_id}"
