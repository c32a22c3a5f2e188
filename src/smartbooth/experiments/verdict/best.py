"""The chance of each variant to be the best one: a detail beside the verdict, and never a reason to stop."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from smartbooth.experiments.verdict.evidence import Floats

STEPS = 400  # of the quadrature, of each variant: twice as many change the seventh digit
WIDE, TAIL = 9.0, 40.0  # standard deviations to each side, and e-folds of a tail: beyond is less than 1e-15
PRIOR = (1.0, 1.0)  # Beta: each rate as likely as any other
_POINTS: Floats = np.arange(STEPS + 1.0)


@dataclass(frozen=True)
class _Posterior:
    """A Beta posterior in y, the logarithm of the odds of the rate, on an even grid: there its density is smooth and
    dies out on both sides whatever the counts are. `density` and `below`, the chance to be less, at low + i ·
    step."""

    low: float
    step: float
    density: Floats
    below: Floats

    @property
    def grid(self) -> Floats:
        return self.low + self.step * _POINTS

    def less(self, y: Floats) -> Floats:
        """P(less than each of y), by cubics that have the density as their slope at the grid's points."""
        place = np.clip((y - self.low) / self.step, 0.0, float(STEPS))
        i = np.minimum(place.astype(np.int64), STEPS - 1)
        t = place - i
        rise = self.below[i + 1] - self.below[i]
        left, right = self.step * self.density[i] - rise, rise - self.step * self.density[i + 1]
        made: Floats = self.below[i] + t * rise + t * (1 - t) * ((1 - t) * left + t * right)
        return made


def chances(goals: Sequence[int], visitors: Sequence[int]) -> list[float]:
    """P(the variant's rate is the highest), by variant, for independent Beta posteriors of PRIOR."""
    every = [_posterior(s + PRIOR[0], n - s + PRIOR[1]) for s, n in zip(goals, visitors, strict=True)]
    won = []
    for one in every:
        y, weight = one.grid, one.density * one.step
        for other in every:
            if other is not one:
                weight = weight * other.less(y)
        won.append(float(weight.sum()))
    return [one / sum(won) for one in won]


def _posterior(a: float, b: float) -> _Posterior:
    middle, spread = math.log(a / b), math.sqrt(1 / a + 1 / b)
    low, high = middle - WIDE * spread - TAIL / a, middle + WIDE * spread + TAIL / b
    step = (high - low) / STEPS
    y = low + step * _POINTS
    log_density = -a * np.log1p(np.exp(-y)) - b * np.log1p(np.exp(y))
    density = np.exp(log_density - log_density.max())
    density /= density.sum() * step
    slope = density * (a - (a + b) / (1 + np.exp(-y)))
    # Euler and Maclaurin's next term makes sums of trapezoids right to the fourth power of the step.
    below = step * (np.cumsum(density) - density / 2) - step**2 / 12 * slope
    return _Posterior(low, step, density, below)
