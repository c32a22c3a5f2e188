"""Hours, as sentences about a test say them: in the time zone that owners read, which is named, and in the reader's own
where a script runs (launches/moments.js)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.moments import day, spoken
from smartbooth.launches.studio import when


def at(hour: int) -> str:
    """ "15:00 CET" today, "15:00 CET on 14 November" another day."""
    time = when.written(hour)
    if _today(hour):
        return time
    told = {"time": time, "day": spoken(timezone.localtime(clock.hour_start(hour)))}
    return pgettext("a moment", "%(time)s on %(day)s") % told


def span(round_: Round, say: Callable[[date], str] = day) -> str:
    """ "3 Nov – 17 Nov", "since 3 Nov"; "from 15:00 CET on" of one that begins then. `say`: an open one's day."""
    first = timezone.localtime(clock.hour_start(round_.begun_hour)).date()
    if round_.begun_hour > clock.hour():
        return _("from %(moment)s on") % {"moment": at(round_.begun_hour)}
    if round_.ended_hour is None or round_.ended_hour > clock.hour():
        return _("since %(day)s") % {"day": say(first)}
    last = timezone.localtime(clock.hour_start(round_.ended_hour - 1)).date()
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def marked(text: str, hour: int | None) -> SafeString:
    """`text` for a page, the moment in it (as `at` says it) as a <time>."""
    if hour is None:
        return conditional_escape(text)
    told = at(hour)
    time = when.timed(hour, told, "hour" if _today(hour) else "day")
    return mark_safe(conditional_escape(text).replace(conditional_escape(told), time, 1))  # noqa: S308 - both are escaped


def _today(hour: int) -> bool:
    return timezone.localtime(clock.hour_start(hour)).date() == timezone.localtime(clock.now()).date()
