"""Days and hours as they stand on paper: with their year, for whoever finds the sheet later."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from smartbooth.core import clock
from smartbooth.core.dates import written
from smartbooth.experiments.models import Round


def day(hour: int) -> str:
    """ "3 November 2026", of the day in which that hour begins."""
    return written(_local(clock.hour_start(hour)), pgettext("a day on paper, as Django's date format", "j F Y"))


def moment(value: datetime) -> str:
    """ "3 November 2026, 15:00"."""
    return written(_local(value), pgettext("a moment on paper, as Django's date format", "j F Y, H:i"))


def dated(round_: Round) -> str:
    """From when to when it asked, and for one under way as of when its numbers are."""
    facts = {"begun": moment(clock.hour_start(round_.begun_hour)), "city": _city()}
    if round_.ended_hour is not None and round_.ended_hour <= clock.hour():
        ended = moment(clock.hour_start(round_.ended_hour))
        return _("From %(begun)s to %(ended)s, %(city)s time.") % {**facts, "ended": ended}
    if round_.begun_hour > clock.hour():
        return _("From %(begun)s on, %(city)s time.") % facts
    return _("Since %(begun)s; as it stands on %(now)s, %(city)s time.") % {**facts, "now": moment(clock.now())}


def _local(value: datetime) -> datetime:
    return value.astimezone(timezone.get_current_timezone())


def _city() -> str:
    """As people say it: "Paris" of Europe/Paris."""
    return str(timezone.get_current_timezone()).rpartition("/")[2].replace("_", " ")
