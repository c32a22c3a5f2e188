"""The test by source, device, country and campaign: to look at, never to decide by.

The hours of first views, which the verdict reads, know no source: they are kept for years, and crossed with everything
they would be a row a visitor. The cross of dimensions is kept by the hour of what happened and, older than a week, by
day. So here a pair is compared day by day, and a goal counts on the day it was reached: someone who came yesterday and
leaves an address today is a visitor of yesterday and a goal of today. Where that gives a day more goals than visitors
it is counted together with its neighbours, which hides a difference between those days and invents none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from smartbooth.core import clock
from smartbooth.experiments import names
from smartbooth.experiments.rates import rate
from smartbooth.experiments.rounds.standing import COLUMNS, Standing
from smartbooth.experiments.shown.compare import judged
from smartbooth.experiments.shown.sizes import range_
from smartbooth.experiments.verdict.counts import Table, level
from smartbooth.experiments.verdict.pair import compare
from smartbooth.experiments.verdict.states import State
from smartbooth.tallies.queries import Count, days_of

DIMENSIONS = ("source", "device", "country", "campaign")
MOST = 5  # values of each, by visitors: the tenth source of a test says nothing about it
YOUNG = 2  # days: an older test leaves out the day it began on, whose first hours had another split

Day = Mapping[str, tuple[int, int]]  # letter -> visitors, goals


def segments(now: Standing) -> list[dict[str, Any]]:
    """[{"key", "heading", "rows": [{"label", "cells": [{"letter", "visitors", "rate", "range"}]}]}]; a dimension in
    which all are alike is left out. Four queries. [] where the numbers cannot be trusted."""
    if now.state == State.UNTRUSTED or not now.hours:
        return []
    first, last = days(now)
    made = []
    for dimension in DIMENSIONS:
        counted = days_of(now.round.launch_id, dimension, first, last)
        values = _most(counted, judged(now))
        if len(values) > 1:
            rows = [_row(now, dimension, value, counted) for value in values]
            made.append({"key": dimension, "heading": str(names.HEADINGS[dimension]), "rows": rows})
    return made


def days(now: Standing) -> tuple[int, int]:
    """The UTC days that are the test's."""
    begun, end = now.round.begun_hour, now.round.ended_hour
    last = clock.day() if end is None else min(clock.day(), (end - 1) // 24)
    first = -(-begun // 24)
    return (first if last - first >= YOUNG else begun // 24), last


def _most(counted: Mapping[tuple[str, int, str], Count], letters: list[str]) -> list[str]:
    visitors: dict[str, int] = {}
    for (value, _day, letter), count in counted.items():
        if letter in letters:
            visitors[value] = visitors.get(value, 0) + count.visitors
    ranked = sorted(visitors, key=lambda value: (-visitors[value], value))
    return [value for value in ranked if visitors[value]][:MOST]


def _row(
    now: Standing, dimension: str, value: str, counted: Mapping[tuple[str, int, str], Count]
) -> dict[str, Any]:
    column, letters = COLUMNS[now.round.goal], judged(now)
    by_day: dict[int, dict[str, tuple[int, int]]] = {}
    for (own, day, letter), count in counted.items():
        if own == value and letter in letters:
            by_day.setdefault(day, {})[letter] = (count.visitors, getattr(count, column))
    strata = list(merged([by_day[day] for day in sorted(by_day)], letters))
    cells = [_cell(now, letter, letters, strata) for letter in letters]
    return {"label": names.name(dimension, value), "cells": cells}


def merged(by_day: list[Day], letters: list[str]) -> Iterator[Day]:
    """Neighbouring days together until no version has more goals than visitors; what is left over at the end goes with
    the days before it. Nothing where even all days together are so."""
    kept: list[dict[str, tuple[int, int]]] = []
    open_: dict[str, tuple[int, int]] = dict.fromkeys(letters, (0, 0))
    for day in by_day:
        open_ = _added(open_, day, letters)
        if _can_be(open_):
            kept.append(open_)
            open_ = dict.fromkeys(letters, (0, 0))
    while kept and not _can_be(open_):
        open_ = _added(kept.pop(), open_, letters)
    if _can_be(open_):
        yield from kept
        yield open_


def _added(one: Day, other: Day, letters: list[str]) -> dict[str, tuple[int, int]]:
    return {x: (one[x][0] + other.get(x, (0, 0))[0], one[x][1] + other.get(x, (0, 0))[1]) for x in letters}


def _can_be(day: Day) -> bool:
    return all(goals <= visitors for visitors, goals in day.values())


def _cell(now: Standing, letter: str, letters: list[str], strata: list[Day]) -> dict[str, str]:
    visitors = sum(day[letter][0] for day in strata)
    goals = sum(day[letter][1] for day in strata)
    said = {
        "letter": letter, "visitors": names.count(visitors), "rate": names.percent(rate(goals, visitors)), "range": "",
    }  # fmt: skip
    control = now.round.control
    if letter == control or control not in letters or not strata:
        return said
    shape = (len(strata), len(letters))
    table = Table(
        tuple(letters), tuple(range(len(strata))),
        np.array([[day[x][0] for x in letters] for day in strata], dtype=np.int64).reshape(shape),
        np.array([[day[x][1] for x in letters] for day in strata], dtype=np.int64).reshape(shape),
    )  # fmt: skip
    return said | {"range": range_(compare(table, control, letter, level(table, now.plan)).lift)}
