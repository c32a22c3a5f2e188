"""How long a test takes, before it begins."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from smartbooth.experiments.verdict.counts import Impossible
from smartbooth.experiments.verdict.evidence import Floats
from smartbooth.experiments.verdict.passage import passage

HOPELESS = 365  # days: who waits longer tests another page than the one that began, before other people
SMALLEST = 0.001  # relative difference that is looked for: nobody makes another page for less


@dataclass(frozen=True)
class Duration:
    """`visitors`: of each variant until a difference as large is found with the chance asked for; `mean_visitors`:
    when a test that ends at its verdict, and there at the latest, ends on average. `days`, `mean_days`: the same at
    the traffic told. `hopeless`: that it would take longer than HOPELESS days, so that it should not be begun."""

    visitors: float
    mean_visitors: float
    days: float
    mean_days: float

    @property
    def hopeless(self) -> bool:
        return self.days > HOPELESS


def duration(
    rate: float,
    difference: float,
    visitors_a_day: float,
    variants: int = 2,
    alpha: float = 0.05,
    power: float = 0.8,
) -> Duration:
    """How long until a variant with the relative `difference` (0.2: a fifth more, -0.2: a fifth fewer) from the
    others, who reach the goal at `rate`, is told from each of them with chance `power`. `visitors_a_day` is of all
    variants, who share them equally; they are looked at every hour.

    With more than two variants each pair is asked for power^(1/(K-1)): their differences hang together, so it is a
    little more than is needed. Raises Impossible ("rate", "difference", "traffic", "plan").
    """
    _check(rate, difference, visitors_a_day, variants, alpha, power)
    other = rate * (1 + difference)
    mean = (rate + other) / 2
    each = mean * (1 - mean) / 2  # information that a visitor of each of two variants brings
    drift = abs(other - rate) / 2 / each
    an_hour = visitors_a_day / variants / 24
    rivals = variants - 1
    at, chance = passage(drift, alpha / rivals, power ** (1 / rivals), each * an_hour)
    end = float(np.interp(power ** (1 / rivals), chance, at))
    visitors, usual = end / each, _mean_until(end, at, chance) / each
    scale = variants / visitors_a_day
    return Duration(visitors, usual, visitors * scale, usual * scale)


def _mean_until(end: float, at: Floats, chance: Floats) -> float:
    """The mean of the moment of passage, or of `end` where that comes first."""
    points = np.linspace(0, end, len(at))
    return float(np.trapezoid(1 - np.interp(points, at, chance), points))


def _check(
    rate: float, difference: float, visitors_a_day: float, variants: int, alpha: float, power: float
) -> None:
    if not 0 < rate < 1:
        raise Impossible("rate")
    if not (abs(difference) >= SMALLEST and 0 < rate * (1 + difference) < 1):
        raise Impossible("difference")
    if not 0 < visitors_a_day < math.inf:
        raise Impossible("traffic")
    if not (variants >= 2 and 0 < alpha < 1 and 0 < power < 1):
        raise Impossible("plan")
