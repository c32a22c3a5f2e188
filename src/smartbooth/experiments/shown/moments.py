"""Hours, as sentences about a test say them, in the reader's time zone."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from smartbooth.core import clock
from smartbooth.experiments.moments import spoken


def at(hour: int) -> str:
    """ "15:00" today, "15:00 on 14 November" another day."""
    moment = clock.hour_start(hour).astimezone(timezone.get_current_timezone())
    time = date_format(moment, pgettext("an hour, as Django's date format", "H:i"))
    if moment.date() == clock.now().astimezone(moment.tzinfo).date():
        return time
    return pgettext("a moment", "%(time)s on %(day)s") % {"time": time, "day": spoken(moment)}
