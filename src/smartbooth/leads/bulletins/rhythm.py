"""How often somebody is told of new leads, and at which moments: pure, in the installation's time zone. A day ends at
8:00, a week on Monday at 8:00, by the clock on the wall: the day on which clocks change has 23 hours, or 25."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

COME, DAILY, WEEKLY, NEVER = "come", "daily", "weekly", "never"
RHYTHMS = [
    (COME, _("As they come")),
    (DAILY, _("Every day at 8:00")),
    (WEEKLY, _("Every Monday at 8:00")),
    (NEVER, _("Never")),
]
HOUR = time(8)  # read with the first coffee
MONDAY = 0
STEP = {DAILY: timedelta(days=1), WEEKLY: timedelta(days=7)}


def last(rhythm: str, now: datetime) -> datetime:
    """Up to when a letter tells that is written at `now`: the latest end of a day or a week, `now` for COME."""
    if rhythm not in STEP:
        return now
    day = _local(now).date()
    if rhythm == WEEKLY:
        day -= timedelta(days=(day.weekday() - MONDAY) % 7)
    return _at(day) if _at(day) <= now else _at(day - STEP[rhythm])


def following(rhythm: str, now: datetime) -> datetime:
    """When the period ends that runs at `now`: later than `now`, but for COME."""
    return _at(_local(last(rhythm, now)).date() + STEP[rhythm]) if rhythm in STEP else now


def ends(rhythm: str, end: datetime, count: int) -> list[datetime]:
    """The end of a period, and those of the `count` periods before it, latest first."""
    day = _local(end).date()
    return [_at(day - number * STEP[rhythm]) for number in range(count + 1)]


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE))


def _at(day: date) -> datetime:
    return datetime.combine(day, HOUR, ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)
