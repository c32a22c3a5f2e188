"""From journal lines to counts, in memory: which line adds what to which table."""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from smartbooth.journal import lines
from smartbooth.journal.lines import Dimensions, Head, Malformed

# What (kind, mark) adds to, as positions in the columns of `models.Counts`: views, visitors, clicks, clickers,
# leads, signups, unmeasured_views, unmeasured_clicks, asked, chosen; then Hourly's own: served. Only a measured
# visitor is in a numerator or a denominator.
EFFECT: dict[tuple[str, bytes], tuple[int, ...]] = {
    ("view", b"first"): (0, 1),
    ("view", b"again"): (0,),
    ("view", b"unmeasured"): (6,),
    ("click", b"first"): (2, 3),
    ("click", b"again"): (2,),
    ("click", b"unmeasured"): (7,),
    ("click", b"first-chosen"): (2, 3, 9),
    ("click", b"again-chosen"): (2, 9),
    ("lead", b"first"): (4, 5, 8),
    ("lead", b"again"): (4,),
    ("lead", b"unmeasured"): (4,),
    ("asked", b"first"): (8,),
    ("asked", b"again"): (),
    ("asked", b"unmeasured"): (),
    ("confirmed", b"first"): (4, 5),
    ("confirmed", b"again"): (4,),
    ("confirmed", b"unmeasured"): (4,),
}
SERVED = 10
# Which of those are counted by the hour of the visitor's first view too, at their position in the columns of
# `models.Cohort`: visitors, clickers, signups, asked, chosen.
COHORT = {1: 0, 3: 1, 5: 2, 8: 3, 9: 4}
TORN, UNKNOWN = "torn", "unknown"
NOBODY = lines.NONE  # workspace and launch of lines that belong to none


def zeros(count: int) -> Any:
    return lambda: [0] * count


@dataclass
class Counts:
    """Rows to add: {key columns: counts}, each in the order of its model's fields. `cross` is nested by
    (workspace, launch, hour, variant), then dimensions."""

    hourly: dict[tuple[str, str, str, int], list[int]] = field(default_factory=lambda: defaultdict(zeros(11)))
    cohort: dict[tuple[str, str, str, int], list[int]] = field(default_factory=lambda: defaultdict(zeros(5)))
    cross: dict[tuple[str, str, int, str], dict[Dimensions, list[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(zeros(10)))
    )
    target: dict[tuple[str, str, str, int, str], list[int]] = field(default_factory=lambda: defaultdict(zeros(1)))
    drop: dict[tuple[str, str, int, str], list[int]] = field(default_factory=lambda: defaultdict(zeros(1)))

    def lost(self, times: int, day: int, reason: str) -> None:
        """Lines that belong to no launch: in no owner's numbers, and yet not passed over in silence."""
        self.drop[NOBODY, NOBODY, day, reason][0] += times

    def add(self, head: Head, dims: Dimensions, mark: bytes, target: bytes, times: int) -> None:
        hour, kind, workspace, launch, variant, first_hour = head
        if kind == lines.DROP:
            self.drop[workspace, launch, hour // 24, mark.decode()][0] += times
            return
        if kind == lines.SERVED:
            self.hourly[workspace, launch, variant, hour][SERVED] += times
            return
        effect = EFFECT[kind, mark]
        if not effect:
            return
        hourly = self.hourly[workspace, launch, variant, hour]
        cross = self.cross[workspace, launch, hour, variant][dims]
        for column in effect:
            hourly[column] += times
            cross[column] += times
            if column in COHORT:
                self.cohort[workspace, launch, variant, first_hour][COHORT[column]] += times
        if kind == lines.CLICK:
            self.target[workspace, launch, variant, hour // 24, target.decode()][0] += times


class Reader:
    """Checks lines quickly, by remembering the parts it has checked: the hour, the launch and a few dimensions
    are all a line says, so a million lines share some thousand parts."""

    def __init__(self) -> None:
        self._heads: dict[bytes, Head] = {}
        self._dimensions: dict[tuple[bytes, ...], Dimensions] = {}
        self._ends: set[tuple[str, bytes, bytes]] = set()

    @property
    def places(self) -> set[tuple[str, str]]:
        """(workspace, launch) of every line read."""
        return {(head.workspace, head.launch) for head in self._heads.values()}

    def read(self, raw: bytes) -> tuple[Head, Dimensions, bytes, bytes]:
        """(head, dimensions, mark, target) of a line without its newline. Raises Malformed as lines.read does."""
        try:
            start, source, campaign, country, device, mark, target = lines.split(raw)
        except ValueError:
            raise Malformed from None
        head = self._heads.get(start)
        if head is None:
            head = self._heads[start] = lines.head(start)
        raw_dimensions = (source, campaign, country, device)
        dims = self._dimensions.get(raw_dimensions)
        if dims is None:
            dims = self._dimensions[raw_dimensions] = lines.dimensions(source, campaign, country, device)
        end = (head.kind, mark, target)
        if end not in self._ends:
            lines.check_end(*end)
            self._ends.add(end)
        return head, dims, mark, target


def count(raw: Counter[bytes], owned: Any, today: int) -> Counts:
    """The counts of `raw` ({line with its newline: times}). `owned(pairs)` tells which of a set of
    (workspace, launch) exist; the rest counts as unknown, so that an erased launch does not come back."""
    with _uncollected():
        return _counted(raw, owned, today)


def _counted(raw: Counter[bytes], owned: Any, today: int) -> Counts:
    reader = Reader()
    read = []
    counts = Counts()
    for line, times in raw.items():
        try:
            read.append((*reader.read(line[:-1]), times))
        except Malformed:
            counts.lost(times, today, TORN)
    exist = owned(reader.places)
    for head, dims, mark, target, times in read:
        if (head.workspace, head.launch) in exist:
            counts.add(head, dims, mark, target, times)
        else:
            counts.lost(times, head.hour // 24, UNKNOWN)
    return counts


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which would walk through a million new tuples again and again (a quarter of the
    time) and find nothing: none of them is in a cycle."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def cross_rows(counts: Counts) -> Iterator[tuple[Any, ...]]:
    """`counts.cross` as rows of models.Cross at grain "h", by key."""
    for (workspace, launch, hour, variant), rows in sorted(counts.cross.items()):
        for dims, values in sorted(rows.items()):
            yield (workspace, launch, "h", hour, variant, *dims, *values)
