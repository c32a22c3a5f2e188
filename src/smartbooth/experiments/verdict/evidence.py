"""How strongly counts speak for a difference between two variants, at any moment, however often one looks.

For one hour and a pair (control, treatment), given the visitors of each and the goals of both together, the
treatment's goals follow Fisher's noncentral hypergeometric law in θ, the logarithm of the odds ratio. The hours'
likelihoods are multiplied, so neither a base rate that drifts nor a split that changes between hours matters, and
mixed over a fixed prior θ ~ N(0, TAU²). The mixture's ratio to the likelihood at θ₀ is a martingale under θ₀ that
begins at 1: by Ville's inequality it reaches 1/α with probability α at most, ever.

J. Ville, "Étude critique de la notion de collectif" (1939); R. A. Fisher (1935) for the law.

Cells are integers of shape (hours, 4): visitors n and goals s of the control and of the treatment (n_c, s_c, n_t,
s_t). Likelihoods are logarithms on the grid THETA, each up to a constant of its own: shape (…, len(THETA)).
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TAU = 0.2  # of the prior: most launch pages differ by less than a fifth
THETA: Floats = 0.02 * np.sinh(
    np.arange(-200, 201) / 40
)  # close together around no difference, up to an odds ratio of 4.4
ZERO = len(THETA) // 2  # where THETA is 0
# Goals of the treatment that are summed in one matrix product. exp(±1.49 · 256) is far from a double's end, e^±708;
# so what a segment loses to underflow is less than e^-300 of its sum.
SEGMENT = 256
POWERS: Floats = np.exp(np.multiply.outer(np.arange(SEGMENT), THETA))
BLOCK = 24  # hours whose sum is kept together: a late goal makes one day anew, and not the test
BLOCKS = 4096  # days of pairs kept, 4 KB each: some 130 pairs of a month, in 16 MB a process
CHUNK = 1 << 20  # numbers in one array while curves are made: 8 MB


def curves(cells: ArrayLike) -> Floats:
    """The logarithm of each cell's conditional likelihood, at each of THETA: shape (hours, len(THETA)).

    Cells whose margins say it all (an arm without visitors, nobody or everybody with a goal) are 0 everywhere. Needs
    0 <= s <= n, which `counts.check` sees to.
    """
    n_c, s_c, n_t, s_t = np.asarray(cells, dtype=np.int64).reshape(-1, 4).T
    goals = s_c + s_t
    low = np.maximum(0, goals - n_c)
    width = np.minimum(n_t, goals) - low + 1
    made = np.zeros((len(goals), len(THETA)))
    # Rows of like width are made together, so that at most half is padding; narrow ones are cheap, and are one group.
    size = np.maximum(4, np.ceil(np.log2(width)).astype(np.int64))
    for power in np.unique(size).tolist():
        rows = np.flatnonzero(size == power)
        step = max(1, CHUNK >> max(power, 9))  # 2^9 > len(THETA), which the sums are wide
        for first in range(0, len(rows), step):
            some = rows[first : first + step]
            made[some] = _sums(n_c[some], n_t[some], goals[some], low[some], width[some])
            made[some] = np.multiply.outer(s_t[some] - low[some], THETA) - made[some]
    return made


def _sums(n_c: Ints, n_t: Ints, goals: Ints, low: Ints, width: Ints) -> Floats:
    """log Σ ways(x) · exp(θ · (x - low)) over the goals x that the treatment can have, ways relative to their
    maximum.

    Nothing is subtracted inside a sum, so no digit is lost. The ways are followed from one x to the next: their ratio
    is exact, where differences of log factorials would lose what large hours need.
    """
    x = low[:, None] + np.arange(1, int(width.max()))
    held = np.arange(1, int(width.max())) < width[:, None]
    up = (n_t[:, None] - x + 1.0) * (goals[:, None] - x + 1.0)
    down = x * (n_c[:, None] - goals[:, None] + x + 0.0)
    ratio = np.where(held, up, 1.0) / np.where(held, down, 1.0)
    parts = -(-int(width.max()) // SEGMENT)
    ways = np.full((len(low), parts * SEGMENT if parts > 1 else int(width.max())), -np.inf)
    ways[:, 0] = 0.0
    ways[:, 1 : int(width.max())] = np.where(held, np.cumsum(np.log(ratio), axis=1), -np.inf)
    ways -= ways.max(axis=1, keepdims=True)
    if parts == 1:
        return np.log(np.exp(ways) @ POWERS[: ways.shape[1]])
    pieces: Floats = ways.reshape(len(low), parts, SEGMENT)
    top = pieces.max(axis=2, keepdims=True)
    top[np.isneginf(top)] = 0.0
    with np.errstate(
        divide="ignore"
    ):  # a segment of padding sums to 0, and its logarithm to -inf, which adds nothing
        sums = np.log(np.exp(pieces - top) @ POWERS) + top
    sums += np.multiply.outer(np.arange(parts) * SEGMENT, THETA)
    return logsumexp(sums, axis=1)


def likelihood(cells: ArrayLike) -> Floats:
    """The logarithm of the likelihood of all cells together: shape (len(THETA),).

    Days of BLOCK hours are remembered by their counts, so that one more hour costs one day.
    """
    array = telling(np.ascontiguousarray(cells, dtype=np.int64).reshape(-1, 4))
    total = np.zeros(len(THETA))
    for first in range(0, len(array), BLOCK):
        total += _block(array[first : first + BLOCK].tobytes())
    return total


@lru_cache(maxsize=BLOCKS)
def _block(raw: bytes) -> Floats:
    made: Floats = curves(np.frombuffer(raw, dtype=np.int64)).sum(axis=0)
    made.flags.writeable = False
    return made


def telling(cells: Ints) -> Ints:
    """The cells that say anything: without them the sums are the same to the last bit."""
    goals = cells[:, 1] + cells[:, 3]
    return cells[np.minimum(cells[:, 2], goals) > np.maximum(0, goals - cells[:, 0])]


def logsumexp(a: Floats, axis: int = -1) -> Floats:
    """log Σ exp(a) along `axis`."""
    top = a.max(axis=axis, keepdims=True)
    made: Floats = np.log(np.exp(a - top).sum(axis=axis)) + np.squeeze(top, axis=axis)
    return made


def _log_prior() -> Floats:
    i = np.arange(-200, 201) / 40
    weight = -(THETA**2) / (2 * TAU**2) + np.log(np.cosh(i))
    made: Floats = weight - logsumexp(weight)
    return made


LOG_PRIOR = _log_prior()  # the prior's weights on THETA, which sum to 1, as logarithms


def log_e(likelihood: Floats) -> Floats:
    """log E(θ₀) for each θ₀ of THETA: how strongly the counts speak against it. Shape like `likelihood`."""
    return logsumexp(LOG_PRIOR + likelihood)[..., None] - likelihood


def against_no_difference(likelihood: Floats) -> Floats:
    """log E(0): how strongly the counts speak for some difference. Shape (…,)."""
    made: Floats = logsumexp(LOG_PRIOR + likelihood) - likelihood[..., ZERO]
    return made


def intervals(likelihood: Floats, alpha: float) -> Floats:
    """The log odds ratios that are not refuted at `alpha`, of likelihoods (rows, len(THETA)): their ends, shape
    (rows, 2).

    Ends lie between the grid's points, by a straight line; ±inf where the grid's own end is not refuted. The
    likelihood is log-concave, so what is kept is one interval; its maximum is always kept, for E <= 1 there.
    """
    limit = math.log(1 / alpha)
    e = log_e(likelihood)
    kept = e < limit
    rows, last = np.arange(len(e)), len(THETA) - 1
    low = kept.argmax(axis=1)
    high = last - kept[:, ::-1].argmax(axis=1)
    ends = np.empty((len(e), 2))
    ends[:, 0] = np.where(low == 0, -np.inf, _cross(e, rows, np.maximum(low - 1, 0), low, limit))
    ends[:, 1] = np.where(high == last, np.inf, _cross(e, rows, np.minimum(high + 1, last), high, limit))
    return ends


def _cross(e: Floats, rows: Ints, out: Ints, kept: Ints, limit: float) -> Floats:
    """Where E reaches the limit between the grid's points `out` and `kept`; whatever where they are one."""
    rise = e[rows, out] - e[rows, kept]
    share = (limit - e[rows, kept]) / np.where(rise > 0, rise, 1.0)
    made: Floats = THETA[kept] + share * (THETA[out] - THETA[kept])
    return made


def likeliest(likelihood: Floats) -> Floats:
    """The log odds ratio of the greatest likelihood, by a parabola through the grid's best point and its neighbours.

    Shape (rows,) of (rows, len(THETA)); ±inf where it lies at the grid's end or beyond, 0 where nothing is known.
    """
    best = likelihood.argmax(axis=1)
    inner = np.clip(best, 1, len(THETA) - 2)
    rows = np.arange(len(best))
    y0, y1, y2 = (likelihood[rows, inner + step] for step in (-1, 0, 1))
    x0, x1, x2 = (THETA[inner + step] for step in (-1, 0, 1))
    bend = (x1 - x0) * (y1 - y2) - (x1 - x2) * (y1 - y0)
    shift = (x1 - x0) ** 2 * (y1 - y2) - (x1 - x2) ** 2 * (y1 - y0)
    peak = x1 - np.where(bend != 0, shift / np.where(bend != 0, bend, 1.0), 0.0) / 2
    peak = np.where(best == 0, -np.inf, np.where(best == len(THETA) - 1, np.inf, peak))
    made: Floats = np.where(np.ptp(likelihood, axis=1) == 0, 0.0, peak)
    return made
