"""Where a test stands: its counts, judged, goal by goal."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.verdict.counts import Floats, Impossible, Plan, Table
from smartbooth.experiments.verdict.judge import Verdict, judge
from smartbooth.experiments.verdict.states import State
from smartbooth.launches.publish import split
from smartbooth.tallies.cohorts import CohortCount, cohorts

COLUMNS = {  # goal -> the count of tallies.cohorts.CohortCount that it is
    Round.LEAD: "asked",
    Round.CONFIRMED: "signups",
    Round.CLICK: "clickers",
    Round.BUTTON: "chosen",
}


@dataclass(frozen=True)
class Standing:
    """A test and its numbers at one moment. `hours`: those in which somebody came, ascending."""

    round: Round
    hours: tuple[int, ...]
    cohorts: Mapping[tuple[int, str], CohortCount]
    shares: Mapping[int, Mapping[str, int]]  # the plan: by hour, weights by letter

    def table(self, goal: str) -> Table:
        """The counts of one goal, as they are judged: one row an hour, one column a version."""
        letters = tuple(self.round.letters)
        none = CohortCount()
        counted = [[self.cohorts.get((hour, letter), none) for letter in letters] for hour in self.hours]
        name = COLUMNS[goal]
        size = (len(self.hours), len(letters))
        return Table(
            letters=letters,
            hours=self.hours,
            visitors=np.array([[c.visitors for c in row] for row in counted], dtype=np.int64).reshape(size),
            goals=np.array([[getattr(c, name) for c in row] for row in counted], dtype=np.int64).reshape(size),
            shares=self._planned(letters),
        )

    def _planned(self, letters: tuple[str, ...]) -> Floats | None:
        """The split of each hour, NaN for one whose split is not known (counts of before there were any): that hour is
        left out of the check of the shares, and of nothing else, for the comparison takes each hour's visitors as they
        came. None where no hour's is known."""
        rows = [[float(self.shares.get(hour, {}).get(letter, 0)) for letter in letters] for hour in self.hours]
        if rows and not any(map(sum, rows)):
            return None
        return np.array([[weight / (sum(row) or math.nan) for weight in row] for row in rows]).reshape(
            -1, len(letters)
        )

    @property
    def plan(self) -> Plan:
        round_ = self.round
        return Plan(
            alpha=round_.alpha,
            margin=round_.margin / 100,
            running=frozenset(round_.running),
            arms=len(round_.arms),
        )

    @cached_property
    def verdict(self) -> Verdict | None:
        """Of the test's own goal; None where its numbers cannot be (`problem` says why)."""
        return self._judged[0]

    @cached_property
    def problem(self) -> str:
        """A code of `Impossible.code`, or ""."""
        return self._judged[1]

    @cached_property
    def _judged(self) -> tuple[Verdict | None, str]:
        try:
            return judge(self.table(self.round.goal), self.plan), ""
        except Impossible as impossible:
            return None, impossible.code

    @property
    def state(self) -> State:
        """What is said. Numbers that cannot be trusted come first; what was reached stays; and a win is named once it
        was recorded, so that it never goes away again."""
        if self.verdict is None or self.verdict.state == State.UNTRUSTED:
            return State.UNTRUSTED
        return State(self.round.verdict) if self.round.reached else State.KEEP

    def guards(self) -> dict[str, Verdict]:
        """The other goals that somebody reached, judged alike. None of them decides, so one whose counts cannot be is
        left out, and does not take the others with it."""
        found = {}
        for goal in COLUMNS:
            if goal == self.round.goal:
                continue
            table = self.table(goal)
            if table.goals.any() and not np.array_equal(table.goals, self.table(self.round.goal).goals):
                try:
                    found[goal] = judge(table, self.plan)
                except Impossible:
                    continue  # the files have its counts as they are
        return found


def standing(round_: Round) -> Standing:
    """Two queries. Runs inside the workspace."""
    first, end = round_.span()
    last = clock.hour() if end is None else end - 1
    counted = {
        key: count for key, count in cohorts(round_.launch_id, first, last).items() if key[1] in round_.arms
    }
    hours = tuple(sorted({hour for hour, _ in counted}))
    shares = split.by_hour(round_.launch_id, first, last)
    return Standing(round_, hours, counted, shares)
