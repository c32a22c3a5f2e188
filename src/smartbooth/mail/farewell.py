"""A last letter to somebody of whom nothing else is kept: the person stays until it has gone, and goes with it.

The outbox holds persons and never an address. So whoever closes their account is still a person while the letter that
says so waits; and a mailbox that an account has no more becomes one for that letter, since its own address is the one
thing the vault has forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from smartbooth.accounts.models import User
from smartbooth.mail.messages import Message
from smartbooth.mail.models import Outbox
from smartbooth.mail.outbox import post
from smartbooth.mail.security import AccountClosed, AddressLeft
from smartbooth.people import erasure, vault
from smartbooth.people.address import Address
from smartbooth.people.store import both

LAST = "last letter"  # what the row is about
SENT = "last letter sent"  # why the person is erased
LOOK = 30.0  # seconds between two looks for letters that have gone
BATCH = 100


def closed(user: User, language: str) -> None:
    """To the person of an account that is closed in this transaction."""
    if user.person_id:
        _post(AccountClosed, user.person_id, user, language)


def left(address: Address, user: User) -> None:
    """To `address`, which was this account's until now. Runs in a transaction of both databases, after the account's
    person was given the new one (`vault.correct`)."""
    person, _new = vault.find_or_make(address)
    _post(AddressLeft, person.pk, user, user.language)


def _post(message: type[Message], person_id: str, user: User, language: str) -> None:
    post(message, person_id, language, about=LAST, username=user.username)


def needed(persons: list[str]) -> Iterable[str]:
    """Those of `persons` (ids) whose last letter is still under way."""
    rows = Outbox.objects.filter(about=LAST, state__in=Outbox.OPEN, person_id__in=persons)
    return rows.values_list("person_id", flat=True).distinct()


def done() -> int:
    """Let go of BATCH persons whose last letter went out, or never will; how many rows there were."""
    gone = Outbox.objects.filter(about=LAST).exclude(state__in=Outbox.OPEN).order_by("pk")
    rows = dict(gone.values_list("pk", "person_id")[:BATCH])
    if not rows:
        return 0
    with both(), transaction.atomic():
        Outbox.objects.filter(pk__in=rows).update(about="")
        erasure.release(filter(None, rows.values()), SENT)
    return len(rows)
