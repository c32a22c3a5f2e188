"""Two variants' rates side by side, as a reader reckons them: what a page says where the hours bear it out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from smartbooth.experiments.verdict.counts import Floats, Ints, Table

SAME = 1e-6  # how far two shares' ratios may be apart and be one: what rounding to seven digits leaves


def rates(table: Table, control: str, treatment: str) -> Floats:
    """The treatment's rate relative to the control's (0.2: 20 % more) by the end of each hour, shape (hours,); NaN
    where there is none.

    Of the hours in which both were to get visitors: whoever joined late or left early is not held against hours it had
    no part in. While the two were shared out alike these are the rates of the sums. From the hour on in which that
    changed each hour weighs by itself (the rate ratio of Mantel and Haenszel, JNCI 22, 1959): sums would mix what the
    hours were with what the versions are. An hour whose split is not known counts, and changes nothing;
    where none is known a variant takes part from its first visitor to its last.
    """
    a, b = table.letters.index(control), table.letters.index(treatment)
    both, alike = _shared(table, a, b)
    visitors: Ints = np.where(both[:, None], table.visitors[:, (a, b)], 0)
    goals: Ints = np.where(both[:, None], table.goals[:, (a, b)], 0)
    n, s = visitors.cumsum(axis=0), goals.cumsum(axis=0)
    crossed = goals[:, ::-1] * visitors / np.maximum(1, visitors.sum(axis=1, keepdims=True))
    top, bottom = crossed.cumsum(axis=0).T
    with np.errstate(divide="ignore", invalid="ignore"):
        sums = (s[:, 1] / n[:, 1]) / (s[:, 0] / n[:, 0])
        hourly = top / bottom
    made: Floats = np.where(alike, sums, hourly) - 1
    made[~np.isfinite(made)] = np.nan
    return made


def _shared(table: Table, a: int, b: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """By hour: whether both were to get visitors, and whether the two were shared out alike in all such hours until
    then."""
    every = np.ones(len(table.hours), dtype=bool)
    if table.shares is None or not table.planned.any():
        came = table.visitors[:, (a, b)] > 0
        begun, still = np.logical_or.accumulate(came), np.logical_or.accumulate(came[::-1])[::-1]
        return np.logical_and.reduce(begun & still, axis=1), every
    first, second = table.shares[:, a], table.shares[:, b]
    known = table.planned
    both = ~known | ((first > 0) & (second > 0))
    ratio = np.divide(second, first, out=np.full(len(every), np.nan), where=known & both)
    begun = ratio[~np.isnan(ratio)][:1]
    changed = np.abs(ratio - (begun[0] if len(begun) else 1.0)) > SAME * ratio
    return both, ~np.logical_or.accumulate(changed)
