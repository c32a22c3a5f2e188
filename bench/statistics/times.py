"""How long a verdict takes: the whole of `judge`, its checks, the alarm and the chances included."""

from __future__ import annotations

import time

import numpy as np

from bench.statistics.gates import Line
from smartbooth.experiments.verdict import evidence, ratio
from smartbooth.experiments.verdict.counts import Table, until
from smartbooth.experiments.verdict.judge import judge

REPEATS = 50
MONTH = 720  # hours


def table(draw, hours, visitors, rate):
    """A test whose split changes by the hour: the dearer of the two alarms."""
    shares = draw.dirichlet([20, 20], hours)
    n = draw.multinomial(np.full(hours, 2 * visitors), shares)
    return Table(("a", "b"), tuple(range(hours)), n, draw.binomial(n, rate), shares)


def forget():
    evidence._block.cache_clear()
    ratio._block.cache_clear()


def least(ask, before=lambda: None) -> float:
    """Milliseconds of processor time, the least of REPEATS: what it takes, and not what else the machine does."""
    found = []
    for _ in range(REPEATS):
        before()
        start = time.process_time()
        ask()
        found.append(1e3 * (time.process_time() - start))
    return min(found)


def times(draw) -> list[Line]:
    form = "{:.1f} ms".format
    month, busy = table(draw, MONTH + REPEATS, 40, 0.03), table(draw, MONTH, 2_000, 0.03)
    hour, half = table(draw, 1, 2_000, 0.03), table(draw, 1, 2_000, 0.5)
    made = [
        Line("720 hours of two variants, cold", 60, least(lambda: judge(until(month, MONTH)), forget), form=form),
        Line("720 hours of 2,000 visitors a variant, cold", 400, least(lambda: judge(busy), forget), form=form),
        Line("an hour of 2,000 visitors a variant at 3 %", 400, least(lambda: judge(hour), forget), form=form),
        Line("an hour of 2,000 visitors a variant at 50 %", 400, least(lambda: judge(half), forget), form=form),
    ]  # fmt: skip
    forget()
    judge(until(month, MONTH))
    rows = iter(range(MONTH + 1, MONTH + REPEATS + 1))
    more = (until(month, row) for row in rows)
    made.insert(1, Line("one new hour after 720", 2, least(lambda: judge(next(more))), form=form))
    return made
