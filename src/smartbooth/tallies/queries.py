"""Reading the counts of one launch. Every function is one query, whatever the launch's age or traffic.

Totals by time come from `Hourly`; anything that names a dimension from `Cross`, whose older rows are whole days
(UTC). A span therefore starts and ends on a UTC midnight where it reaches back to those (`Span.of`): the same span
read from either table is the same events, and every sum on a page agrees with every other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta, tzinfo
from functools import reduce
from itertools import pairwise
from operator import add, attrgetter
from typing import Any

from django.conf import settings
from django.db.models import Case, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from smartbooth.core import clock
from smartbooth.launches.models import Launch, Publication
from smartbooth.tallies.models import Cross, Drop, Hourly, Target
from smartbooth.tallies.rollup import MARGINS

DIMENSIONS = ("source", "campaign", "country", "device")
HOUR, DAY = "hour", "day"
RECENT = 48  # hours: what `version` watches; later arrivals show at the next full load


@dataclass(frozen=True)
class Count:
    """What `tallies.models.Counts` counts, as plain numbers that add up. `served` is 0 where read from Cross."""

    views: int = 0
    visitors: int = 0
    clicks: int = 0
    clickers: int = 0
    leads: int = 0
    signups: int = 0
    unmeasured_views: int = 0
    unmeasured_clicks: int = 0
    asked: int = 0
    chosen: int = 0
    served: int = 0

    def __add__(self, other: Count) -> Count:
        return total((self, other))


COUNTS = tuple(f.name for f in fields(Count))
CROSSED = COUNTS[:-1]
_values = attrgetter(*COUNTS)


def total(counts: Iterable[Count]) -> Count:
    return Count(*map(sum, zip(*map(_values, counts), strict=True)))


@dataclass(frozen=True)
class Filter:
    """Which visitors: None means all. Values as stored: a letter, names of the bounded table, ISO codes, p/t/d/-."""

    variant: str | None = None
    source: str | None = None
    campaign: str | None = None
    country: str | None = None
    device: str | None = None

    def where(self, without: str = "") -> dict[str, str]:
        chosen = {f.name: getattr(self, f.name) for f in fields(Filter)}
        return {name: value for name, value in chosen.items() if value is not None and name != without}

    @property
    def crossed(self) -> bool:
        """Whether it names a dimension, so that `Hourly` cannot answer it."""
        return any(name in DIMENSIONS for name in self.where())


def horizon() -> int:
    """First day (UTC) from which the cross of dimensions is certainly still kept by hour."""
    return clock.day() - settings.CROSS_HOURS_DAYS + 1


@dataclass(frozen=True)
class Span:
    """Calendar days `first` to `last`, both included, as hours `start` <= hour < `end`; all since 1970-01-01."""

    first: int
    last: int
    start: int
    end: int

    @classmethod
    def of(cls, first: int, last: int, zone: tzinfo) -> Span:
        """The days as they begin and end in `zone`, or in UTC where only whole UTC days are kept."""
        last = max(first, last)
        return cls(first, last, _begin(first, zone), _begin(last + 1, zone))

    @property
    def by_hour(self) -> bool:
        """Whether the cross of all of it is still kept by hour."""
        return self.first >= horizon()


EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the wall clock's, in whichever zone


def _begin(day: int, zone: tzinfo) -> int:
    """The first hour of calendar day `day`."""
    if day < horizon():
        return day * 24
    return math.ceil((EPOCH + timedelta(days=day)).replace(tzinfo=zone).timestamp() / clock.HOUR)


def offsets(zone: tzinfo, span: Span) -> list[tuple[int, int]]:
    """How far `zone` is from UTC during the span: (from this hour, minutes), in order."""

    def minutes(hour: int) -> int:
        offset = clock.hour_start(hour).astimezone(zone).utcoffset() or timedelta()
        return int(offset.total_seconds() // 60)

    found = [(span.start, minutes(span.start))]
    for day in range(span.start, span.end, 24):
        if minutes(min(day + 24, span.end)) == found[-1][1]:
            continue
        for hour in range(day, min(day + 24, span.end)):
            if minutes(hour) != found[-1][1]:
                found.append((hour, minutes(hour)))
    return found


def local_day(hour: int, zone: tzinfo) -> int:
    """The calendar day (since 1970-01-01) on which hour `hour` begins in `zone`."""
    return (clock.hour_start(hour).astimezone(zone).replace(tzinfo=None) - EPOCH).days


def _day_of(column: str, zone: tzinfo, span: Span) -> Any:
    """SQL for `local_day`: the same on SQLite and PostgreSQL, summer time included."""
    found = offsets(zone, span)
    whens = [When(**{f"{column}__lt": end}, then=Value(minutes)) for (_, minutes), (end, _) in pairwise(found)]
    shift: Any = (
        Case(*whens, default=Value(found[-1][1]), output_field=IntegerField()) if whens else Value(found[-1][1])
    )
    return (F(column) * Value(60) + shift) / Value(1440)


def _cross(launch: str, span: Span, chosen: Filter, without: str = "") -> QuerySet[Cross]:
    hours = Q(grain="h", bucket__gte=span.start, bucket__lt=span.end)
    grains = ["d"]
    where = chosen.where(without)
    asked = {name for name in (*where, without) if name in DIMENSIONS}
    if len(asked) == 1:  # days of a launch that is over may only have the margin of each dimension (rollup.py)
        grains.append(MARGINS[asked.pop()])
    days = Q(grain__in=grains, bucket__gte=span.first, bucket__lte=span.last)
    return Cross.objects.filter(hours | days, launch=launch, **where)


def _count(row: dict[str, Any]) -> Count:
    return Count(**{name: row.get("n_" + name) or 0 for name in COUNTS})


def _sums(names: Iterable[str]) -> dict[str, Sum]:
    return {"n_" + name: Sum(name) for name in names}


def by_time(launch: str, span: Span, chosen: Filter, grain: str, zone: tzinfo) -> dict[tuple[int, str], Count]:
    """{(hour or calendar day of `zone`, variant): counts}, absent where nothing happened.

    With a dimension chosen, days before `horizon()` are UTC days; then grain HOUR needs `span.by_hour`.
    """
    rows: Any
    if chosen.crossed:
        day: Any = Case(
            When(grain="h", then=_day_of("bucket", zone, span)), default=F("bucket"), output_field=IntegerField()
        )
        rows = _cross(launch, span, chosen).annotate(when=F("bucket") if grain == HOUR else day)
        names = CROSSED
    else:
        rows = Hourly.objects.filter(launch=launch, hour__gte=span.start, hour__lt=span.end, **chosen.where())
        rows = rows.annotate(when=F("hour") if grain == HOUR else _day_of("hour", zone, span))
        names = COUNTS
    rows = rows.values("when", "variant").annotate(**_sums(names)).order_by("when", "variant")
    return {(row["when"], row["variant"]): _count(row) for row in rows}


def by_dimension(launch: str, span: Span, chosen: Filter, dimension: str) -> dict[str, Count]:
    """{value: counts}, most visitors first. The dimension's own filter is left out, so that its other values
    stay in sight. At most NAMES_PER_LAUNCH + a few rows, by construction of the tables."""
    rows: Any = _cross(launch, span, chosen, without=dimension).values(dimension).annotate(**_sums(CROSSED))
    rows = rows.order_by("-n_visitors", "-n_views", dimension)
    return {row[dimension]: _count(row) for row in rows}


def days_of(launch: str, dimension: str, first: int, last: int) -> dict[tuple[str, int, str], Count]:
    """{(value of the dimension, UTC day of the event, variant): counts} of the days from `first` to `last`, both
    included, absent where nothing happened. Both grains of the cross, in one query."""
    span = Span(first, last, first * 24, (last + 1) * 24)
    day = Case(When(grain="h", then=F("bucket") / Value(24)), default=F("bucket"), output_field=IntegerField())
    rows: Any = _cross(launch, span, Filter(), without=dimension).annotate(day=day)
    rows = (
        rows.values(dimension, "day", "variant").annotate(**_sums(CROSSED)).order_by(dimension, "day", "variant")
    )
    return {(row[dimension], row["day"], row["variant"]): _count(row) for row in rows}


def by_button(launch: str, span: Span, variant: str | None = None) -> dict[tuple[str, str], int]:
    """{(button, variant): clicks}, most first; by UTC day."""
    rows = Target.objects.filter(launch=launch, day__gte=span.first, day__lte=span.last)
    if variant is not None:
        rows = rows.filter(variant=variant)
    sums: Any = rows.values("button", "variant").annotate(n=Sum("clicks")).order_by("-n", "button", "variant")
    return {(row["button"], row["variant"]): row["n"] for row in sums}


def by_reason(launch: str, span: Span) -> dict[str, int]:
    """{reason: requests served and not counted}, most first; by UTC day."""
    rows = Drop.objects.filter(launch=launch, day__gte=span.first, day__lte=span.last)
    sums: Any = rows.values("reason").annotate(n=Sum("count")).order_by("-n", "reason")
    return {row["reason"]: row["n"] for row in sums}


def first_hour(launch: str) -> int | None:
    """The hour of the launch's first event, or None."""
    return Hourly.objects.filter(launch=launch).aggregate(first=Min("hour"))["first"]


def with_version(launch: str) -> QuerySet[Launch]:
    """The launch (or none, for a stranger) with what `version` reads. One query, at most RECENT rows a variant."""
    hourly: Any = Hourly.objects.filter(launch=OuterRef("pk"), hour__gte=clock.hour() - RECENT).values("launch")
    drops: Any = Drop.objects.filter(launch=OuterRef("pk"), day__gte=clock.day() - 1).values("launch")
    published: Any = Publication.objects.filter(launch=OuterRef("pk"))
    return Launch.objects.filter(pk=launch).annotate(
        seen=Coalesce(Subquery(hourly.annotate(n=Sum(F("served") + reduce(add, map(F, CROSSED)))).values("n")), 0),
        dropped=Coalesce(Subquery(drops.annotate(n=Sum("count")).values("n")), 0),
        published=Coalesce(Subquery(published.values("number")[:1]), 0),
        live=Exists(published.filter(ended_at=None)),
    )


def version(launch: Any) -> str:
    """Changes with each count of the last two days, each publication, withdrawal and hour."""
    parts = (launch.seen, launch.dropped, launch.published, int(launch.live), clock.hour())
    return "-".join(map(str, parts))
