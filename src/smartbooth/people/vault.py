"""The vault: the only place where contact data is sealed and opened.

Each person has a key; everything about them is sealed under it, bound to the row it belongs to, so a seal copied to
another row does not open. The key is in the key store, wrapped by the ring (people/ring.py). Destroying the key row
makes all of it unreadable, copies in backups included.

A person is found by blind index: HMAC-SHA256 of the normalised address under the ring's index key.

What reads, reads under a named purpose (people/purpose.py): NoPurpose, registry.bases.Gap or NoConsent otherwise.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

from smartbooth.core import clock
from smartbooth.core.insert import insert, insert_values
from smartbooth.people import cipher, gate, ring, suppression
from smartbooth.people.address import Address
from smartbooth.people.cipher import Unreadable
from smartbooth.people.models import Key, Person
from smartbooth.people.store import KEYS, both, within_both

__all__ = [
    "Contact", "Forgotten", "Unreadable", "contact", "correct", "find", "find_or_make", "forget", "index", "keys",
    "open", "read", "seal", "unseal",
]  # fmt: skip

Bytes: TypeAlias = bytes | memoryview  # what a database hands back: PostgreSQL's driver gives views
_HELD = (
    "_vault_key"  # on a Person just made or found: its key, so that sealing for it asks the store no second time
)


class Forgotten(LookupError):
    """The person's key is gone: what was sealed for them cannot be read by anybody."""


@dataclass(frozen=True)
class Contact:
    """What one can write to. Names are not here: a person gives a name to one launch, not to all of them."""

    address: str


def index(address: Address) -> bytes:
    return hmac.new(ring.current(ring.INDEX)[1], address.key.encode(), hashlib.sha256).digest()


def find(address: Address) -> Person | None:
    return Person.objects.filter(index=index(address)).first()


def find_or_make(address: Address) -> tuple[Person, bool]:
    """The person of this address, and whether they are new. Runs in a transaction of both databases (store.both), the
    caller's where it has one. Two callers at once get the same person: the unique index lets one of them insert, the
    other reads what that one wrote."""
    if within_both():
        return _find_or_make(address)
    with both():
        return _find_or_make(address)


def _find_or_make(address: Address) -> tuple[Person, bool]:
    place, key = index(address), cipher.new_key()
    person = Person(index=place, created_at=clock.now())
    person.sealed = cipher.seal(key, _contact(person.pk), msgspec.json.encode(Contact(address.written)))
    while not insert(person):
        known = _known(place)
        if known is not None:
            return known, False
    _store(person.pk, key)
    person.__dict__[_HELD] = key
    return person, True


def _known(place: bytes) -> Person | None:
    """Locked where the database can, so that they are not forgotten before the caller's transaction ends. None when
    they are forgotten already: then also what is left of them goes."""
    known = Person.objects.select_for_update(of=("self",)).filter(index=place).first()
    if known is None:
        return None
    try:
        known.__dict__[_HELD] = _key(known)
    except Forgotten:
        from smartbooth.people import erasure

        erasure.erase(known.pk, erasure.NO_KEY)
        return None
    return known


def _store(person_id: str, key: bytes) -> None:
    generation, wrapping = ring.current(ring.WRAP)
    sealed = cipher.seal(wrapping, wrapped(person_id), key)
    row = {"person": person_id, "ring": generation, "wrapped": sealed, "made_on": clock.day()}
    insert_values(Key, row, using=KEYS)


def open(person: Person) -> Contact:
    """The contact record. Raises Unreadable, Forgotten; NoPurpose, Gap, NoConsent."""
    gate.check([person.pk])
    return contact(_key(person), person.pk, person.sealed)


def unseal(person: Person, what: str, sealed: Bytes) -> Any:
    """What `seal` sealed. Raises as `open` does."""
    gate.check([person.pk])
    return read(_key(person), person.pk, what, sealed)


def keys(persons: Iterable[str]) -> dict[str, bytes]:
    """The keys of many persons, by id, for `contact` and `read`: one query to each database for a thousand. Who was
    forgotten is left out. Raises NoPurpose, Gap, NoConsent (for all of them together; `gate.allowed` tells beforehand).
    """
    wanted = list(dict.fromkeys(persons))
    gate.check(wanted)
    found: dict[str, bytes] = {}
    for part in gate.parts(wanted):
        rows = Key.objects.filter(person__in=part).values_list("person", "ring", "wrapped")
        found.update((person, unwrap(person, generation, wrapped)) for person, generation, wrapped in rows)
    return found


def seal(person: Person, what: str, value: Any) -> bytes:
    """`value` (anything JSON) sealed under the person's key; `what` names the one place where it may be opened.
    Raises Forgotten."""
    return cipher.seal(_key(person), f"{what}/{person.pk}", msgspec.json.encode(value))


def contact(key: bytes, person_id: str, sealed: Bytes) -> Contact:
    return msgspec.json.decode(cipher.unseal(key, _contact(person_id), bytes(sealed)), type=Contact)


def read(key: bytes, person_id: str, what: str, sealed: Bytes) -> Any:
    return msgspec.json.decode(cipher.unseal(key, f"{what}/{person_id}", bytes(sealed)))


class Taken(ValueError):
    """Another person has this address already."""


def correct(person: Person, address: Address) -> None:
    """Give the person another address; what is sealed for them elsewhere stays theirs, and what they stopped stays
    stopped. Raises Taken, Forgotten."""
    with both():
        place = index(address)
        row = Person.objects.select_for_update().get(pk=person.pk)
        if Person.objects.filter(index=place).exclude(pk=row.pk).exists():
            raise Taken
        before, row.index = bytes(row.index), place
        row.sealed = cipher.seal(_key(row), _contact(row.pk), msgspec.json.encode(Contact(address.written)))
        row.save(update_fields=["index", "sealed"])
        suppression.carry(before, place)
    person.index, person.sealed = row.index, row.sealed


def forget(person: Person) -> None:
    """Destroy the person's key and row: whatever was sealed for them, anywhere, stays sealed for good. For erasing a
    person with all that rooms keep about them: people.erasure."""
    with both():
        Key.objects.filter(pk=person.pk).delete()
        person.__dict__.pop(_HELD, None)
        person.delete()


def _key(person: Person) -> bytes:
    held: bytes | None = person.__dict__.get(_HELD)
    if held is not None:
        return held
    row = Key.objects.filter(pk=person.pk).values_list("ring", "wrapped").first()
    if row is None:
        raise Forgotten(f"The key of person {person.pk} was destroyed.")
    return unwrap(person.pk, *row)


def unwrap(person_id: str, generation: int, stored: Bytes) -> bytes:
    """A person's key from the key store's row. Raises Unreadable, ring.RingError."""
    return cipher.unseal(ring.key(ring.WRAP, generation), wrapped(person_id), bytes(stored))


def wrapped(person_id: str) -> str:
    """The place a person's wrapped key is bound to."""
    return f"key/{person_id}"


def _contact(person_id: str) -> str:
    return f"contact/{person_id}"
