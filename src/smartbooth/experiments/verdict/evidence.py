"""How strongly counts speak for a difference between two variants, at any moment, however often one looks.

For one hour and a pair (control, treatment), given the visitors of each and the goals of both together, the treatment's
goals follow Fisher's noncentral hypergeometric law in θ, the logarithm of the odds ratio. The hours' likelihoods are
multiplied, so neither a base rate that drifts nor a split that changes between hours matters, and mixed over a fixed
prior θ ~ N(0, TAU²). The mixture's ratio to the likelihood at θ₀ is a martingale under θ₀ that begins at 1: by Ville's
inequality it reaches 1/α with probability α at most, ever.

J. Ville, "Étude critique de la notion de collectif" (1939); R. A. Fisher (1935) for the law.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TAU = 0.2  # of the prior: most launch pages differ by less than a fifth
THETA: Floats = 0.02 * np.sinh(np.arange(-200, 201) / 40)  # close together around no difference, up to an odds ratio of 4.4
_FACTORIALS: list[Floats] = [np.zeros(1)]


@dataclass(frozen=True)
class Cell:
    """One hour of a pair: visitors n and goals s of the control and of the treatment, 0 <= s <= n."""

    n_c: int
    s_c: int
    n_t: int
    s_t: int

    def __post_init__(self) -> None:
        if not (0 <= self.s_c <= self.n_c and 0 <= self.s_t <= self.n_t):
            raise ValueError(f"no counts: {self.s_c} of {self.n_c}, {self.s_t} of {self.n_t}")


def log_likelihood(cells: Sequence[Cell], theta: Floats = THETA) -> Floats:
    """The logarithm of the conditional likelihood at each `theta`, up to a constant: shape (len(theta),)."""
    total = np.zeros(len(theta))
    for cell in cells:
        goals = cell.s_c + cell.s_t
        low, high = max(0, goals - cell.n_c), min(cell.n_t, goals)
        if low == high:
            continue  # the margins say it all: an arm without visitors, nobody or everybody with a goal
        x = np.arange(low, high + 1)
        ways = _choose(cell.n_t, x) + _choose(cell.n_c, goals - x)
        total += theta * cell.s_t - logsumexp(ways + np.multiply.outer(theta, x))
    return total


def _choose(n: int, k: NDArray[np.int64]) -> Floats:
    f = _log_factorials(n)
    return f[n] - f[k] - f[n - k]


def _log_factorials(n: int) -> Floats:
    """log k! for k = 0 … n at least."""
    if len(_FACTORIALS[0]) <= n:
        size = max(1024, 2 * n)
        _FACTORIALS[0] = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, size + 1, dtype=float)))])
    return _FACTORIALS[0]


def logsumexp(a: Floats) -> Floats:
    """Along the last axis."""
    top = a.max(axis=-1, keepdims=True)
    return np.log(np.exp(a - top).sum(axis=-1)) + top[..., 0]


def log_prior(tau: float = TAU) -> Floats:
    """The prior's weights on THETA, which sum to 1."""
    i = np.arange(-200, 201) / 40
    weight = -(THETA**2) / (2 * tau**2) + np.log(np.cosh(i))
    return weight - logsumexp(weight)


def log_e(likelihood: Floats, tau: float = TAU) -> Floats:
    """log E(θ₀) for each θ₀ of THETA: how strongly the counts speak against it."""
    return logsumexp(log_prior(tau) + likelihood) - likelihood


def against_no_difference(likelihood: Floats, tau: float = TAU) -> float:
    return float(log_e(likelihood, tau)[len(THETA) // 2])


def interval(likelihood: Floats, alpha: float, tau: float = TAU) -> tuple[float, float]:
    """The log odds ratios that are not refuted at `alpha`: ends between the grid's points; ±inf where none was."""
    limit = math.log(1 / alpha)
    e = log_e(likelihood, tau)
    kept = np.flatnonzero(e < limit)
    first, last = int(kept[0]), int(kept[-1])
    low = -math.inf if first == 0 else _cross(e, first - 1, first, limit)
    high = math.inf if last == len(THETA) - 1 else _cross(e, last + 1, last, limit)
    return low, high


def _cross(e: Floats, out: int, kept: int, limit: float) -> float:
    share = (limit - e[kept]) / (e[out] - e[kept])
    return float(THETA[kept] + share * (THETA[out] - THETA[kept]))
