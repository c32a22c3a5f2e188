"""What belongs to nobody: keys without a person, persons without a key, persons nobody needs.

The first two are what a crash between two commits leaves, or a copy of one database put beside another's present: a
person who was erased since the copy was made is back, without their key, and is erased again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from smartbooth.core import clock
from smartbooth.people import erasure, start
from smartbooth.people.models import Key, Person
from smartbooth.people.store import both
from smartbooth.registry.retention import BATCH, ENOUGH

LOOK = 1_000  # persons a step of `walk` looks at
SETTLED = 1  # days after which a key still without a person will get none
UNNEEDED = "nothing kept"  # why

_place = ""  # the last person `walk` looked at


class Mismatch(RuntimeError):
    """So many strays that the two databases are not each other's: nothing was deleted."""


def sweep(now: datetime, everything: bool = False) -> int:
    """Delete BATCH of them; how many. `everything`: also when most keys have no person. Raises Mismatch."""
    keys, persons = found(now, BATCH)
    if not keys and not persons:
        return 0
    refuse_mismatch(everything)
    gone = 0
    with both():
        here = set(Key.objects.filter(pk__in=persons).values_list("pk", flat=True))
        for person in persons:
            gone += person not in here and erasure.erase(person, erasure.NO_KEY)
        there = set(Person.objects.filter(pk__in=keys).values_list("pk", flat=True))
        gone += Key.objects.filter(pk__in=set(keys) - there).delete()[0]
    return gone


def overdue(now: datetime) -> int:
    keys, persons = found(now, ENOUGH)
    return len(keys) + len(persons)


def found(now: datetime, most: int) -> tuple[list[str], list[str]]:
    """Ids of keys without a person, and of persons without a key: `most` of both together. Reads both databases' ids
    in order, in constant memory."""
    keys: list[str] = []
    persons: list[str] = []
    day = int(now.timestamp() // clock.DAY) - SETTLED
    for side, person in islice(_differences(day), most):
        (keys if side == "key" else persons).append(person)
    return keys, persons


def refuse_mismatch(everything: bool) -> None:
    persons, keys = Person.objects.count(), Key.objects.count()
    if start.strangers():
        raise Mismatch(
            f"{keys} keys for {persons} persons: the key store is not this database's. Nothing was deleted."
        )
    if not everything and keys > start.FEW and persons < keys / 2:
        raise Mismatch(
            f"{persons} persons for {keys} keys: the database is not this key store's. Nothing was deleted. If it is "
            "meant to be so, run `smartbooth keys sweep --all`."
        )


def walk() -> int:
    """Erase whom no room needs any more, among the next LOOK persons in the order of their ids: a step at a time, all
    over again at the end. Returns how many were erased."""
    global _place
    old = Person.objects.filter(pk__gt=_place, created_at__lt=clock.hour_start((clock.day() - SETTLED) * 24))
    looked = list(old.order_by("pk").values_list("pk", flat=True)[:LOOK])
    _place = looked[-1] if len(looked) == LOOK else ""
    unneeded = erasure.unneeded(looked)
    return erasure.release(unneeded, UNNEEDED) if unneeded else 0


def _differences(day: int) -> Iterator[tuple[str, str]]:
    """Both lists of ids side by side. A key made on `day` or later may have its person still to come."""
    persons = iter(Person.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=5_000))
    person = next(persons, None)  # persons first: whoever is seen here has a key that is seen below
    keys = iter(Key.objects.order_by("pk").values_list("person", "made_on").iterator(chunk_size=5_000))
    key = next(keys, None)
    while key is not None or person is not None:
        if key is not None and key[0] == person:
            key, person = next(keys, None), next(persons, None)
        elif person is None or (key is not None and key[0] < person):
            assert key is not None
            if key[1] < day:
                yield "key", key[0]
            key = next(keys, None)
        else:
            yield "person", person
            person = next(persons, None)
