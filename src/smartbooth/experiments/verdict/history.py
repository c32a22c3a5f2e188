"""How a verdict came about: the comparison hour by hour, and the first hour by whose end there was a verdict."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from smartbooth.experiments.verdict import evidence
from smartbooth.experiments.verdict.counts import USUAL, Floats, Ints, Plan, Table, check, level, running
from smartbooth.experiments.verdict.lift import lift
from smartbooth.experiments.verdict.pair import Pair, cells, pairs
from smartbooth.experiments.verdict.rates import rates
from smartbooth.experiments.verdict.ratio import ALARM, by_hour
from smartbooth.experiments.verdict.states import State

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
    sums, between = own.cumsum(axis=0), rates(table, control, treatment)
    if 0 < len(rows) <= FEW:
        curves = np.array([evidence.likelihood(own[: row + 1]) for row in rows.tolist()])
        return pairs(control, treatment, curves, sums[rows, 0], sums[rows, 1], alpha, between[rows])
    made: list[Pair] = []
    for first, curves in cumulated(own):
        some = rows[(rows >= first) & (rows < first + len(curves))]
        made += pairs(control, treatment, curves[some - first], sums[some, 0], sums[some, 1], alpha, between[some])
    return made


def cumulated(own: Ints) -> Iterator[tuple[int, Floats]]:
    """The likelihood by the end of each hour, in pieces: the first row's number, and curves of at most ROWS hours."""
    total = np.zeros(len(evidence.THETA))
    for first in range(0, len(own), ROWS):
        curves = _onwards(total, own[first : first + ROWS])
        total = curves[-1].copy()
        yield first, curves


def _onwards(total: Floats, own: Ints) -> Floats:
    """The likelihood by the end of each of these hours, `total` being that of those before."""
    curves = evidence.curves(own)
    curves[0] += total
    return np.cumsum(curves, axis=0, out=curves)


@dataclass(frozen=True)
class Reached:
    """A verdict that stays: by the end of `hour`; `best` is the winner's letter, None where the state is SAME."""

    hour: int
    state: State
    best: str | None


def latched(table: Table, plan: Plan = USUAL) -> Reached | None:
    """The first hour by whose end there was a verdict, and which: one running variant had beaten all other running
    ones, or every comparison of them was inside the margin. What is reached first stays, whatever comes after. None
    when there was none. Raises Impossible.

    It replays the table as it is now: a goal that came late counts from its visitor's hour on. By the end of an hour
    when the shares' alarm sounded nothing was reached (rounds/watch.py records nothing then either). Whether it sounds
    now is `judge`'s to say, and goes before whatever was reached.
    """
    check(table, plan)
    letters = running(table, plan)
    if len(letters) < 2 or not table.hours:
        return None
    alpha, ratios = level(table, plan), by_hour(table)
    quiet = np.ones(len(table.hours), dtype=bool) if ratios is None else ratios < ALARM
    every = {(a, b): cells(table, a, b) for a, b in combinations(letters, 2)}
    control = {pair: own[:, :2].cumsum(axis=0) for pair, own in every.items()}
    totals = dict.fromkeys(every, np.zeros(len(evidence.THETA)))
    for first in range(0, len(table.hours), ROWS):
        part = slice(first, first + ROWS)
        size = len(table.hours[part])
        wins, near = dict.fromkeys(letters, np.zeros(size, dtype=np.int64)), np.ones(size, dtype=bool)
        for (a, b), own in every.items():  # one pair's curves are in memory at a time
            curves = _onwards(totals[a, b], own[part])
            totals[a, b] = curves[-1].copy()
            won = _won(curves, alpha)
            wins[a], wins[b] = wins[a] + (won < 0), wins[b] + (won > 0)
            near[near] = _near(curves[near], control[a, b][part][near], alpha, plan.margin)
        best = {letter: won == len(letters) - 1 for letter, won in wins.items()}
        found = np.flatnonzero(quiet[part] & (near | np.any(list(best.values()), axis=0)))
        if len(found):
            row = int(found[0])
            winner = next((letter for letter in letters if best[letter][row]), None)
            return Reached(int(table.hours[first + row]), _state(winner, table), winner)
    return None


def _state(best: str | None, table: Table) -> State:
    if best is None:
        return State.SAME
    return State.CONTROL if best == table.letters[0] else State.WINNER


def _won(curves: Floats, alpha: float) -> Ints:
    """Of a pair, by hour: 1 where the treatment had won, -1 where the control had, else 0."""
    shown = evidence.against_no_difference(curves) >= -math.log(alpha)
    up = evidence.THETA[curves.argmax(axis=1)] > 0
    return np.where(shown, np.where(up, 1, -1), 0)


def _near(curves: Floats, control: Ints, alpha: float, margin: float) -> NDArray[np.bool_]:
    """Of a pair, by hour: whether all lifts that fit were inside the margin. `control`: its visitors and goals until
    then."""
    odds = evidence.intervals(curves, alpha)
    made = np.zeros(len(curves), dtype=bool)
    for row in np.flatnonzero(np.isfinite(odds).all(axis=1)).tolist():  # those with an open end are not
        visitors, goals = control[row].tolist()
        low, high = lift((float(odds[row, 0]), float(odds[row, 1])), goals, visitors)
        made[row] = -margin <= low and high <= margin
    return made
