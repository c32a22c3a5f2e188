"""Two variants compared: what their counts say about which is better, and by how much."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from smartbooth.experiments.verdict import evidence
from smartbooth.experiments.verdict.counts import Floats, Ints, Table
from smartbooth.experiments.verdict.lift import lift, lift_at
from smartbooth.experiments.verdict.rates import rates


@dataclass(frozen=True)
class Pair:
    """`log_e` speaks against no difference; `odds`, the log odds ratios of the treatment that are not refuted;
    `lift`, the relative lifts they can mean (-1 is nobody any more; inf: no end yet); `estimate`, the likeliest lift,
    from the hours in which both had visitors, each hour by itself, so that a split that follows the weekday does not
    bend it; `rates`, the lift between the two rates (rates.py), NaN where there is none.
    """

    control: str
    treatment: str
    log_e: float
    odds: tuple[float, float]
    lift: tuple[float, float]
    estimate: float
    rates: float = math.nan

    @property
    def agrees(self) -> bool:
        """Whether the rates tell the same as the hours do one by one. They need not (Simpson's paradox); then the hours
        are right."""
        return self.lift[0] <= self.rates <= self.lift[1] and self.rates * self.estimate >= 0

    @property
    def told(self) -> float:
        """The lift to say: between the rates that stand beside it, unless the hours say otherwise."""
        return self.rates if self.agrees else self.estimate

    def better(self, limit: float) -> str | None:
        """Which of the two won: log E has reached `limit`, and on its side. None while neither has."""
        if self.log_e < limit or self.estimate == 0:
            return None
        return self.treatment if self.estimate > 0 else self.control


def cells(table: Table, control: str, treatment: str) -> Ints:
    """The pair's hours, (n_c, s_c, n_t, s_t), shape (hours, 4); where one has no visitors all are 0: it says
    nothing."""
    a, b = table.letters.index(control), table.letters.index(treatment)
    made = np.stack([table.visitors[:, a], table.goals[:, a], table.visitors[:, b], table.goals[:, b]], axis=1)
    made[(made[:, 0] == 0) | (made[:, 2] == 0)] = 0
    return made


def compare(table: Table, control: str, treatment: str, alpha: float) -> Pair:
    """The pair by the end of the table; `alpha` is the pair's own (`counts.level`)."""
    own = cells(table, control, treatment)
    control_visitors, control_goals = own[:, 0].sum(keepdims=True), own[:, 1].sum(keepdims=True)
    curve = evidence.likelihood(own)[None, :]
    between = rates(table, control, treatment)[-1:]
    return pairs(control, treatment, curve, control_visitors, control_goals, alpha, between)[0]


def pairs(
    control: str, treatment: str, curves: Floats, visitors: Ints, goals: Ints, alpha: float, between: Floats
) -> list[Pair]:
    """A pair for each row of `curves`, its likelihoods at several moments; the control's visitors and goals until
    then, and the lift between the rates (none at all where the table has no hour)."""
    log_e = evidence.against_no_difference(curves).tolist()
    odds = evidence.intervals(curves, alpha).tolist()
    likeliest = evidence.likeliest(curves).tolist()
    rows: Sequence[tuple[int, int]] = list(zip(goals.tolist(), visitors.tolist(), strict=True))
    seen = between.tolist() or [math.nan]
    made = []
    for one, (low, high), point, (s, n), rate in zip(log_e, odds, likeliest, rows, seen, strict=True):
        span = lift((low, high), s, n) if n else (-1.0, math.inf)
        made.append(Pair(control, treatment, one, (low, high), span, lift_at(point, s / n) if n else 0.0, rate))
    return made
