"""Moments in words, and which of them stand under a chart."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from smartbooth.core import clock
from smartbooth.core.dates import written
from smartbooth.experiments.period import DAY, EPOCH, HOUR, Period

HELD = "\N{NO-BREAK SPACE}"
FORTNIGHT = 13  # days: in fewer there may be one Monday only


def moment(period: Period, slot: int) -> datetime | date:
    if period.grain == HOUR:
        return clock.hour_start(slot).astimezone(period.zone)
    return EPOCH + timedelta(days=slot)


def day(value: date) -> str:
    """ "12 May", with the year when it is not this one."""
    if value.year == clock.now().year:
        return written(value, pgettext("a day, as Django's date format", "j M"))
    return written(value, pgettext("a day, as Django's date format", "j M Y"))


def spoken(value: date) -> str:
    """ "12 October", as in a sentence; in French, whose typography asks for it, no line parts the day and the month."""
    said = written(value, "j F" if value.year == clock.now().year else "j F Y")
    return said.replace(" ", HELD, 1) if (get_language() or "").startswith("fr") else said


def full(period: Period, slot: int) -> str:
    """A slot's whole name: "Tue 12 May, 14:00", "Tue 12 May", "Week of 11 May"."""
    value = moment(period, slot)
    if period.grain == HOUR:
        return written(value, pgettext("an hour of a day, as Django's date format", "D j M, H:i"))
    if period.grain == DAY:
        return written(value, pgettext("a weekday, as Django's date format", "D j M"))
    return _("Week of %(day)s") % {"day": day(value)}


def marks(period: Period, most: int) -> list[tuple[int, str]]:
    """At most about `most` (slot's index, short name) for an axis: on round hours, Mondays, or evenly."""
    moments = [moment(period, slot) for slot in period.slots]
    if not moments:
        return []
    if period.grain == HOUR:
        step = next((s for s in (1, 2, 3, 6, 12, 24) if len(moments) / s <= most), 48)
        clock_format = pgettext("an hour, as Django's date format", "H:i")
        return [
            (i, written(m, clock_format) if m.hour else day(m))
            for i, m in enumerate(moments)
            if isinstance(m, datetime) and m.hour % min(step, 24) == 0 and (step < 48 or m.toordinal() % 2 == 0)
        ] or [(0, full(period, period.slots[0]))]
    if period.grain == DAY and max(most, FORTNIGHT) < len(moments) <= most * 7:
        return [(i, day(m)) for i, m in enumerate(moments) if m.weekday() == 0]
    step = -(-len(moments) // most)
    return [(i, day(m)) for i, m in enumerate(moments) if (len(moments) - 1 - i) % step == 0]
