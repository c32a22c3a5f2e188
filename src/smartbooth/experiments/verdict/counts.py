"""What is judged: counts by hour and variant, what was planned, and which counts cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = tuple[int, int]  # visitors, goals
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MOST = 2**53  # of any count and of a variant's in all: as far as a double counts exactly
# Of a variant in an hour: each way they can fall is weighed, two million for a pair, in a second and 200 MB.
MOST_GOALS = 1_000_000
SHARES_SUM = 1e-6  # how far an hour's shares may be from 1 together: what rounding to seven digits leaves


class Impossible(ValueError):
    """Counts that cannot have been. `code` says why, one of REASONS; `hour` and `letter` where, when at one place."""

    REASONS = {
        "letters": "two variants at least are needed, each with a letter of its own",
        "shape": "visitors, goals and shares need a row an hour and a column a variant",
        "hours": "hours must be whole numbers, each greater than the one before",
        "whole": "counts must be whole numbers",
        "negative": "a count is less than nothing",
        "large": "a count is too great: of goals a million in one hour can be weighed, of visitors 2^53 in all counted",
        "goals": "more goals than visitors",
        "shares": "an hour's shares must be numbers from 0 to 1 that sum to 1, or none of them known",
        "rate": "a rate lies between 0 and 1",
        "difference": "a difference is a thousandth at least, and leaves a rate between 0 and 1",
        "traffic": "there must be visitors",
        "plan": "the plan needs an alpha between 0 and 1, a margin from 0 on, and variants that are in the test",
    }

    def __init__(self, code: str, hour: int | None = None, letter: str | None = None) -> None:
        self.code, self.hour, self.letter = code, hour, letter
        place = "".join(
            [f", variant {letter}" if letter is not None else "", f", hour {hour}" if hour is not None else ""]
        )
        super().__init__(f"{self.REASONS[code]}{place}")


@dataclass(frozen=True)
class Table:
    """Counts of one test. `visitors` first seen in each hour and how many of them reached the goal, shape (hours,
    letters).

    The first letter is the control. Hours ascend (since 1970, or from 0); those in which nothing happened may be left
    out. `shares`: the split planned for each hour, rows sum to 1, or are NaN throughout where that hour's is not known;
    None where nobody says what was planned.
    """

    letters: tuple[str, ...]
    hours: tuple[int, ...]
    visitors: Ints
    goals: Ints
    shares: Floats | None = None

    @property
    def totals(self) -> dict[str, Counts]:
        pairs = zip(self.visitors.sum(axis=0).tolist(), self.goals.sum(axis=0).tolist(), strict=True)
        return dict(zip(self.letters, pairs, strict=True))

    @property
    def planned(self) -> NDArray[np.bool_]:
        """Which hours' split is known: shape (hours,)."""
        if self.shares is None:
            return np.zeros(len(self.hours), dtype=bool)
        return np.asarray(~np.isnan(self.shares).all(axis=1))


@dataclass(frozen=True)
class Plan:
    """What was settled before the first visitor. `alpha`: how often a winner may be named although all are equal, at
    most; `margin`: the relative lift that matters; `running`: the variants that may still win (None: all); `arms`:
    how many there ever were in this round (None: the table's letters)."""

    alpha: float = 0.05
    margin: float = 0.05
    running: frozenset[str] | None = None
    arms: int | None = None


USUAL = Plan()


def once(letters: Sequence[str], totals: Sequence[Counts]) -> Table:
    """A table of one hour, for counts that nobody kept by hour."""
    columns = np.array([list(pair) for pair in totals], dtype=np.int64).reshape(-1, 2)
    return Table(tuple(letters), (0,), columns[None, :, 0], columns[None, :, 1])


def until(table: Table, rows: int) -> Table:
    """The table as it was after its first `rows` hours."""
    shares = None if table.shares is None else table.shares[:rows]
    return Table(table.letters, table.hours[:rows], table.visitors[:rows], table.goals[:rows], shares)


def check(table: Table, plan: Plan) -> None:
    """Raise Impossible for what cannot be."""
    letters, hours = table.letters, table.hours
    if len(letters) < 2 or len(set(letters)) != len(letters):
        raise Impossible("letters")
    if any(array.shape != (len(hours), len(letters)) for array in (table.visitors, table.goals)):
        raise Impossible("shape")
    clock = np.array(hours)
    if len(hours) and not np.issubdtype(clock.dtype, np.integer):
        raise Impossible("hours")
    back = np.flatnonzero(clock[1:] <= clock[:-1])
    if len(back):
        raise Impossible("hours", hours[int(back[0]) + 1])
    for array in (table.visitors, table.goals):
        if not np.issubdtype(array.dtype, np.integer):
            raise Impossible("whole")
        _none(table, array < 0, "negative")
        _none(table, array > MOST, "large")
    _none(table, table.goals > table.visitors, "goals")
    _none(table, table.goals > MOST_GOALS, "large")
    # Summed in doubles, which have no end at 2^63 and, while the sum is not too great, are exact.
    many = table.visitors.sum(axis=0, dtype=np.float64) > MOST
    if many.any():
        raise Impossible("large", letter=letters[int(many.argmax())])
    _check_shares(table)
    _check_plan(table, plan)


def _none(table: Table, wrong: NDArray[np.bool_], code: str) -> None:
    if wrong.any():
        hour, letter = np.argwhere(wrong)[0].tolist()
        raise Impossible(code, table.hours[hour], table.letters[letter])


def _check_shares(table: Table) -> None:
    if table.shares is None:
        return
    if table.shares.shape != table.visitors.shape:
        raise Impossible("shape")
    inside = (table.shares >= 0) & (table.shares <= 1)  # what is not a number is neither
    wrong = table.planned & (~inside.all(axis=1) | ~(abs(table.shares.sum(axis=1) - 1) <= SHARES_SUM))
    if wrong.any():
        raise Impossible("shares", table.hours[int(wrong.argmax())])


def _check_plan(table: Table, plan: Plan) -> None:
    unknown = (plan.running or frozenset()) - set(table.letters)
    few = plan.arms is not None and plan.arms < len(table.letters)
    if not (0 < plan.alpha < 1 and plan.margin >= 0) or unknown or few:
        raise Impossible("plan")


def running(table: Table, plan: Plan) -> tuple[str, ...]:
    """The letters that may still win, in the table's order."""
    return tuple(letter for letter in table.letters if plan.running is None or letter in plan.running)


def level(table: Table, plan: Plan) -> float:
    """The α of each pair: with K variants a winner has to beat K - 1."""
    return plan.alpha / max(1, (plan.arms or len(table.letters)) - 1)
