"""How long a test takes, difference by difference: what one reads before beginning one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartbooth.experiments import names
from smartbooth.experiments.desk.traffic import Traffic
from smartbooth.experiments.verdict.counts import Impossible
from smartbooth.experiments.verdict.duration import HOPELESS, duration

DIFFERENCES = (5, 10, 20, 30, 50)  # per cent: a word changed, a headline, another offer, another page
USUAL = 20
YEAR = 365
FIGURES = (
    2  # of visitors and rate that a duration is reckoned from: what it is worth, and so asked for anew seldom
)
DAYS = 21  # beyond, weeks are said (as shown/time.py does)
WEEKS = 26  # … and beyond, months
KEPT = 512  # durations remembered: some 5 ms each to reckon, and a page asks for five


@dataclass(frozen=True)
class Effort:
    """`days`: until a difference of `difference` per cent is found four times in five; infinite where the rate leaves
    no room for it. `width`: of its bar, per cent."""

    difference: int
    days: float
    width: float = 0.0

    @property
    def hopeless(self) -> bool:
        return self.days > HOPELESS

    @property
    def share(self) -> str:
        return names.axis_percent(self.difference / 100)

    @property
    def time(self) -> str:
        return spoken(self.days)


def efforts(
    traffic: Traffic, versions: int, differences: Sequence[int] = DIFFERENCES, alpha: float = 0.05
) -> list[Effort]:
    """Ascending differences. The longest bar is the longest wait that is worth it; what takes more is as long."""
    found = [Effort(one, _days(traffic, one, versions, alpha)) for one in differences]
    longest = max((one.days for one in found if not one.hopeless), default=float(HOPELESS))
    if any(one.hopeless for one in found):
        longest = float(HOPELESS)
    return [Effort(one.difference, one.days, round(100 * min(1.0, one.days / longest), 1)) for one in found]


def smallest(found: Sequence[Effort], wanted: int = USUAL) -> Effort | None:
    """The one to plan for: `wanted` per cent, or the next larger one that does not take more than a year."""
    return next((one for one in found if one.difference >= wanted and not one.hopeless), None)


def _days(traffic: Traffic, difference: int, versions: int, alpha: float) -> float:
    return _reckoned(_rounded(traffic.rate), difference, _rounded(traffic.visitors), versions, alpha)


def _rounded(value: float) -> float:
    return float(f"{value:.{FIGURES}g}")


@lru_cache(KEPT)
def _reckoned(rate: float, difference: int, visitors: float, versions: int, alpha: float) -> float:
    try:
        return duration(rate, difference / 100, visitors, versions, alpha).days
    except Impossible:  # half as many again of nearly everybody is more than everybody
        return math.inf


def spoken(days: float) -> str:
    """ "9 days", "6 weeks", "7 months"; beyond a year so many years. Rounded up: nobody minds being done sooner."""
    if math.isinf(days):
        return _("not at all")
    if days > YEAR:
        years = math.ceil(days / YEAR - 0.05)
        if years > MANY:
            return _("a lifetime")
        return ngettext("%(n)s year", "%(n)s years", years) % {"n": names.count(years)}
    if days > WEEKS * 7:
        months = math.ceil(days / 30.5)
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": names.count(months)}
    if days > DAYS:
        weeks = math.ceil(days / 7)
        return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": names.count(weeks)}
    whole = max(1, math.ceil(days))
    return ngettext("%(n)s day", "%(n)s days", whole) % {"n": names.count(whole)}


MANY = 100  # years: beyond, a number says nothing more


def sentence(traffic: Traffic, found: Sequence[Effort], doing: str) -> str:
    """ "At your traffic (140 visitors a day, 3% leave an address): 9 days for a difference of 20%." `doing`: "leave an
    address", as in that sentence."""
    visitors = max(1, round(traffic.visitors))
    a_day = ngettext("%(n)s visitor a day", "%(n)s visitors a day", visitors) % {"n": names.count(visitors)}
    told = {"visitors": a_day, "rate": names.percent(traffic.rate), "doing": doing}
    one, reachable = _telling(found)
    if reachable:
        text = _("At your traffic (%(visitors)s, %(rate)s %(doing)s): %(time)s for a difference of %(share)s.")
    else:
        text = _(
            "At your traffic (%(visitors)s, %(rate)s %(doing)s) even a difference of %(share)s takes %(time)s."
        )
    return text % {**told, "time": one.time, "share": one.share}


def supposed(found: Sequence[Effort]) -> str:
    """The same of numbers that were typed."""
    one, reachable = _telling(found)
    if reachable:
        return _("So: %(time)s for a difference of %(share)s.") % {"time": one.time, "share": one.share}
    return _("So even a difference of %(share)s takes %(time)s.") % {"time": one.time, "share": one.share}


def _telling(found: Sequence[Effort]) -> tuple[Effort, bool]:
    """The row a sentence speaks of, and whether it can be waited for: the usual one, the next that takes no more than a
    year, or the boldest."""
    one = smallest(found)
    return (one, True) if one is not None else (found[-1], False)
