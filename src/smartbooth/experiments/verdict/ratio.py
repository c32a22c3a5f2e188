"""Whether visitors came in the shares that were planned: a sample-ratio mismatch means that something between the
split and the count loses some of them, and then no rate can be trusted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from smartbooth.experiments.verdict.counts import Floats, Ints, Table
from smartbooth.experiments.verdict.evidence import BLOCK, BLOCKS, logsumexp

ALARM = math.log(100)  # of log E: numbers that are as planned reach it in one test of a hundred at most, ever
CONCENTRATION = (
    1_000.0  # of the Dirichlet around the plan: shares that are some three points off are found soonest
)
TILT = 0.05  # standard deviation of an arm's log odds of being chosen, where the plan changes by the hour
_DELTA: Floats = np.arange(-200.0, 201.0) * 0.0025
# A server learns of a new split within a second, and its clock may be a little off: a visitor may come to a variant
# in an hour that planned none for it. One in STRAYS is let pass; that it is ten in STRAYS instead is what raises the
# alarm.
STRAYS = 1_000
STRAYS_MEANT = 10


def against_plan(table: Table) -> float | None:
    """log E of the table's visitors against its shares; None where no share was told. Needs a checked table.

    An hour whose split is not known is left out: it speaks neither for the plan nor against it, and what the others say
    holds without it. The split is fixed where it is the same in each hour that had visitors. Variants whose share is 0
    in an hour are left out of it, and looked at on their own: see `strays`.
    """
    if table.shares is None:
        return None
    came = table.planned & (table.visitors.sum(axis=1) > 0)
    counts, shares = table.visitors[came], table.shares[came]
    if not len(counts):
        return 0.0
    planned = shares > 0
    meant = np.where(planned, counts, 0)
    if (shares == shares[0]).all():
        some = planned[0]
        found = fixed(meant.sum(axis=0)[some].tolist(), (shares[0][some] / shares[0][some].sum()).tolist())
    else:
        found = hourly(meant, shares)
    if planned.all():
        return found
    return float(np.logaddexp(found, strays(counts, planned)) - math.log(2))  # the mean of two e-values is one


def strays(counts: Ints, planned: Floats | Ints) -> float:
    """log E of the visitors of variants that were planned none against at most one in STRAYS, hours taken
    together."""
    among = int(counts[~planned.all(axis=1)].sum())
    lost = int(counts[~planned.astype(bool)].sum())
    usual, meant = 1 / STRAYS, STRAYS_MEANT / STRAYS
    return lost * math.log(meant / usual) + (among - lost) * (math.log1p(-meant) - math.log1p(-usual))


def fixed(counts: Sequence[int], shares: Sequence[float], concentration: float = CONCENTRATION) -> float:
    """log E of `counts`, visitors by variant, against `shares` that never changed, are greater than 0 and sum to
    1."""
    total = sum(counts)
    value = math.lgamma(concentration) - math.lgamma(concentration + total)
    for count, share in zip(counts, shares, strict=True):
        value += math.lgamma(concentration * share + count) - math.lgamma(concentration * share)
        value -= count * math.log(share)
    return value


def hourly(counts: ArrayLike, shares: ArrayLike, tilt: float = TILT) -> float:
    """log E of `counts`, visitors by hour and variant, against each hour's own `shares`: each variant against the
    others, and the mean of these."""
    n = np.ascontiguousarray(counts, dtype=np.int64)
    p = np.ascontiguousarray(shares, dtype=np.float64)
    hours, arms = n.shape
    total = np.zeros((arms, len(_DELTA)))
    for first in range(0, hours, BLOCK):
        total += _block(n[first : first + BLOCK].tobytes(), p[first : first + BLOCK].tobytes(), arms)
    prior: Floats = -(_DELTA**2) / (2 * tilt**2)
    prior -= logsumexp(prior)
    return float(logsumexp(logsumexp(prior + total)) - math.log(arms))


@lru_cache(maxsize=BLOCKS)
def _block(counts: bytes, shares: bytes, arms: int) -> Floats:
    """The log likelihood ratio of each arm's tilt in some hours: shape (arms, len(_DELTA))."""
    n = np.frombuffer(counts, dtype=np.int64).reshape(-1, arms)
    p = np.frombuffer(shares, dtype=np.float64).reshape(-1, arms)
    each = np.log1p(np.multiply.outer(p, np.expm1(_DELTA)))
    made: Floats = n.sum(axis=0)[:, None] * _DELTA - (n.sum(axis=1)[:, None, None] * each).sum(axis=0)
    made.flags.writeable = False
    return made
