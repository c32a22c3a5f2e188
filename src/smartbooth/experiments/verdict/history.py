"""How a verdict came about: the comparison hour by hour, and the first hour at which there was a winner."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from smartbooth.experiments.verdict import evidence
from smartbooth.experiments.verdict.counts import USUAL, Floats, Ints, Plan, Table, check, level, running
from smartbooth.experiments.verdict.pair import Pair, cells, pairs

FEW = 48  # moments that a picture asks for: each is summed of remembered days, which an hour later are the same
ROWS = 1024  # hours whose curves are in memory together: 3 MB a pair, whatever the test's age


@dataclass(frozen=True)
class Moment:
    """What was known by the end of `hour`: each other variant against the control."""

    hour: int
    pairs: dict[str, Pair]


def history(table: Table, plan: Plan = USUAL, at: Sequence[int] | None = None) -> list[Moment]:
    """The comparisons by the end of each hour of the table, or of those hours in `at` (any ascending hours from the
    first on), for a picture: a lift's interval as it narrows. Raises Impossible."""
    check(table, plan)
    hours = np.asarray(table.hours, dtype=np.int64)
    asked = hours if at is None else np.asarray(at, dtype=np.int64)
    rows = np.searchsorted(hours, asked, side="right") - 1
    asked, rows = asked[rows >= 0], rows[rows >= 0]
    control = table.letters[0]
    columns = {}
    for letter in table.letters[1:]:
        columns[letter] = _at(table, control, letter, rows, level(table, plan))
    return [
        Moment(hour, {letter: column[i] for letter, column in columns.items()})
        for i, hour in enumerate(asked.tolist())
    ]


def _at(table: Table, control: str, treatment: str, rows: Ints, alpha: float) -> list[Pair]:
    own = cells(table, control, treatment)
    sums = own.cumsum(axis=0)
    if 0 < len(rows) <= FEW:
        curves = np.array([evidence.likelihood(own[: row + 1]) for row in rows.tolist()])
        return pairs(control, treatment, curves, sums[rows, 0], sums[rows, 1], alpha)
    made: list[Pair] = []
    for first, curves in cumulated(own):
        some = rows[(rows >= first) & (rows < first + len(curves))]
        made += pairs(control, treatment, curves[some - first], sums[some, 0], sums[some, 1], alpha)
    return made


def cumulated(own: Ints) -> Iterator[tuple[int, Floats]]:
    """The likelihood by the end of each hour, in pieces: the first row's number, and curves of at most ROWS hours."""
    total = np.zeros(len(evidence.THETA))
    for first in range(0, len(own), ROWS):
        curves = evidence.curves(own[first : first + ROWS])
        curves[0] += total
        np.cumsum(curves, axis=0, out=curves)
        total = curves[-1].copy()
        yield first, curves


def latched(table: Table, plan: Plan = USUAL) -> tuple[int, str] | None:
    """The first hour by whose end one running variant had beaten all other running ones, and its letter: a verdict
    once reached stays, whatever comes after. None when there was none. Raises Impossible.

    It replays the table as it is now: a goal that came late counts from its visitor's hour on. Whether the numbers
    can be trusted is `judge`'s to say, and goes first.
    """
    check(table, plan)
    letters = running(table, plan)
    if len(letters) < 2 or not table.hours:
        return None
    limit = -math.log(level(table, plan))
    wins = np.zeros((len(table.hours), len(letters)), dtype=np.int64)
    for a, b in combinations(range(len(letters)), 2):
        for first, curves in cumulated(cells(table, letters[a], letters[b])):
            shown = evidence.against_no_difference(curves) >= limit
            up = evidence.THETA[curves.argmax(axis=1)] > 0
            part = slice(first, first + len(curves))
            wins[part, b] += shown & up
            wins[part, a] += shown & ~up
    found = np.argwhere(wins == len(letters) - 1)
    return (int(table.hours[found[0][0]]), letters[found[0][1]]) if len(found) else None
