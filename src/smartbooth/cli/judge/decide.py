"""One test of a file, judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from smartbooth.cli.judge.naive import called
from smartbooth.cli.judge.read import Test
from smartbooth.experiments.verdict.judge import Plan, State, Table, Verdict, judge, latched


@dataclass(frozen=True)
class Decision:
    """`state` and `winner` with what was reached before counted in; `hour`: at whose end the winner was first named,
    None without one or without hours. `naive`: whether a z test at 95 % would have called a difference."""

    test: str
    state: State
    winner: str | None
    hour: int | str | None
    verdict: Verdict
    naive: bool


def tabled(test: Test, equal_split: bool) -> Table:
    """The test as it is judged. A variant without a row for an hour had no visitors in it."""
    hours = sorted({hour for hour, _ in test.rows})
    shape = (len(hours), len(test.variants))
    visitors, goals = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    row_of = {hour: i for i, hour in enumerate(hours)}
    column_of = {variant: i for i, variant in enumerate(test.variants)}
    for (hour, variant), row in test.rows.items():
        place = row_of[hour], column_of[variant]
        visitors[place], goals[place] = row.visitors, row.goals
    shares = np.full(shape, 1 / len(test.variants)) if equal_split else None
    return Table(tuple(test.variants), tuple(hours), visitors, goals, shares)


def decide(test: Test, plan: Plan, equal_split: bool, hourly: bool) -> Decision:
    table = tabled(test, equal_split)
    verdict = judge(table, plan)
    state, winner, named = verdict.state, verdict.best, None
    if hourly and state is not State.UNTRUSTED:
        reached = latched(table, plan)
        if reached is not None:
            hour, winner = reached
            state = State.CONTROL if winner == table.letters[0] else State.WINNER
            named = _moment(hour) if test.dated else hour
    return Decision(test.name, state, winner, named, verdict, called(table))


def _moment(hour: int) -> str:
    return datetime.fromtimestamp(hour * 3600, UTC).strftime("%Y-%m-%dT%H:00Z")
