"""The verdict on a test: one of five states, and what it rests on.

In this order: counts that cannot be are refused; visitors that came in other shares than planned hide everything
else; a variant that beats all others is best; where every comparison is inside the margin nothing that matters is
between them; else it is too early.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from smartbooth.experiments.verdict.best import chances
from smartbooth.experiments.verdict.counts import USUAL, Counts, Impossible, Plan, Table, check, level, running
from smartbooth.experiments.verdict.history import Moment, Reached, history, latched
from smartbooth.experiments.verdict.pair import Pair, compare
from smartbooth.experiments.verdict.ratio import ALARM, against_plan
from smartbooth.experiments.verdict.states import State

__all__ = [
    "Counts",
    "Impossible",
    "Moment",
    "Pair",
    "Plan",
    "Reached",
    "State",
    "Table",
    "Verdict",
    "history",
    "judge",
    "latched",
]


@dataclass(frozen=True)
class Verdict:
    """`pairs`: each other variant against the control. `duels`: all pairs, by (earlier letter, later letter). Both,
    and `chances`, are empty where the numbers cannot be trusted. `chances`: to be the best of those that may still
    win.

    `planned` and `seen`: the visitors' shares, planned hour by hour and as they came, of the hours whose split is
    known; where none is `planned` is empty, and `seen` of all. `problem`: "ratio" where the numbers cannot be trusted,
    else "".
    """

    state: State
    best: str | None
    pairs: dict[str, Pair]
    duels: dict[tuple[str, str], Pair]
    ratio_log_e: float | None
    planned: dict[str, float]
    seen: dict[str, float]
    totals: dict[str, Counts]
    chances: dict[str, float] = field(default_factory=dict)
    problem: str = ""


def judge(table: Table, plan: Plan = USUAL) -> Verdict:
    """The verdict on what the table holds, all of it. Raises Impossible for counts that cannot be.

    Looks at the present only: a verdict once reached stays, see `latched`.
    """
    check(table, plan)
    ratio = against_plan(table)
    if ratio is not None and ratio >= ALARM:
        return Verdict(
            State.UNTRUSTED, None, {}, {}, ratio, planned(table), seen(table), table.totals, problem="ratio"
        )
    alpha = level(table, plan)
    duels = {(a, b): compare(table, a, b, alpha) for a, b in combinations(table.letters, 2)}
    best = winner(running(table, plan), duels, -math.log(alpha))
    control = table.letters[0]
    return Verdict(
        state=_state(best, table, plan, duels),
        best=best,
        pairs={b: pair for (a, b), pair in duels.items() if a == control},
        duels=duels,
        ratio_log_e=ratio,
        planned=planned(table),
        seen=seen(table),
        totals=table.totals,
        chances=_chances(table, plan),
    )


def winner(letters: tuple[str, ...], duels: dict[tuple[str, str], Pair], limit: float) -> str | None:
    """The letter that beats all others of `letters`, two at least, each with log E at `limit`."""
    if len(letters) < 2:
        return None
    won = [duels[pair].better(limit) for pair in combinations(letters, 2)]
    return next((letter for letter in letters if won.count(letter) == len(letters) - 1), None)


def _state(best: str | None, table: Table, plan: Plan, duels: dict[tuple[str, str], Pair]) -> State:
    if best is not None:
        return State.CONTROL if best == table.letters[0] else State.WINNER
    left = list(combinations(running(table, plan), 2))
    near = all(-plan.margin <= low and high <= plan.margin for low, high in (duels[pair].lift for pair in left))
    return State.SAME if left and near else State.KEEP


def _chances(table: Table, plan: Plan) -> dict[str, float]:
    """0 for a variant that cannot win any more."""
    letters = running(table, plan)
    totals = table.totals
    found = chances([totals[one][1] for one in letters], [totals[one][0] for one in letters]) if letters else []
    return dict.fromkeys(table.letters, 0.0) | dict(zip(letters, found, strict=True))


def planned(table: Table) -> dict[str, float]:
    """Each variant's share of the visitors as the hours' splits meant it, by the visitors each hour had; hours whose
    split is not known are left out."""
    known = table.planned
    if table.shares is None or not known.any():
        return {}
    weights = table.visitors[known].sum(axis=1)
    mean = np.average(table.shares[known], axis=0, weights=weights if weights.any() else None)
    return dict(zip(table.letters, mean.tolist(), strict=True))


def seen(table: Table) -> dict[str, float]:
    """Each variant's share of the visitors that came, in the hours of `planned` where there are some; all 0 while
    nobody has."""
    known = table.planned
    n = table.visitors[known if known.any() else slice(None)].sum(axis=0)
    return dict(zip(table.letters, (n / max(1, int(n.sum()))).tolist(), strict=True))
