"""Runs in the environment of gbstats, which has no other package of ours: counts in on stdin, findings out on stdout.

In: {"visitors": [run][hour][variant], "goals": the same, "difference": true relative difference}, not yet cumulated.
Out: {"first": [run] the hour at which the sequential test's 95 % interval first left out 0 (null: never),
      "missed": [run] whether it left out the true difference at some hour}.

The test is gbstats' own SequentialTwoSidedTTest with its usual settings; it is given arrays in place of numbers, one
entry an hour, which its formulas take as they are, but for one `if`. Each run's last hour is also asked for in the
usual way.
"""

import json
import sys
import warnings

import numpy as np
from gbstats.frequentist.tests import SequentialConfig, SequentialTwoSidedTTest
from gbstats.models.statistics import ProportionStatistic


class Hours(SequentialTwoSidedTTest):
    @property
    def point_estimate(self):
        return (self.stat_b.mean - self.stat_a.mean) / self.stat_a.mean


class Proportion:
    """As gbstats' ProportionStatistic, for all hours at once."""

    def __init__(self, n, goals):
        self.n = n
        self.mean = self.unadjusted_mean = goals / n
        self.variance = self.mean * (1 - self.mean)


def ends(visitors, goals):
    """The interval of the relative difference by hour, and where there is one: gbstats says nothing without goals."""
    n, s = np.cumsum(visitors, axis=0), np.cumsum(goals, axis=0)
    some = ((s > 0) & (s < n)).all(axis=1)
    n, s = np.where(some[:, None], n, 2).astype(float), np.where(some[:, None], s, 1).astype(float)
    low, high = Hours(
        Proportion(n[:, 0], s[:, 0]), Proportion(n[:, 1], s[:, 1]), SequentialConfig()
    ).confidence_interval
    if some[-1]:
        last = [ProportionStatistic(n=int(n[-1, arm]), sum=s[-1, arm]) for arm in (0, 1)]
        usual = SequentialTwoSidedTTest(*last, SequentialConfig()).compute_result().ci
        if not np.allclose([low[-1], high[-1]], usual):
            raise SystemExit("with arrays gbstats says something else than with numbers")
    return low, high, some


def main():
    given = json.load(sys.stdin)
    first, missed = [], []
    for visitors, goals in zip(given["visitors"], given["goals"]):  # noqa: B905 - both come from one array
        low, high, some = ends(np.array(visitors), np.array(goals))
        called = some & ((low > 0) | (high < 0))
        first.append(int(called.argmax()) if called.any() else None)
        missed.append(bool((some & ((low > given["difference"]) | (high < given["difference"]))).any()))
    json.dump({"first": first, "missed": missed}, sys.stdout)


if __name__ == "__main__":
    warnings.simplefilter("error", RuntimeWarning)
    main()
