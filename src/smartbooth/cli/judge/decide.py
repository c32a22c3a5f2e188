"""One test of a file, judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from smartbooth.cli.judge.naive import called
from smartbooth.cli.judge.read import Test
from smartbooth.experiments.verdict.judge import Plan, State, Table, Verdict, judge, latched

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LISTED = 5  # hours that a note names


@dataclass(frozen=True)
class Decision:
    """`state` and `winner` with what was reached before counted in; `hour`: at whose end that was, None where nothing
    was reached or without hours. `naive`: whether a z test at 95 % would have called a difference. `notes`: sentences
    on rows that say less than one may think."""

    test: str
    state: State
    winner: str | None
    hour: int | str | None
    verdict: Verdict
    naive: bool
    notes: tuple[str, ...] = ()


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
    """Raises Impossible for counts that only together cannot be."""
    table = tabled(test, equal_split)
    verdict = judge(table, plan)
    state, winner, named = verdict.state, verdict.best, None
    if hourly and state is not State.UNTRUSTED:
        reached = latched(table, plan)
        if reached is not None:
            state, winner, named = reached.state, reached.best, _named(reached.hour, test)
    notes = _notes(table, test) if hourly else ()
    return Decision(test.name, state, winner, named, verdict, called(table), notes)


def _notes(table: Table, test: Test) -> tuple[str, ...]:
    """Hours that say nothing about some variant, or about all: comparisons are made within hours."""
    came = table.visitors > 0
    arms = len(table.letters)
    if came.any() and not (came.sum(axis=1) > 1).any():
        return ("No hour has visitors of two variants, and only within an hour are they compared.",)
    partly = np.flatnonzero(came.any(axis=1) & (came.sum(axis=1) < arms)).tolist()
    if not partly:
        return ()
    hours = [str(_named(table.hours[row], test)) for row in partly[:LISTED]]
    if len(partly) > LISTED:
        hours.append(f"{len(partly) - LISTED:,} more")
    one = len(partly) == 1
    told = hours[0] if one else f"{', '.join(hours[:-1])} and {hours[-1]}"
    subject = f"Hour {told} has" if one else f"Hours {told} have"
    says = "says" if one else "say"
    if arms == 2:
        return (f"{subject} visitors of one variant only and {says} nothing about the difference.",)
    return (f"{subject} no visitors of some variant and {says} nothing about that one.",)


def _named(hour: int, test: Test) -> int | str:
    """The hour as the file names it, in UTC where it is a moment."""
    if not test.dated:
        return hour
    return (EPOCH + timedelta(hours=hour)).strftime("%Y-%m-%dT%H:00Z")
