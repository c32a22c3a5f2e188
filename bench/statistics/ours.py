"""The verdict of the product, run by run and hour by hour, with the product's own functions."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np

from smartbooth.experiments.verdict import evidence
from smartbooth.experiments.verdict.lift import lift

CHUNK = 500  # runs whose curves are in memory together: as many as a processor's own memory holds
NEVER = np.iinfo(np.int64).max
ALPHA = 0.05


def cells(n, s, hour, a, b):
    return np.stack([n[:, hour, a], s[:, hour, a], n[:, hour, b], s[:, hour, b]], axis=1)


def first_call(n, s):
    """The hour at whose end a winner of two is named first, NEVER without one: shape (runs,)."""
    return np.concatenate([_first(n[i : i + CHUNK], s[i : i + CHUNK]) for i in range(0, len(n), CHUNK)])


def _first(n, s):
    called = np.full(len(n), NEVER)
    left = np.arange(len(n))
    curves = np.zeros((len(n), len(evidence.THETA)))
    for hour in range(n.shape[1]):
        curves += evidence.curves(cells(n[left], s[left], hour, 0, 1))
        won = evidence.against_no_difference(curves) >= math.log(1 / ALPHA)
        if won.any():
            called[left[won]] = hour
            left, curves = left[~won], curves[~won]
            if not len(left):
                break
    return called


def any_best(n, s):
    """Whether at some hour one of more variants beat each other: shape (runs,)."""
    return np.concatenate([_any_best(n[i : i + CHUNK], s[i : i + CHUNK]) for i in range(0, len(n), CHUNK)])


def _any_best(n, s):
    arms = n.shape[2]
    limit = math.log((arms - 1) / ALPHA)
    found = np.zeros(len(n), dtype=bool)
    curves = {pair: np.zeros((len(n), len(evidence.THETA))) for pair in combinations(range(arms), 2)}
    for hour in range(n.shape[1]):
        wins = np.zeros((len(n), arms), dtype=int)
        for (a, b), curve in curves.items():
            curve += evidence.curves(cells(n, s, hour, a, b))
            shown = evidence.against_no_difference(curve) >= limit
            up = curve.argmax(axis=1) > evidence.ZERO
            wins[:, b] += shown & up
            wins[:, a] += shown & ~up
        found |= (wins == arms - 1).any(axis=1)
    return found


def missed(n, s, rate, difference):
    """Whether at some hour the lift's interval left out the true `difference`: shape (runs,)."""
    return np.concatenate([
        _missed(n[i : i + CHUNK], s[i : i + CHUNK], rate, difference) for i in range(0, len(n), CHUNK)
    ])  # fmt: skip


def _missed(n, s, rate, difference):
    other = rate * (1 + difference)
    truth = math.log(other / (1 - other) * (1 - rate) / rate)
    found = np.zeros(len(n), dtype=bool)
    curves = np.zeros((len(n), len(evidence.THETA)))
    visitors, goals = n[:, :, 0].cumsum(axis=1), s[:, :, 0].cumsum(axis=1)
    for hour in range(n.shape[1]):
        curves += evidence.curves(cells(n, s, hour, 0, 1))
        ends = evidence.intervals(curves, ALPHA)
        # Where the odds ratio is inside and the control's rate near the true one, so that Wilson's interval holds it,
        # the lift is inside too: only the others are worked out.
        far = abs(goals[:, hour] - visitors[:, hour] * rate) > 2 * np.sqrt(visitors[:, hour] * rate * (1 - rate))
        for run in np.flatnonzero(((ends[:, 0] > truth) | (ends[:, 1] < truth) | far) & ~found).tolist():
            if visitors[run, hour]:
                low, high = lift(tuple(ends[run].tolist()), int(goals[run, hour]), int(visitors[run, hour]))
                found[run] = not low <= difference <= high
    return found
