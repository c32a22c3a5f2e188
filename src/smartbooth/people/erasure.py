"""Erasing a person: every room says how what it keeps about them goes, and the key is destroyed.

erasure.also(callable(person))      # in a room's AppConfig: delete, or note what has to be recalled
erasure.needed_by(callable(ids))    # who of these persons the room still needs, for `release`
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from smartbooth.people import vault
from smartbooth.people.gate import parts
from smartbooth.people.models import Person
from smartbooth.people.store import both

NO_KEY = "no key"  # why: found without a key, as after a restore of a copy made before their erasure

_others: list[Callable[[Person], None]] = []
_needed: list[Callable[[list[str]], Iterable[str]]] = []


def also(work: Callable[[Person], None]) -> None:
    """Have `work` done for each person who is erased, in the same transaction, while their data can still be read.
    It enters workspaces itself (accounts.tenancy.everywhere). What was said last is done first: a higher room still
    finds what the lower ones keep."""
    _others.append(work)


def needed_by(who: Callable[[list[str]], Iterable[str]]) -> None:
    """`who(ids)` says which of these persons the room still has something about, and so needs."""
    _needed.append(who)


def erase(person_id: str, why: str) -> bool:
    """Erase the person everywhere, in one transaction; whether there was one. Two at once end well: the row is
    locked, one of them does it, the other finds nobody. `why` is for those who note it."""
    with both():
        person = Person.objects.select_for_update().filter(pk=person_id).first()
        if person is None:
            return False
        for work in reversed(_others):
            work(person)
        vault.forget(person)
        return True


def release(persons: Iterable[str], why: str) -> int:
    """Erase those of `persons` whom no room needs any more; how many. Runs in the caller's transaction: their rows are
    locked first, in the order of their ids, so that nobody signs up by them meanwhile."""
    gone = 0
    with both():
        for part in parts(sorted(set(persons))):
            locked = [row.pk for row in Person.objects.select_for_update().filter(pk__in=part).order_by("pk")]
            for person_id in unneeded(locked):
                gone += erase(person_id, why)
    return gone


def unneeded(persons: list[str]) -> list[str]:
    """Those whom no room needs."""
    left = list(persons)
    for who in _needed:
        if left:
            kept = set(who(left))
            left = [person for person in left if person not in kept]
    return left
