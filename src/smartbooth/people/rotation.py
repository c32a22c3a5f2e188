"""Changing keys while the service runs: the key that wraps persons' keys, and the master key that wraps the ring.

What is sealed is not touched: a person's own key stays the same in another wrapping.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connections, transaction
from django.db.models import Count, QuerySet

from smartbooth.core import clock, keyed
from smartbooth.people import cipher, ring, vault
from smartbooth.people.models import Key, Ring
from smartbooth.people.store import KEYS

BATCH = 500  # keys a transaction: forms wait no longer than that takes
KEPT = timedelta(days=1)  # a retired wrapping key stays for processes that have yet to notice


@dataclass(frozen=True)
class Generation:
    name: str
    generation: int
    made_at: datetime
    retired_at: datetime | None
    wraps: int  # persons' keys


def state() -> list[Generation]:
    counted = dict(Key.objects.values_list("ring").annotate(times=Count("pk")).order_by())
    return [
        Generation(
            row.name, row.generation, row.made_at, row.retired_at,
            counted.get(row.generation, 0) if row.name == ring.WRAP else 0,
        )
        for row in Ring.objects.order_by("name", "generation")
    ]  # fmt: skip


def begin() -> tuple[int, bool]:
    """The generation to rewrap to, and whether it is new: a rotation that was interrupted is gone on with."""
    with transaction.atomic(using=KEYS):
        ring.current(ring.WRAP)  # opens: the master key is the right one
        newest = _newest()
        if unfinished():
            return newest, False
        wrapped = cipher.seal(ring.master(), ring.place(ring.WRAP, newest + 1), cipher.new_key())
        Ring.objects.create(name=ring.WRAP, generation=newest + 1, wrapped=wrapped, made_at=clock.now())
        transaction.on_commit(ring.clear, using=KEYS)
    return newest + 1, True


def rewrap() -> int:
    """Rewrap up to BATCH keys that an older generation wraps; how many. One transaction."""
    newest, key = ring.current(ring.WRAP)
    with transaction.atomic(using=KEYS):
        old = Key.objects.select_for_update().filter(ring__lt=newest).order_by("pk")[:BATCH]
        rows = list(old.values_list("person", "ring", "wrapped"))
        changed = [
            (newest, cipher.seal(key, vault.wrapped(person), vault.unwrap(person, generation, stored)), person)
            for person, generation, stored in rows
        ]
        if changed:
            table = connections[KEYS].ops.quote_name(Key._meta.db_table)
            with connections[KEYS].cursor() as cursor:
                cursor.executemany(f"UPDATE {table} SET ring = %s, wrapped = %s WHERE person = %s", changed)  # noqa: S608 - our own table
    return len(changed)


def finish() -> int:
    """Retire the older generations once nothing is wrapped by them; how many. Processes that made keys meanwhile may
    have used one: then there is more to rewrap, and nothing is retired."""
    with transaction.atomic(using=KEYS):
        newest = _newest()
        if Key.objects.filter(ring__lt=newest).exists():
            return 0
        return _unretired(newest).update(retired_at=clock.now())


def unfinished() -> bool:
    """Whether an older generation is still in use."""
    newest = _newest()
    return Key.objects.filter(ring__lt=newest).exists() or _unretired(newest).exists()


def discard(now: datetime) -> int:
    """Destroy the wrapping keys that retired more than KEPT ago and wrap nothing; how many."""
    gone = 0
    with transaction.atomic(using=KEYS):
        for row in retired(now):
            if not Key.objects.filter(ring=row.generation).exists():
                row.delete()
                gone += 1
    return gone


def retired(now: datetime) -> list[Ring]:
    """The wrapping keys that should be gone at `now`."""
    return list(Ring.objects.filter(name=ring.WRAP, retired_at__lt=now - KEPT))


def new_master(old: bytes) -> int:
    """Rewrap the ring from the key derived from `old` to the present master key's; how many rows needed it. All or
    nothing, and harmless to repeat. Raises ring.RingError when neither opens a row."""
    before = keyed.key_of(old, ring.MASTER_USE)
    changed = 0
    with transaction.atomic(using=KEYS):
        for row in Ring.objects.select_for_update():
            try:
                ring.open_row(row, ring.master())
                continue
            except cipher.Unreadable:
                pass  # not rewrapped yet
            try:
                clear = ring.open_row(row, before)
            except cipher.Unreadable:
                raise ring.RingError(
                    "Neither SMARTBOOTH_MASTER_KEY nor SMARTBOOTH_MASTER_KEY_OLD opens the key store. "
                    "Nothing was changed."
                ) from None
            row.wrapped = cipher.seal(ring.master(), ring.place(row.name, row.generation), clear)
            row.save(update_fields=["wrapped"])
            changed += 1
    ring.clear()
    return changed


def _newest() -> int:
    return max(Ring.objects.filter(name=ring.WRAP).values_list("generation", flat=True))


def _unretired(newest: int) -> QuerySet[Ring]:
    return Ring.objects.filter(name=ring.WRAP, generation__lt=newest, retired_at=None)
