"""The chance of each variant to be the best one: a detail beside the verdict, and never a reason to stop."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

STEPS = 3_000  # of the quadrature, for each variant where its own rates lie
WIDE = 9.0  # standard deviations around each mean that are looked at; beyond is less than 1e-15


def chances(goals: Sequence[int], visitors: Sequence[int], prior: tuple[float, float] = (1.0, 1.0)) -> list[float]:
    """P(the variant's rate is the highest), by variant, for independent Beta posteriors of `prior`."""
    a = np.array(goals) + prior[0]
    b = np.array(visitors) - np.array(goals) + prior[1]
    mean = a / (a + b)
    spread = np.sqrt(mean * (1 - mean) / (a + b + 1))
    low, high = np.maximum(0.0, mean - WIDE * spread), np.minimum(1.0, mean + WIDE * spread)
    edges = np.unique(low + np.linspace(0.0, 1.0, STEPS + 1)[:, None] * (high - low))
    x, step = (edges[1:] + edges[:-1]) / 2, np.diff(edges)
    log_x, log_rest = np.log(x), np.log1p(-x)
    mass = np.array([
        np.exp((p - 1) * log_x + (q - 1) * log_rest - _log_beta(p, q)) * step
        for p, q in zip(a.tolist(), b.tolist(), strict=True)
    ])  # fmt: skip
    mass /= mass.sum(axis=1, keepdims=True)
    upto = mass.cumsum(axis=1)
    below = upto - mass / 2
    won = [float((mass[i] * np.prod(np.delete(below, i, axis=0), axis=0)).sum()) for i in range(len(mass))]
    return [one / sum(won) for one in won]


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
