"""The gates of the verdict by simulation. Each returns its lines; what a line must be is its own.

The seed of each gate is its number in the list, whatever came out.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from bench.statistics import beside, naive, ours, worlds
from smartbooth.experiments.verdict import ratio

RUNS, SOME, FEW = 10_000, 4_000, 2_000
BASE, BETTER = 0.03, 0.036
POWER = 0.8
LOOKS = 12  # an hour, in the world of looks inside it: every five minutes
LATE = 48  # hours within which a goal may follow its visitor's first view, in the world of late goals


@dataclass
class Line:
    """A gate: what it is, how great it may be, what came out; `other` findings are for comparison only."""

    what: str
    limit: float
    ours: float
    naive: float | None = None
    gbstats: float | None = None
    form: Callable[[float], str] = "{:.2%}".format

    @property
    def kept(self) -> bool:
        return self.ours <= self.limit


def share(hours) -> float:
    return float((hours != ours.NEVER).mean())


def gbstats_first(n, s, difference=0.0):
    """None where gbstats is not to be had: it is no gate."""
    try:
        return beside.ask(n, s, difference)
    except beside.Absent:
        return None


def equal(draw) -> list[Line]:
    n, s = worlds.steady(draw, RUNS, [BASE, BASE])
    beside_us = gbstats_first(n, s)
    return [
        Line(
            "Two equal pages at 3 %, 336 hourly looks, 10,000 runs: false winners", 0.03,
            share(ours.first_call(n, s)), share(naive.first_call(n, s)), beside_us and share(beside_us[0]),
        )
    ]  # fmt: skip


def followed(draw) -> list[Line]:
    n, s = worlds.thompson(draw, RUNS, BASE, 3 * BASE)
    beside_us = gbstats_first(n, s)
    return [
        Line(
            "The same under Thompson, the base rate tripling midway: false winners", 0.02,
            share(ours.first_call(n, s)), share(naive.first_call(n, s)), beside_us and share(beside_us[0]),
        )
    ]  # fmt: skip


def flood(draw) -> list[Line]:
    """What is promised is alpha, at any traffic."""
    n, s = worlds.steady(draw, FEW // 2, [BASE, BASE], visitors=10 * worlds.VISITORS)
    m, t = worlds.thompson(draw, FEW // 2, BASE, 3 * BASE, visitors=10 * worlds.VISITORS)
    return [
        Line("Two equal pages with ten times the traffic, 1,000 runs", ours.ALPHA, share(ours.first_call(n, s))),
        Line("The same under Thompson, the base rate tripling midway", ours.ALPHA, share(ours.first_call(m, t))),
    ]


def late(draw) -> list[Line]:
    """Goals come up to LATE hours after their visitor; each look knows those that have come. Looks every six hours."""
    runs, every = FEW // 2, 6
    n, s = worlds.steady(draw, runs, [BASE, BASE])
    open_for = np.arange(LATE)
    come = np.minimum(1.0, (1 + open_for) / LATE)  # of a cohort's goals, by its age
    known, before = np.zeros_like(s), np.zeros(LATE + 1)
    before[1:] = come
    called = np.zeros(runs, dtype=bool)
    settled = np.zeros((runs, len(ours.evidence.THETA)))
    first_open = 0
    for hour in range(n.shape[1]):
        ages = hour - np.arange(max(0, hour - LATE + 1), hour + 1)
        young = slice(max(0, hour - LATE + 1), hour + 1)
        gain = (before[ages + 1] - before[ages]) / (1 - before[ages])
        known[:, young] += draw.binomial(s[:, young] - known[:, young], gain[None, :, None])
        if hour % every != every - 1:
            continue
        while first_open < hour - LATE + 1:
            settled += ours.evidence.curves(ours.cells(n, known, first_open, 0, 1))
            first_open += 1
        total = settled.copy()
        for one in range(first_open, hour + 1):
            total += ours.evidence.curves(ours.cells(n, known, one, 0, 1))
        called |= ours.evidence.against_no_difference(total) >= math.log(1 / ours.ALPHA)
    return [
        Line("Goals that come up to two days late, a look every six hours, 1,000 runs", 0.03, float(called.mean()))
    ]


def within(draw) -> list[Line]:
    """Looks inside the hours, at what has come until then. (That each is right by itself is exact, see the tests; that
    so many together are is measured.)"""
    runs, parts = FEW // 2, np.full(LOOKS, 1 / LOOKS)
    n, s = worlds.steady(draw, runs, [BASE, BASE])
    called = np.zeros(runs, dtype=bool)
    settled = np.zeros((runs, len(ours.evidence.THETA)))
    for hour in range(n.shape[1]):
        reached = draw.multinomial(s[:, hour], parts).cumsum(axis=2)
        came = reached + draw.multinomial(n[:, hour] - s[:, hour], parts).cumsum(axis=2)
        for look in range(LOOKS):
            seen = ours.cells(came[:, None, :, look], reached[:, None, :, look], 0, 0, 1)
            total = settled + ours.evidence.curves(seen)
            called |= ours.evidence.against_no_difference(total) >= math.log(1 / ours.ALPHA)
        settled = total
    return [
        Line("Two equal pages at 3 %, twelve looks an hour, 1,000 runs: false winners", 0.03, float(called.mean()))
    ]


def fixed_horizon(alpha=0.05) -> float:
    """Visitors per variant of the test that is looked at once."""
    z = NormalDist().inv_cdf(1 - alpha / 2) + NormalDist().inv_cdf(POWER)
    return z**2 * (BASE * (1 - BASE) + BETTER * (1 - BETTER)) / (BETTER - BASE) ** 2


def power(draw) -> list[Line]:
    n, s = worlds.steady(draw, SOME, [BASE, BETTER], hours=700, visitors=120)
    fixed = fixed_horizon()
    found = [_stops(n, ours.first_call(n, s), fixed)]
    beside_us = gbstats_first(n, s, BETTER / BASE - 1)
    found.append(_stops(n, beside_us[0], fixed) if beside_us else (None, None))
    (ratio80, mean), (their80, their_mean) = found
    form = "{:.2f}".format
    return [
        Line(
            f"3 % against 3.6 %: visitors until 80 % are found, relative to {fixed:,.0f}",
            1.75, ratio80, 1.0, their80, form,
        ),
        Line("mean stopping time, capped there, relative", 1.08, mean, 1.0, their_mean, form),
    ]  # fmt: skip


def _stops(n, hours, fixed):
    """Visitors per variant until POWER of the runs have called, and the mean with that as a cap, both over `fixed`."""
    so_far = n.sum(axis=2).cumsum(axis=1) / 2
    rows = np.arange(len(hours))
    stops = np.where(hours == ours.NEVER, math.inf, so_far[rows, np.minimum(hours, n.shape[1] - 1)])
    enough = float(np.sort(stops)[math.ceil(POWER * len(stops)) - 1])
    return enough / fixed, float(np.minimum(stops, enough).mean()) / fixed


def intervals(draw) -> list[Line]:
    made = []
    for rate in (BASE, 10 * BASE):
        n, s = worlds.steady(draw, SOME, [rate, rate * 1.2])
        beside_us = gbstats_first(n, s, 0.2)
        made.append(
            Line(
                f"The lift's interval misses +20 % at some of 336 hours, base rate {rate:.0%}", 0.04,
                float(ours.missed(n, s, rate, 0.2).mean()), float(naive.missed(n, s, 0.2).mean()),
                beside_us and float(beside_us[1].mean()),
            )
        )  # fmt: skip
    return made


def four(draw) -> list[Line]:
    n, s = worlds.steady(draw, FEW, [BASE] * 4, visitors=2 * worlds.VISITORS)
    return [
        Line(
            "Four equal pages, 336 hourly looks, 2,000 runs: any best", 0.01,
            float(ours.any_best(n, s).mean()), float(naive.any_best(n, s).mean()),
        )
    ]  # fmt: skip


def shares(draw) -> list[Line]:
    n, _ = worlds.steady(draw, SOME, [BASE, BASE])
    m, _ = worlds.steady(draw, SOME, [BASE, BASE], shares=[0.52, 0.48])
    false, found = _alarms(n), _alarms(m)
    total = m.sum(axis=2).cumsum(axis=1)
    at = np.where(found == ours.NEVER, math.inf, total[np.arange(len(m)), np.minimum(found, m.shape[1] - 1)])
    return [
        Line("Shares as planned, 336 hourly looks, 4,000 runs: false alarms", 0.01, share(false),
             share(naive.first(naive.uneven(n, 0.5)))),
        Line("Shares of a split that changes every hour, daily looks, 1,000 runs: false alarms", 0.01, _changing(draw)),
        Line("52 to 48 instead of half and half: visitors until the alarm, median", 9_000, float(np.median(at)),
             form="{:,.0f}".format),
    ]  # fmt: skip


def _alarms(n):
    so_far = n.cumsum(axis=1).tolist()
    loud = np.array([[ratio.fixed(counts, [0.5, 0.5]) >= ratio.ALARM for counts in run] for run in so_far])
    return naive.first(loud)


def _changing(draw) -> float:
    runs, false = FEW // 2, 0
    for _ in range(runs):
        planned = draw.dirichlet([4, 4], worlds.HOURS)
        n = draw.multinomial(draw.poisson(worlds.VISITORS, worlds.HOURS), planned)
        false += any(
            ratio.hourly(n[:day], planned[:day]) >= ratio.ALARM for day in range(24, worlds.HOURS + 1, 24)
        )
    return false / runs


def mean_is_one(_draw) -> list[Line]:
    """E under the null over all outcomes of every table with up to 7 visitors a side, and of two hours together."""
    worst = 0.0
    tables = [(n_c, n_t, goals) for n_c in range(8) for n_t in range(8) for goals in range(n_c + n_t + 1)]
    for margins in [[one] for one in tables] + list(zip(tables[::7], tables[::-7], strict=True)):
        outcomes = [([], 1.0)]
        for n_c, n_t, goals in margins:
            support = range(max(0, goals - n_c), min(n_t, goals) + 1)
            ways = math.comb(n_c + n_t, goals)
            outcomes = [
                ([*cells, (n_c, goals - x, n_t, x)], p * math.comb(n_t, x) * math.comb(n_c, goals - x) / ways)
                for cells, p in outcomes
                for x in support
            ]
        e = [
            p * math.exp(ours.evidence.against_no_difference(ours.evidence.likelihood(cells)))
            for cells, p in outcomes
        ]
        worst = max(worst, abs(math.fsum(e) - 1))
    return [
        Line(
            "E under the null over all outcomes of small tables: distance from 1",
            1e-9,
            worst,
            form="{:.0e}".format,
        )
    ]


GATES = (equal, followed, flood, late, power, intervals, four, shares, mean_is_one, within)
