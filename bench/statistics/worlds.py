"""Tests that are drawn: visitors and goals by run, hour and variant, int32 arrays of shape (runs, hours,
variants)."""

from __future__ import annotations

import math

import numpy as np

HOURS = 336  # two weeks, looked at every hour
# An hour, of both variants, on average: the calculator then asks for two weeks, to find a fifth more at 3 %. Errors
# grow with traffic, to some 3 % of a test without end: the gate `flood` looks at ten times as much.
VISITORS = 136
LEAST = 0.10  # what a variant keeps under Thompson sampling (experiments/verdict/allocation.py)


def traffic(draw, runs, hours, visitors):
    """Visitors an hour: Poisson around a day that is quiet at night."""
    day = 1 + 0.8 * np.sin(np.arange(hours) * 2 * math.pi / 24)
    return draw.poisson(visitors * day, (runs, hours))


def steady(draw, runs, rates, hours=HOURS, visitors=VISITORS, shares=None):
    """Variants that reach the goal at `rates`, all visitors split at random by `shares` (equal)."""
    shares = shares or [1 / len(rates)] * len(rates)
    n = draw.multinomial(traffic(draw, runs, hours, visitors), shares).astype(np.int32)
    return n, draw.binomial(n, rates).astype(np.int32)


def thompson(draw, runs, before, after, hours=HOURS, visitors=VISITORS):
    """Two equal variants whose rate goes from `before` to `after` midway, split each hour by the chance to be best.

    The chance is by the normal law with the Beta posteriors' means and variances: quick for ten thousand runs, and
    within a few thousandths of `allocation.shares` from some hundred visitors on. The split decides nothing about the
    guarantee.
    """
    came = traffic(draw, runs, hours, visitors)
    n, s = np.zeros((runs, hours, 2), dtype=np.int32), np.zeros((runs, hours, 2), dtype=np.int32)
    visitors_so_far, goals_so_far = np.zeros((runs, 2)), np.zeros((runs, 2))
    for hour in range(hours):
        a, b = 1 + goals_so_far, 1 + visitors_so_far - goals_so_far
        mean, variance = a / (a + b), a * b / ((a + b) ** 2 * (a + b + 1))
        z = (mean[:, 1] - mean[:, 0]) / np.sqrt(variance.sum(axis=1))
        chance = np.array([math.erfc(-one / math.sqrt(2)) / 2 for one in z.tolist()])
        n[:, hour, 1] = draw.binomial(came[:, hour], LEAST + (1 - 2 * LEAST) * chance)
        n[:, hour, 0] = came[:, hour] - n[:, hour, 1]
        s[:, hour] = draw.binomial(n[:, hour], before if hour < hours // 2 else after)
        visitors_so_far += n[:, hour]
        goals_so_far += s[:, hour]
    return n, s
