"""Whether visitors came in the shares that were planned: a sample-ratio mismatch means that something between the
split and the count loses some of them, and then no rate can be trusted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

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
    came = _came(table)
    counts, shares = table.visitors[came], table.shares[came]
    if not len(counts):
        return 0.0
    planned = shares > 0
    meant = np.where(planned, counts, 0)
    same = (shares == shares[0]).all()
    found = _fixed(meant.sum(axis=0, keepdims=True), shares[0])[0] if same else hourly(meant, shares)
    if planned.all():
        return found
    off = strays(*(part.sum() for part in _strayed(counts, planned)))
    return float(np.logaddexp(found, off) - math.log(2))  # the mean of two e-values is one


def by_hour(table: Table) -> Floats | None:
    """`against_plan` by the end of each hour of the table: shape (hours,)."""
    if table.shares is None:
        return None
    came = _came(table)
    counts, shares = table.visitors[came], table.shares[came]
    made = np.zeros(len(counts))
    if len(counts):
        planned = shares > 0
        meant = np.where(planned, counts, 0)
        same = np.logical_and.accumulate((shares == shares[0]).all(axis=1))
        made[same] = _fixed(meant[same].cumsum(axis=0), shares[0])
        if not same.all():
            made[~same] = _hourly_by_hour(meant, shares)[~same]
        some = ~np.logical_and.accumulate(planned.all(axis=1))
        off = strays(*(part.cumsum() for part in _strayed(counts, planned)))
        made[some] = (np.logaddexp(made, off) - math.log(2))[some]
    return np.concatenate([[0.0], made])[came.cumsum()]


def _came(table: Table) -> NDArray[np.bool_]:
    """The hours that say anything about the plan."""
    return np.asarray(table.planned & (table.visitors.sum(axis=1) > 0))


def _strayed(counts: Ints, planned: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """By hour: the visitors of hours that planned none for some variant, and those of them who came to it."""
    return np.where(planned.all(axis=1), 0, counts.sum(axis=1)), np.where(planned, 0, counts).sum(axis=1)


def strays(among: Ints, lost: Ints) -> Floats:
    """log E of `lost` of `among` visitors who came to a variant that was planned none, against at most one in
    STRAYS."""
    usual, meant = 1 / STRAYS, STRAYS_MEANT / STRAYS
    made: Floats = lost * math.log(meant / usual) + (among - lost) * (math.log1p(-meant) - math.log1p(-usual))
    return made


def _fixed(counts: Ints, shares: Floats) -> list[float]:
    """`fixed` of each row of counts, of the variants that were planned any."""
    some = shares > 0
    plan = (shares[some] / shares[some].sum()).tolist()
    return [fixed(row, plan) for row in counts[:, some].tolist()]


def fixed(counts: Sequence[int], shares: Sequence[float], concentration: float = CONCENTRATION) -> float:
    """log E of `counts`, visitors by variant, against `shares` that never changed, are greater than 0 and sum to
    1."""
    total = sum(counts)
    value = math.lgamma(concentration) - math.lgamma(concentration + total)
    for count, share in zip(counts, shares, strict=True):
        value += math.lgamma(concentration * share + count) - math.lgamma(concentration * share)
        value -= count * math.log(share)
    return value


def hourly(counts: ArrayLike, shares: ArrayLike) -> float:
    """log E of `counts`, visitors by hour and variant, against each hour's own `shares`: each variant against the
    others, and the mean of these."""
    n = np.ascontiguousarray(counts, dtype=np.int64)
    p = np.ascontiguousarray(shares, dtype=np.float64)
    hours, arms = n.shape
    total = np.zeros((arms, len(_DELTA)))
    for first in range(0, hours, BLOCK):
        total += _block(n[first : first + BLOCK].tobytes(), p[first : first + BLOCK].tobytes(), arms)
    return float(_mixed(total))


def _mixed(total: Floats) -> Floats:
    """log E of log likelihood ratios (…, arms, len(_DELTA)): shape (…,)."""
    prior: Floats = -(_DELTA**2) / (2 * TILT**2)
    prior -= logsumexp(prior)
    made: Floats = logsumexp(logsumexp(prior + total)) - math.log(total.shape[-2])
    return made


def _hourly_by_hour(counts: Ints, shares: Floats) -> Floats:
    """`hourly` by the end of each hour, with as many hours' numbers in memory as make a BLOCK."""
    made = np.zeros(len(counts))
    total = np.zeros((counts.shape[1], len(_DELTA)))
    for first in range(0, len(counts), BLOCK):
        part = slice(first, first + BLOCK)
        until = total + _ratios(counts[part], shares[part]).cumsum(axis=0)
        made[part], total = _mixed(until), until[-1]
    return made


@lru_cache(maxsize=BLOCKS)
def _block(counts: bytes, shares: bytes, arms: int) -> Floats:
    """The log likelihood ratio of each arm's tilt in some hours: shape (arms, len(_DELTA))."""
    n = np.frombuffer(counts, dtype=np.int64).reshape(-1, arms)
    p = np.frombuffer(shares, dtype=np.float64).reshape(-1, arms)
    made: Floats = _ratios(n, p).sum(axis=0)
    made.flags.writeable = False
    return made


def _ratios(n: Ints, p: Floats) -> Floats:
    """The same of each hour by itself: shape (hours, arms, len(_DELTA))."""
    each = np.log1p(np.multiply.outer(p, np.expm1(_DELTA)))
    made: Floats = np.multiply.outer(n, _DELTA) - n.sum(axis=1)[:, None, None] * each
    return made
