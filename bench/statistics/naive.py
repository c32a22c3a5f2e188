"""The z test that is done with paper and pencil, looked at every hour as if it were the only look."""

from __future__ import annotations

import numpy as np

from bench.statistics.ours import NEVER

Z95, Z99 = 1.959963984540054, 2.5758293035489004


def first(shown):
    """The first hour of each run at which something is shown, NEVER without one; `shown` of shape (runs, hours)."""
    return np.where(shown.any(axis=1), shown.argmax(axis=1), NEVER)


def differs(n, s, a=0, b=1):
    """Whether a and b differ at 95 %, by run and hour."""
    n, s = n.cumsum(axis=1).astype(float), s.cumsum(axis=1).astype(float)
    n_a, n_b = np.maximum(1, n[..., a]), np.maximum(1, n[..., b])
    pooled = (s[..., a] + s[..., b]) / (n_a + n_b)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b))
    return (spread > 0) & (abs(s[..., a] / n_a - s[..., b] / n_b) > Z95 * spread)


def first_call(n, s):
    return first(differs(n, s))


def any_best(n, s):
    """Whether at some hour the leader differed from each other."""
    arms = n.shape[2]
    rate = s.cumsum(axis=1) / np.maximum(1, n.cumsum(axis=1))
    found = np.zeros(n.shape[:2], dtype=bool)
    for a in range(arms):
        won = rate[..., a] == rate.max(axis=2)
        for b in range(arms):
            if b != a:
                won &= differs(n, s, min(a, b), max(a, b))
        found |= won
    return found.any(axis=1)


def missed(n, s, difference):
    """Whether at some hour the 95 % interval of the ratio (normal, of its logarithm) left out the true one."""
    n, s = n.cumsum(axis=1), s.cumsum(axis=1)
    some = (s > 0).all(axis=2)
    rate = np.maximum(s, 1) / np.maximum(n, 1)
    spread = np.sqrt((1 / np.maximum(s, 1) - 1 / np.maximum(n, 1)).sum(axis=2))
    off = abs(np.log(rate[..., 1] / rate[..., 0]) - np.log1p(difference))
    return (some & (off > Z95 * spread)).any(axis=1)


def uneven(n, share):
    """Whether a's share of the visitors differs from `share` at 99 %, by run and hour."""
    n = n.cumsum(axis=1).astype(float)
    total = np.maximum(1, n.sum(axis=2))
    return abs(n[..., 0] - share * total) > Z99 * np.sqrt(total * share * (1 - share))
