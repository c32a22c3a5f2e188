"""What the results page says, gathered: a fixed number of queries, whatever the traffic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from typing import Any

from smartbooth.core import clock
from smartbooth.experiments.asked import Asked
from smartbooth.experiments.period import HOUR, Period, settle
from smartbooth.experiments.rates import rate
from smartbooth.launches.models import Launch, Variant
from smartbooth.tallies import queries
from smartbooth.tallies.queries import DIMENSIONS, Count, local_day

GOALS = {Launch.LEAD: "signups", Launch.CLICK: "clickers"}


@dataclass(frozen=True)
class Arm:
    """A variant as the page names it. One deleted since keeps its letter and its counts."""

    letter: str
    idea: str
    retired: bool


@dataclass(frozen=True)
class Report:
    launch: Any  # with `version`'s annotations
    asked: Asked
    period: Period
    arms: list[Arm]
    series: dict[tuple[int, str], Count]  # (slot, letter)
    today: Count
    dimensions: dict[str, dict[str, Count]]
    buttons: dict[tuple[str, str], int]
    reasons: dict[str, int]
    first_hour: int | None

    @property
    def goal(self) -> str:
        """The name of the count that is this launch's goal."""
        return GOALS[self.launch.goal]

    @cached_property
    def by_variant(self) -> dict[str, Count]:
        return {
            arm.letter: queries.total(c for (_, letter), c in self.series.items() if letter == arm.letter)
            for arm in self.arms
        }

    @cached_property
    def total(self) -> Count:
        return queries.total(self.series.values())

    def rate(self, count: Count) -> float | None:
        return rate(getattr(count, self.goal), count.visitors)


def gather(launch: Any, asked: Asked, zone: tzinfo) -> Report:
    """`launch` as `queries.with_version` gives it. Ten queries."""
    first = queries.first_hour(launch.pk)
    period = settle(asked, first, zone)
    base = HOUR if period.grain == HOUR else "day"
    counted = queries.by_time(launch.pk, period.span, asked.filter, base, zone)
    series: dict[tuple[int, str], Count] = {}
    for (when, letter), count in counted.items() if period.slots else ():
        key = (period.slot(when), letter)
        series[key] = series.get(key, Count()) + count
    now = local_day(clock.hour(), zone)
    today = (c for (when, _), c in counted.items() if (local_day(when, zone) if base == HOUR else when) == now)
    return Report(
        launch, asked, period, _arms(launch.pk, {letter for _, letter in series}, asked.filter.variant), series,
        queries.total(today),
        {name: queries.by_dimension(launch.pk, period.span, asked.filter, name) for name in DIMENSIONS},
        queries.by_button(launch.pk, period.span, asked.filter.variant),
        queries.by_reason(launch.pk, period.span), first,
    )  # fmt: skip


def _arms(launch: str, counted: set[str], only: str | None) -> list[Arm]:
    known = {
        v.letter: Arm(v.letter, v.idea, v.retired_at is not None) for v in Variant.objects.filter(launch=launch)
    }
    letters = sorted({*known, *filter(str.isalpha, counted)})  # "-": seen without a cookie, in no variant
    return [known.get(x, Arm(x, "", True)) for x in letters if only in (None, x)]
