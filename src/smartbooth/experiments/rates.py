"""Rates, and the range a rate might really have. (The verdict, which holds however often one looks, is not this.)"""

from __future__ import annotations

import math

Z99 = 2.5758293035489004  # the normal law's 99.5 % point: a two-sided 99 % interval


def rate(goals: int, visitors: int) -> float | None:
    """Goals a visitor, or None where it says nothing: nobody came, or more goals than visitors (a visitor of an
    earlier day who comes back to leave an address counts today, and was a visitor then)."""
    return goals / visitors if 0 < visitors >= goals else None


def wilson(goals: int, visitors: int, z: float = Z99) -> tuple[float, float]:
    """The Wilson score interval of goals / visitors (E. B. Wilson, JASA 22, 1927), inside 0..1.

    Needs 0 <= goals <= visitors and visitors > 0; raises ValueError otherwise.
    """
    if not 0 <= goals <= visitors or visitors == 0:
        raise ValueError(f"no rate: {goals} of {visitors}")
    share = goals / visitors
    width = z * z / visitors
    middle = (share + width / 2) / (1 + width)
    half = z / (1 + width) * math.sqrt(share * (1 - share) / visitors + width / (4 * visitors))
    low = 0.0 if goals == 0 else max(0.0, middle - half)
    high = 1.0 if goals == visitors else min(1.0, middle + half)
    return low, high
