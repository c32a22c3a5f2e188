"""The chance of each variant to be the best one: a detail beside the verdict, and never a reason to stop."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

STEPS = 200_000  # of the quadrature
WIDE = 12.0  # standard deviations around each mean that are looked at


def chances(goals: Sequence[int], visitors: Sequence[int], prior: tuple[float, float] = (1.0, 1.0)) -> list[float]:
    """P(the variant's rate is the highest), by variant, for independent Beta posteriors of `prior`."""
    a = np.array(goals) + prior[0]
    b = np.array(visitors) - np.array(goals) + prior[1]
    mean = a / (a + b)
    spread = np.sqrt(mean * (1 - mean) / (a + b + 1))
    edges = np.linspace(max(0.0, (mean - WIDE * spread).min()), min(1.0, (mean + WIDE * spread).max()), STEPS + 1)
    x, step = (edges[1:] + edges[:-1]) / 2, edges[1] - edges[0]
    mass = [
        np.exp((p - 1) * np.log(x) + (q - 1) * np.log1p(-x) - _log_beta(p, q)) * step
        for p, q in zip(a.tolist(), b.tolist(), strict=True)
    ]
    below = [np.cumsum(one) - one / 2 for one in mass]
    return [
        float((one * np.prod([other for j, other in enumerate(below) if j != i], axis=0)).sum())
        for i, one in enumerate(mass)
    ]


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
