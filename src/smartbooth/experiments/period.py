"""Which days, and cut into which slots. Days are the calendar days of the reader's time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from django.conf import settings

from smartbooth.core import clock
from smartbooth.experiments.asked import Asked
from smartbooth.tallies.queries import Span, local_day

HOUR, DAY, WEEK = "hour", "day", "week"
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Period:
    """The days asked for, their slots (hours, days, or the Mondays of weeks, as whole numbers since 1970), and
    the grains that could be had instead. The last slot is not over when `open_end`."""

    first: date
    last: date
    span: Span
    grain: str
    grains: tuple[str, ...]
    slots: tuple[int, ...]
    open_end: bool
    zone: tzinfo

    def slot(self, when: int) -> int:
        """The slot that counts of an hour or a day belong to: at the edges, where UTC days meet the zone's, the
        nearest."""
        return min(max(monday(when) if self.grain == WEEK else when, self.slots[0]), self.slots[-1])


def number(day: date) -> int:
    return (day - EPOCH).days


def monday(day: int) -> int:
    """The day number of the week's Monday (1970-01-01 was a Thursday)."""
    return day - (day + 3) % 7


def settle(asked: Asked, first_hour: int | None, zone: tzinfo) -> Period:
    """The period for a question about a launch whose first event was in `first_hour` (None: nothing yet)."""
    today = local_day(clock.hour(), zone)
    oldest = today - settings.TALLY_MONTHS * 31
    begun = max(oldest, min(today, local_day(first_hour, zone))) if first_hour is not None else today
    # Days long past are kept as UTC days: the very first may be the one before, seen from here.
    start = min(begun, max(oldest, first_hour // 24)) if first_hour is not None else today
    firsts = {"today": today, "7d": today - 6, "30d": today - 29}
    first, last = firsts.get(asked.period, start), today
    if asked.begin and asked.end:
        last = min(today, number(asked.end))
        first = max(oldest, min(last, number(asked.begin)))
    span = Span.of(first, last, zone)
    shown = min(last, max(first, begun))
    grains = _grains(last - first + 1, span, asked.filter.crossed)
    grain = asked.grain if asked.grain in grains else _usual(last - shown + 1, grains)
    slots = _slots(grain, span, shown, first_hour)
    return Period(_date(shown), _date(last), span, grain, grains, slots, last == today, zone)


def _date(day: int) -> date:
    return EPOCH + timedelta(days=day)


def _grains(days: int, span: Span, crossed: bool) -> tuple[str, ...]:
    """Those with a readable number of slots, and hours only where they are kept."""
    hours = days <= 8 and (span.by_hour or not crossed)
    return tuple(g for g, fits in ((HOUR, hours), (DAY, days <= 200), (WEEK, days >= 14)) if fits)


def _usual(days: int, grains: tuple[str, ...]) -> str:
    wanted = HOUR if days <= 3 else DAY if days <= 92 else WEEK
    return wanted if wanted in grains else grains[0]


def _slots(grain: str, span: Span, begun: int, first_hour: int | None) -> tuple[int, ...]:
    """From the launch's first event (before it there was nothing to count, which is not zero) to now."""
    if first_hour is None:
        return ()
    if grain == HOUR:
        return tuple(range(max(span.start, first_hour), min(span.end, clock.hour() + 1)))
    if grain == WEEK:
        return tuple(range(monday(begun), span.last + 1, 7))
    return tuple(range(begun, span.last + 1))
