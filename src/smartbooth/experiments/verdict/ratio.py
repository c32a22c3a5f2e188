"""Whether visitors came in the shares that were planned: a sample-ratio mismatch means that something between the split
and the count loses some of them, and then no rate can be trusted."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from smartbooth.experiments.verdict.evidence import logsumexp

CONCENTRATION = 1_000.0  # of the Dirichlet around the plan: shares that are some three points off are found soonest
TILT = 0.05  # standard deviation of an arm's log odds of being chosen, where the plan changes by the hour
_DELTA = np.arange(-200, 201) * 0.0025


def fixed(counts: Sequence[int], shares: Sequence[float], concentration: float = CONCENTRATION) -> float:
    """log E of `counts`, visitors by variant, against `shares` that never changed and sum to 1."""
    total = sum(counts)
    value = math.lgamma(concentration) - math.lgamma(concentration + total)
    for count, share in zip(counts, shares, strict=True):
        value += math.lgamma(concentration * share + count) - math.lgamma(concentration * share)
        value -= count * math.log(share)
    return value


def hourly(counts: Sequence[Sequence[int]], shares: Sequence[Sequence[float]], tilt: float = TILT) -> float:
    """log E of `counts`, visitors by hour and variant, against each hour's own `shares`: each variant against the
    others, and the mean of these."""
    prior = -(_DELTA**2) / (2 * tilt**2)
    prior -= logsumexp(prior)
    arms = len(counts[0])
    values = []
    for arm in range(arms):
        likelihood = np.zeros(len(_DELTA))
        for count, share in zip(counts, shares, strict=True):
            likelihood += _DELTA * count[arm] - sum(count) * np.log1p(share[arm] * np.expm1(_DELTA))
        values.append(logsumexp(prior + likelihood))
    return float(logsumexp(np.array(values)) - math.log(arms))
