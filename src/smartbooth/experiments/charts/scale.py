"""Scales and ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Linear:
    """Maps `low`..`high` to `start`..`end`, monotonously; everything to the middle when low == high."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True)
class Plot:
    """A chart's inner rectangle, or a panel's, and its scales."""

    left: float
    right: float
    top: float
    bottom: float
    x: Linear
    y: Linear

    def inside(self, value: float) -> float:
        """The value's height, or the edge's that it lies beyond."""
        return self.y(min(max(value, self.y.low), self.y.high))


def ticks(top: float, about: int = 4, whole: bool = True) -> list[float]:
    """Round numbers from 0 to at least `top`, some `about` of them, steps 1, 2 or 5 times a power of ten.

    `whole`: counts have no halves. A top of 0 still gives an axis.
    """
    if not math.isfinite(top) or top < 0:
        raise ValueError(f"not the top of an axis: {top}")
    if top < 1e-9:
        top = 1.0 if whole else 0.01
    rough = top / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * power for unit in (1, 2, 5, 10) if unit * power >= rough * (1 - 1e-9))
    if whole:
        step = max(1.0, step)
    last = max(1, math.ceil(top / step - 1e-9))
    return [i * step for i in range(last + 1)]


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places for labels near `wanted`, at least `gap` apart and inside low..high, in the same order.

    When they cannot all fit, the gap shrinks evenly.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    if len(order) > 1:
        gap = min(gap, (high - low) / (len(order) - 1))
    placed = [0.0] * len(wanted)
    floor = low
    for i in order:
        placed[i] = floor = max(wanted[i], floor)
        floor += gap
    ceiling = high
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - gap
    return placed
