"""How long a test that runs will still take, should things go on as they look now."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from smartbooth.experiments.verdict import evidence
from smartbooth.experiments.verdict.counts import USUAL, Ints, Plan, Table, check, level, running
from smartbooth.experiments.verdict.duration import HOPELESS
from smartbooth.experiments.verdict.evidence import TAU
from smartbooth.experiments.verdict.lift import lift_at
from smartbooth.experiments.verdict.pair import cells
from smartbooth.experiments.verdict.passage import OVERSHOOT, boundary, reached

LOOK_BACK = 168  # hours that tell the traffic: a week, for weekends are not like Mondays
QUANTILES = (0.1, 0.3, 0.5, 0.7, 0.9)  # of the differences that are still possible: one in five lies around each
STEPS = 100  # of the moments that are looked at until HOPELESS: half a minute at first, ten days at last
LEAST = 10  # goals of a pair, before which nothing can be said of what is still to come


@dataclass(frozen=True)
class _Course:
    """A pair's score and information so far, information an hour, its likely log odds ratios (QUANTILES of what counts
    and prior leave), and the control's rate."""

    score: float
    information: float
    hourly: float
    drifts: tuple[float, ...]
    rate: float

    @property
    def drift(self) -> float:
        return self.drifts[len(self.drifts) // 2]


def remaining(table: Table, plan: Plan = USUAL, now: int | None = None) -> float | None:
    """Days still needed at the last week's traffic until there is a winner, or until no difference that matters is
    left, whichever comes first; 0 where that is so already, math.inf for more than HOPELESS. None where it cannot be
    said: too few goals, no traffic, fewer than two variants that may win. `now`: the present hour (None: the table's
    last).

    For a winner it is the median: as likely sooner as later, over the differences that counts and prior together
    leave possible (an early lead shrinks) and over what chance will bring. Raises Impossible.
    """
    courses = _courses(table, plan, now)
    if not courses:
        return None
    alpha = level(table, plan)
    hours = min(_until_best(courses, alpha), _until_same(courses, alpha, plan.margin))
    return hours / 24 if hours <= HOPELESS * 24 else math.inf


def _courses(table: Table, plan: Plan, now: int | None) -> dict[tuple[str, str], _Course]:
    """Of each pair of variants that may win; empty where one cannot be said."""
    check(table, plan)
    letters = running(table, plan)
    if len(letters) < 2 or not table.hours:
        return {}
    courses = {}
    for a, b in combinations(letters, 2):
        course = _course(table, a, b, table.hours[-1] if now is None else now)
        if course is None:
            return {}
        courses[a, b] = course
    return courses


def _course(table: Table, a: str, b: str, now: int) -> _Course | None:
    own = cells(table, a, b)
    n_c, s_c, n_t, s_t = own.T.astype(float)
    if s_c.sum() + s_t.sum() < LEAST:
        return None
    information = _information(own)
    hours = np.asarray(table.hours)
    span = min(LOOK_BACK, now - table.hours[0] + 1)
    hourly = float(information[hours > now - span].sum()) / span if span > 0 else 0.0
    if hourly <= 0:
        return None
    expected = (s_c + s_t) * n_t / np.maximum(1, n_c + n_t)
    weight = evidence.LOG_PRIOR + evidence.likelihood(own)
    likely = np.interp(QUANTILES, np.cumsum(np.exp(weight - evidence.logsumexp(weight))), evidence.THETA)
    rate = float(s_c.sum() / n_c.sum())
    score = float((s_t - expected).sum())
    return _Course(score, float(information.sum()), hourly, tuple(likely.tolist()), rate)


def _information(own: Ints) -> evidence.Floats:
    """The variance of the treatment's goals in each hour, were there no difference: shape (hours,)."""
    n_c, s_c, n_t, s_t = own.T.astype(float)
    visitors, goals = np.maximum(2, n_c + n_t), s_c + s_t
    made: evidence.Floats = n_c * n_t * goals * (n_c + n_t - goals) / (visitors**2 * (visitors - 1))
    return made


def _leader(courses: dict[tuple[str, str], _Course]) -> str:
    """Who is ahead of most others."""
    wins = dict.fromkeys((letter for pair in courses for letter in pair), 0)
    for (a, b), course in courses.items():
        wins[b if course.drift > 0 else a] += 1
    return max(wins, key=lambda letter: wins[letter])


def _until_best(courses: dict[tuple[str, str], _Course], alpha: float) -> float:
    """Hours until the variant that leads will have beaten each other."""
    leader = _leader(courses)
    return max(_decided(course, alpha) for pair, course in courses.items() if leader in pair)


def _decided(course: _Course, alpha: float) -> float:
    """The median of the hours until E has reached 1/alpha for either; inf where that is beyond HOPELESS days."""
    least = float(boundary(np.array(course.information), alpha))
    if abs(course.score) >= least:
        return 0.0
    # Fine where little is left, for a day is then much, and coarse at the year's end.
    at = HOPELESS * 24 * course.hourly * np.linspace(0, 1, STEPS + 1) ** 3
    over = OVERSHOOT * math.sqrt(course.hourly)
    top = boundary(course.information + at[1:], alpha) + over
    middle = boundary(course.information + (at[1:] + at[:-1]) / 2, alpha) + over
    chance = np.zeros(len(at))
    for drift in course.drifts:
        chance += reached(at, top - course.score, middle - course.score, drift)
        chance += reached(at, top + course.score, middle + course.score, -drift)
    chance /= len(course.drifts)
    return float(np.interp(0.5, chance, at)) / course.hourly if chance[-1] > 0.5 else math.inf


def _until_same(courses: dict[tuple[str, str], _Course], alpha: float, margin: float) -> float:
    return max(_hours(course, _inside(course, alpha, margin)) for course in courses.values())


def _inside(course: _Course, alpha: float, margin: float) -> Callable[[float], bool]:
    def held(more: float) -> bool:
        v = course.information + more
        middle = (course.score + course.drift * more) / v
        spread = 2 * math.log(1 / alpha) + math.log1p(TAU**2 * v) + middle**2 / (TAU**2 + 1 / v)
        half = math.sqrt(spread / v)
        return lift_at(middle - half, course.rate) >= -margin and lift_at(middle + half, course.rate) <= margin

    return held


def _hours(course: _Course, held: Callable[[float], bool]) -> float:
    """The first hour from now at which `held` is true of the information that came since; inf after HOPELESS days."""
    if held(0.0):
        return 0.0
    low, high = 0.0, 1.0
    while not held(high * course.hourly):
        low, high = high, high * 2
        if low > HOPELESS * 24:
            return math.inf
    while high - low > 0.01 * high:
        middle = (low + high) / 2
        low, high = (low, middle) if held(middle * course.hourly) else (middle, high)
    return high
