"""Moments as announcements say them: the day with its name, the hour, and whose hour it is."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from smartbooth.core.dates import written


def zone() -> str:
    """ "Paris time"."""
    city = str(settings.TIME_ZONE).rpartition("/")[2].replace("_", " ")
    return city if city == "UTC" else _("%(city)s time") % {"city": city}


def moment(at: datetime) -> str:
    """ "Wednesday 3 June 2026, 22:00"."""
    return _("%(day)s, %(time)s") % {"day": _day(at), "time": _time(at)}


def span(start: datetime | None, end: datetime | None) -> str:
    """From `start` to `end`, either of which may be open, with the zone; "" where both are."""
    if start and end:
        if _day(start) == _day(end):
            said = _("%(day)s, from %(start)s to %(end)s") % {
                "day": _day(start), "start": _time(start), "end": _time(end),
            }  # fmt: skip
        else:
            said = _("From %(start)s to %(end)s") % {"start": moment(start), "end": moment(end)}
    elif start:
        said = _("Since %(start)s") % {"start": moment(start)}
    elif end:
        said = _("Until %(end)s") % {"end": moment(end)}
    else:
        return ""
    return f"{said} ({zone()})"


def near(at: datetime) -> str:
    """ "Friday, 13:43": of a moment within a week."""
    return _("%(day)s, %(time)s") % {"day": written(_local(at), "l"), "time": _time(at)}


def near_span(start: datetime, end: datetime) -> str:
    """ "Friday, from 13:43 to 15:13 (Paris time)"."""
    day, last = (written(_local(at), "l") for at in (start, end))
    if _day(start) == _day(end):
        said = _("%(day)s, from %(start)s to %(end)s") % {"day": day, "start": _time(start), "end": _time(end)}
    else:
        said = _("%(day)s %(start)s to %(last)s %(end)s") % {
            "day": day, "start": _time(start), "last": last, "end": _time(end),
        }  # fmt: skip
    return f"{said} ({zone()})"


def _local(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE))


def _day(at: datetime) -> str:
    return written(_local(at), "l j F Y")


def _time(at: datetime) -> str:
    return f"{_local(at):%H:%M}"
