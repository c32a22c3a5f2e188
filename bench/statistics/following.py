"""What a split that follows the results costs and gives, beside an equal one: `python -m bench.statistics.following`.

Two versions, 5 % of visitors reach the goal of one and 6 % that of the other (a fifth more). Told for each traffic:
the median of the visitors until the better one is named, relative to the equal split, and the share of the visitors
until then who saw it. No gate: what is promised holds under any split (gates.followed).
"""

from __future__ import annotations

import sys

import numpy as np

from bench.statistics import ours, worlds
from smartbooth.experiments.verdict.allocation import shares

SEED, RUNS = 20_261, 1_000
RATES = (0.05, 0.06)
TRAFFIC = {100: 900, 2_000: 60}  # visitors an hour of both versions: hours until which a run is followed
LAG = 2  # hours: the split of an hour is set in the one before, from what the ones before that counted
EQUAL = 0.5


def world(draw, runs, visitors, hours, follows):
    """Visitors and goals by run, hour and version; split equally, or as allocation.py says."""
    came = worlds.traffic(draw, runs, hours, visitors)
    n, s = np.zeros((runs, hours, 2), dtype=np.int32), np.zeros((runs, hours, 2), dtype=np.int32)
    for hour in range(hours):
        part = np.full(runs, EQUAL)
        if follows and hour >= LAG:
            known = slice(0, hour - LAG + 1)
            totals = zip(n[:, known].sum(axis=1).tolist(), s[:, known].sum(axis=1).tolist(), strict=True)
            part = np.array([shares([(a, x), (b, y)])[1] for (a, b), (x, y) in totals])
        n[:, hour, 1] = draw.binomial(came[:, hour], part)
        n[:, hour, 0] = came[:, hour] - n[:, hour, 1]
        s[:, hour] = draw.binomial(n[:, hour], RATES)
    return n, s


def stops(n, s):
    """(median of the visitors until a winner is named, their mean, the share of all those visitors who saw the better
    version, the share of runs in which one was named)."""
    called = ours.first_call(n, s)
    named = called != ours.NEVER
    last = np.minimum(called, n.shape[1] - 1)
    so_far = n.cumsum(axis=1)[np.arange(len(n)), last]
    total = so_far.sum(axis=1)
    return (
        float(np.median(np.where(named, total, np.inf))), float(total.mean()),
        float(so_far[:, 1].sum() / total.sum()), float(named.mean()),
    )  # fmt: skip


def main() -> int:
    heads = ("split", "median", "mean", "relative", "saw better", "named")
    print(f"{'visitors an hour':>16} " + " ".join(f"{head:>10}" for head in heads))
    for visitors, hours in TRAFFIC.items():
        equal = 0.0
        for follows in (False, True):
            n, s = world(np.random.default_rng([SEED, visitors]), RUNS, visitors, hours, follows)
            median, mean, saw, named = stops(n, s)
            equal = equal or median
            print(
                f"{visitors:>16,} {'follows' if follows else 'equal':>10} {median:>10,.0f} {mean:>10,.0f} "
                f"{median / equal:>10.2f} {saw:>10.0%} {named:>10.1%}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
