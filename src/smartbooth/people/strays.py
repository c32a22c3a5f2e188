"""What belongs to nobody: keys without a person, persons without a key, persons nobody needs.

The first two are what a crash between two commits leaves, or a copy of one database put beside another's present: a
person who was erased since the copy was made is back, without their key, and is erased again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice
from typing import Any

from smartbooth.core import clock, ids
from smartbooth.people import erasure, start
from smartbooth.people.models import Key, Person
from smartbooth.people.store import both
from smartbooth.registry.retention import BATCH, ENOUGH

LOOK = 1_000  # persons a step of `walk` looks at
STEPS = 100_000  # ids the worker and the checks look at in one go: a quarter of a second
SETTLED = 1  # days after which a key still without a person will get none
UNNEEDED = "nothing kept"  # why

_place = ""  # the last person `walk` looked at


class Mismatch(RuntimeError):
    """So many strays that the two databases are not each other's: nothing was deleted."""


def sweep(now: datetime, everything: bool = False) -> int:
    """Delete BATCH of them; how many. `everything`: also when most keys have no person. Raises Mismatch."""
    return _delete(*found(now, BATCH), everything)


def some(now: datetime) -> int:
    """The same for the worker, in bounded time: among STEPS ids from a random one on. `walk` comes by all of them."""
    return _delete(*found(now, BATCH, STEPS))


def _delete(keys: list[str], persons: list[str], everything: bool = False) -> int:
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
    """Among STEPS ids from a random one on."""
    keys, persons = found(now, ENOUGH, STEPS)
    return len(keys) + len(persons)


def found(now: datetime, most: int, steps: int | None = None) -> tuple[list[str], list[str]]:
    """Ids of keys without a person, and of persons without a key: `most` of both together, of all there are or of
    `steps` ids from a random one on. Reads both databases' ids in order, in constant memory."""
    keys: list[str] = []
    persons: list[str] = []
    day = int(now.timestamp() // clock.DAY) - SETTLED
    begin = "" if steps is None else ids.token()
    for side, person in islice(chain(_side_by_side(day, begin), _side_by_side(day, "", begin)), steps):
        if side != BOTH:
            (keys if side == KEY else persons).append(person)
        if len(keys) + len(persons) >= most:
            break
    return keys, persons


def refuse_mismatch(everything: bool) -> None:
    persons, keys = Person.objects.count(), Key.objects.count()
    if start.strangers() or start.behind():
        raise Mismatch(
            f"{keys} keys for {persons} persons: the key store is not this database's. Nothing was deleted."
        )
    if not everything and keys > start.FEW and persons < keys / 2:
        raise Mismatch(
            f"{persons} persons for {keys} keys: the database is not this key store's. Nothing was deleted. If it is "
            "meant to be so, run `smartbooth keys sweep --all`."
        )


def walk() -> int:
    """Erase whom no room needs any more, and delete strays, among the next LOOK persons in the order of their ids: a
    step at a time, all over again at the end. Returns how many went."""
    global _place
    begin = _place
    after, settled = Person.objects.filter(pk__gt=begin), clock.hour_start((clock.day() - SETTLED) * 24)
    looked = list(after.order_by("pk").values_list("pk", "created_at")[:LOOK])
    _place = looked[-1][0] if len(looked) == LOOK else ""
    unneeded = erasure.unneeded([person for person, created_at in looked if created_at < settled])
    gone = erasure.release(unneeded, UNNEEDED) if unneeded else 0
    return gone + _between(begin, _place)


def _between(begin: str, end: str) -> int:
    """Delete up to BATCH strays with ids after `begin` up to `end` ("": no end). What does not fit together is left
    alone: the daily sweep says so."""
    keys: list[str] = []
    persons: list[str] = []
    sides = _side_by_side(clock.day() - SETTLED, begin, end, 2 * LOOK)
    for side, person in islice(sides, 4 * LOOK):  # keys without a person may be many
        if side != BOTH:
            (keys if side == KEY else persons).append(person)
    try:
        return _delete(keys[:BATCH], persons[:BATCH])
    except Mismatch:
        return 0


KEY, PERSON, BOTH = "key", "person", "both"


def _side_by_side(day: int, begin: str = "", end: str = "", chunk: int = 5_000) -> Iterator[tuple[str, str]]:
    """Both lists of ids after `begin` up to `end` ("": no end), and on which side each is. A key made on `day` or later
    may have its person still to come: it counts as both."""
    upto = {"pk__lte": end} if end else {}
    persons = iter(_ids(Person, begin, upto, chunk, "pk"))
    person = next(persons, None)  # persons first: whoever is seen here has a key that is seen below
    keys = iter(_ids(Key, begin, upto, chunk, "pk", "made_on"))
    key = next(keys, None)
    while key is not None or person is not None:
        if person is not None and (key is None or person[0] < key[0]):
            yield PERSON, person[0]
            person = next(persons, None)
            continue
        assert key is not None
        if person is not None and key[0] == person[0]:
            yield BOTH, key[0]
            person = next(persons, None)
        else:
            yield KEY if key[1] < day else BOTH, key[0]
        key = next(keys, None)


def _ids(
    model: type[Key] | type[Person], begin: str, upto: dict[str, str], chunk: int, *columns: str
) -> Iterator[tuple[Any, ...]]:
    rows: Any = model._default_manager
    found: Iterator[tuple[Any, ...]] = (
        rows.filter(pk__gt=begin, **upto).order_by("pk").values_list(*columns).iterator(chunk_size=chunk)
    )
    return found
