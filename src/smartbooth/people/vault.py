"""The vault: the only place where contact data is sealed and opened.

Each person has a key; everything about them is sealed under it, bound to the row it belongs to, so a seal copied to
another row does not open. The key itself is stored wrapped by a key derived from SMARTBOOTH_MASTER_KEY. Destroying
the key row makes all of it unreadable, copies in backups included.

A person is found by blind index: HMAC-SHA256 of the normalised address. It can be computed, and guessed at, only with
the master key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

from smartbooth.core import clock, keyed
from smartbooth.core.insert import insert
from smartbooth.people import cipher
from smartbooth.people.address import Address
from smartbooth.people.cipher import Unreadable
from smartbooth.people.models import Key, Person

__all__ = ["Contact", "Unreadable", "find", "find_or_make", "forget", "index", "open", "read", "seal", "unseal"]


Bytes: TypeAlias = bytes | memoryview  # what a database hands back: PostgreSQL's driver gives views


@dataclass(frozen=True)
class Contact:
    """What one can write to. Names are not here: a person gives a name to one launch, not to all of them."""

    address: str


def index(address: Address) -> bytes:
    return keyed.digest("people/index", address.key.encode())


def find(address: Address) -> Person | None:
    return Person.objects.select_related("key").filter(index=index(address)).first()


def find_or_make(address: Address) -> tuple[Person, bool]:
    """The person of this address, and whether they are new. Runs in a transaction. Two callers at once get the same
    person: the unique index lets one of them insert, the other reads what that one wrote."""
    place, key = index(address), cipher.new_key()
    person = Person(index=place, created_at=clock.now())
    person.sealed = cipher.seal(key, _contact(person.pk), msgspec.json.encode(Contact(address.written)))
    while not insert(person):
        # Locked where the database can, so that they are not forgotten before the caller's transaction ends.
        known = Person.objects.select_for_update(of=("self",)).select_related("key").filter(index=place).first()
        if known is not None:  # else forgotten between the two statements
            return known, False
    insert(Key(person=person, wrapped=cipher.seal(_wrapping(), _wrapped(person.pk), key)))
    return person, True


def open(person: Person) -> Contact:
    """The contact record. Raises Unreadable; Key.DoesNotExist when the person was forgotten."""
    return contact(_key(person), person.pk, person.sealed)


def seal(person: Person, what: str, value: Any) -> bytes:
    """`value` (anything JSON) sealed under the person's key; `what` names the one place where it may be opened."""
    return cipher.seal(_key(person), f"{what}/{person.pk}", msgspec.json.encode(value))


def unseal(person: Person, what: str, sealed: Bytes) -> Any:
    """What `seal` sealed. Raises Unreadable."""
    return read(_key(person), person.pk, what, sealed)


def unwrap(person_id: str, wrapped: Bytes) -> bytes:
    """A person's key from its stored form: for reading many rows without building a model for each."""
    return cipher.unseal(_wrapping(), _wrapped(person_id), bytes(wrapped))


def contact(key: bytes, person_id: str, sealed: Bytes) -> Contact:
    return msgspec.json.decode(cipher.unseal(key, _contact(person_id), bytes(sealed)), type=Contact)


def read(key: bytes, person_id: str, what: str, sealed: Bytes) -> Any:
    return msgspec.json.decode(cipher.unseal(key, f"{what}/{person_id}", bytes(sealed)))


def forget(person: Person) -> None:
    """Destroy the person's key and row: whatever was sealed for them, anywhere, stays sealed for good."""
    person.delete()


def _key(person: Person) -> bytes:
    return unwrap(person.pk, person.key.wrapped)


def _wrapping() -> bytes:
    return keyed.key("people/wrapping")


def _wrapped(person_id: str) -> str:
    return f"key/{person_id}"


def _contact(person_id: str) -> str:
    return f"contact/{person_id}"
