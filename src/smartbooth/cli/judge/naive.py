"""What an ordinary z test would have called, looked at as often as ours: for comparison, never for a verdict."""

from __future__ import annotations

import numpy as np

from smartbooth.experiments.verdict.counts import Table

Z95 = 1.959963984540054  # the normal law's 97.5 % point


def called(table: Table) -> bool:
    """Whether at the end of any hour some variant differed from the control at 95 % by the pooled two-proportion z
    test."""
    n = table.visitors.cumsum(axis=0).astype(float)
    s = table.goals.cumsum(axis=0).astype(float)
    both, goals = n[:, 1:] + n[:, :1], s[:, 1:] + s[:, :1]
    pooled = goals / np.maximum(1, both)
    spread = pooled * (1 - pooled) * (1 / np.maximum(1, n[:, 1:]) + 1 / np.maximum(1, n[:, :1]))
    apart = abs(s[:, 1:] / np.maximum(1, n[:, 1:]) - s[:, :1] / np.maximum(1, n[:, :1]))
    some = (n[:, 1:] > 0) & (n[:, :1] > 0) & (spread > 0)
    return bool((some & (apart >= Z95 * np.sqrt(spread))).any())
