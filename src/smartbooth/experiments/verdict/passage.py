"""When evidence will be enough: the law of the moment at which a test with a true difference names its winner.

Goals are many when it matters, and then a pair's score S (goals of the treatment beyond its share) is a Brownian
motion in its information V, the sum of the hours' hypergeometric variances, with drift θ, the log odds ratio. With
the prior N(0, TAU²), E reaches 1/α where |S| reaches the curve of `boundary`. H. Robbins, "Statistical methods
related to the law of the iterated logarithm" (1970), for the curve; G. Peskir, "On integral equations arising in the
first-passage problem for Brownian motion" (2002), for the equation that `reached` solves.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from smartbooth.experiments.verdict.counts import Floats
from smartbooth.experiments.verdict.evidence import TAU

STEPS = 160  # of the equation: twice as many move the answer by less than a thousandth
# Who looks once a step sees the curve passed a little late, as if it were higher by this many deviations of a step.
# D. Siegmund, "Sequential Analysis" (1985), chapter X.
OVERSHOOT = 0.5826


def boundary(information: Floats, alpha: float) -> Floats:
    """|S| at which E = 1/α."""
    grown = 1 + TAU**2 * information
    made: Floats = np.sqrt(grown / TAU**2 * (2 * math.log(1 / alpha) + np.log(grown)))
    return made


def passage(drift: float, alpha: float, power: float, step: float) -> tuple[Floats, Floats]:
    """(V, P(E has reached 1/α by V)) from 0 until that chance is `power`, for a drift greater than 0 and looks every
    `step` of V. Shapes (STEPS + 1,)."""
    end = _surely(drift, alpha, power, step)
    at = np.linspace(0, end, STEPS + 1)
    middle = (at[1:] + at[:-1]) / 2
    over = OVERSHOOT * math.sqrt(step)
    return at, reached(at, boundary(at[1:], alpha) + over, boundary(middle, alpha) + over, drift)


def reached(at: Floats, top: Floats, top_middle: Floats, drift: float) -> Floats:
    """P(a Brownian motion that starts at 0 with `drift` has passed a curve above it), at the points `at` from 0 on:
    shape (n + 1,). The curve is `top` at those points but the first, and `top_middle` midway: shapes (n,).

    To be above at one moment it must have passed at one before, and be above since: an equation in the moment of
    passage, solved step by step.
    """
    moments, middle = at[1:], (at[1:] + at[:-1]) / 2
    gone = moments[:, None] - middle
    before = gone > 0
    rise = top[:, None] - top_middle - drift * gone
    since = np.zeros_like(gone)
    since[before] = _tail(rise[before] / np.sqrt(gone[before]))
    above = _tail((top - drift * moments) / np.sqrt(moments))
    mass = np.zeros(len(moments))
    for i in range(len(moments)):
        mass[i] = max(0.0, (above[i] - since[i, :i] @ mass[:i]) / since[i, i])
    return np.concatenate([[0.0], np.cumsum(mass)])


def _surely(drift: float, alpha: float, power: float, step: float) -> float:
    """A V at which S is above the curve with the chance `power`, whatever it did before; within a tenth of the
    least."""
    v, need = 1.0, NormalDist().inv_cdf(power)
    while drift * v - boundary(np.array(v), alpha) - OVERSHOOT * math.sqrt(step) < need * math.sqrt(v):
        v *= 1.1
    return v


def _tail(z: Floats) -> Floats:
    """P(a standard normal exceeds z)."""
    return np.array([math.erfc(one) for one in (z / math.sqrt(2)).tolist()]) / 2
