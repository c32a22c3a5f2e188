"""The fold: new journal bytes and pending lines become counts, each event exactly once.

Cursor and counts move in one transaction, the cursor by compare-and-set: a folder that died, or a second one at
work, changes nothing twice. A lock in the folder keeps one folder at it on a node, so that nobody still reads a
segment while another deletes it.
"""

import fcntl
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.journal import segments
from smartbooth.launches.models import Launch
from smartbooth.tallies import upsert
from smartbooth.tallies.count import TORN, Counts, count, cross_rows
from smartbooth.tallies.models import Cohort, Cross, Cursor, Drop, Hourly, Pending, Target
from smartbooth.tallies.names import LAUNCHES, Names

BATCH_BYTES = 64 * 1024 * 1024  # about a million lines: bounds memory when catching up
PIECE_BYTES = 1024 * 1024
PENDING_ROWS = 5000
_names = Names()


class Conflict(Exception):
    """Another folder has moved a cursor since it was read: nothing was counted, the next fold sees its work."""


def fold(folder: Path | None = None, names: Names | None = None) -> int:
    """Fold what is new, at most one batch of each. Returns how many lines were folded; 0 means up to date."""
    folder = folder or settings.JOURNAL
    with _alone(folder) as alone, everywhere():
        if not alone:
            return 0
        moves, lines = _new_lines(folder)
        pending = Pending.objects.exists()
        folded = _commit(moves, lines, pending, names or _names) if moves or pending else 0
        if not moves:
            _bury(folder)
    return folded


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "fold.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            alone = True
        except BlockingIOError:
            alone = False
        yield alone
    finally:
        os.close(handle)


Moves = list[tuple[str, int, int]]  # (segment, offset before, offset after)


def _new_lines(folder: Path) -> tuple[Moves, Counter[bytes]]:
    """What the segments hold beyond their cursors, counted line by line."""
    sizes = segments.listed(folder)
    offsets = _offsets([name for name, _ in sizes])
    moves: Moves = []
    lines: Counter[bytes] = Counter()
    room = BATCH_BYTES
    for name, size in sizes:
        before = after = offsets.get(name, 0)
        while after < size and room > 0 and (data := segments.read(folder / name, after, PIECE_BYTES)):
            lines.update(BytesIO(data))
            after += len(data)
            room -= len(data)
        if after > before:
            moves.append((name, before, after))
    return moves, lines


def _offsets(names: list[str]) -> dict[str, int]:
    return dict(Cursor.objects.filter(pk__in=names).values_list("segment", "offset")) if names else {}


def _commit(moves: Moves, lines: Counter[bytes], pending: bool, names: Names) -> int:
    with transaction.atomic():
        for segment, before, after in moves:
            _move(segment, before, after)
        if pending:
            lines.update(_take_pending())
        counts = count(lines, _owned, clock.day())
        admitted = names.bound(counts)
        store(counts)
    names.seen |= admitted
    return lines.total()


def _move(segment: str, before: int, after: int) -> None:
    if before == 0:
        Cursor.objects.bulk_create([Cursor(segment=segment, offset=0)], ignore_conflicts=True)
    if not Cursor.objects.filter(segment=segment, offset=before).update(offset=after):
        raise Conflict(segment)


def _take_pending() -> list[bytes]:
    rows = Pending.objects.order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    taken = list(rows.values_list("pk", "line")[:PENDING_ROWS])
    Pending.objects.filter(pk__in=[pk for pk, _ in taken]).delete()
    return [line.encode() + b"\n" for _, line in taken]


def _owned(named: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of these (workspace, launch) exist."""
    launches = sorted({launch for _, launch in named})
    owned: set[tuple[str, str]] = set()
    for start in range(0, len(launches), LAUNCHES):
        part = launches[start : start + LAUNCHES]
        owned.update(Launch.objects.filter(pk__in=part).values_list("workspace_id", "pk"))
    return owned & named


def store(counts: Counts) -> None:
    """Add `counts` to the tables, inside the caller's transaction."""
    for model, counted in (
        (Hourly, counts.hourly),
        (Cohort, counts.cohort),
        (Target, counts.target),
        (Drop, counts.drop),
    ):
        upsert.add(model, ((*key, *values) for key, values in sorted(counted.items())))
    upsert.add(Cross, cross_rows(counts))


def _bury(folder: Path) -> None:
    """Delete segments of dead writers that are folded to the end; a half line at the end counts as torn.

    The file goes before its cursor: dying in between leaves a row, never an event to fold again.
    """
    segments.sweep(folder)
    for name, _ in segments.listed(folder):
        path = folder / name
        size = segments.abandoned(path)
        if size is None:
            continue
        offset = _offsets([name]).get(name, 0)
        rest = segments.read(path, offset, BATCH_BYTES) if size > offset else b""
        if rest:
            continue  # written since the fold looked: next time
        with transaction.atomic():
            if size > offset:
                _move(name, offset, size)
                counts = Counts()
                counts.lost(1, clock.day(), TORN)
                store(counts)
        path.unlink()
        Cursor.objects.filter(segment=name).delete()
