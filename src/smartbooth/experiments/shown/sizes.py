"""How much better or worse, in words. What is said is never narrower than what is known: an interval's lower end is
rounded down, its upper end up.

A lift is relative: 0.2 is a fifth more, -0.2 a fifth fewer; -1 (nobody any more) and infinity are ends still open.
"""

from __future__ import annotations

import math
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from smartbooth.experiments import names

ALIKE = 0.005  # below half a per cent two versions "look alike"
DIGITS = 9  # behind the point of a percentage: what is closer to a whole number is one (0.29 * 100 is not 29)


def size(lift: float, down: bool) -> str:
    """|lift| as a percentage, rounded towards less (`down`) or more: "20%". Whole from 1 % on, else as fine as it takes
    not to become nothing."""
    share = round(abs(lift) * 100, DIGITS)
    for places in range(3):
        step = 10**places
        scaled = round(share * step, DIGITS - 2)
        whole = (math.floor if down == (lift >= 0) else math.ceil)(scaled)
        if whole or not share:
            break
    return _written(Decimal(whole) / step)


def near(lift: float) -> str:
    """|lift| as the nearest percentage: for an estimate; "" for an infinite one."""
    if math.isinf(lift):
        return ""
    return _written(Decimal(round(abs(lift) * 100)))


def _written(number: Decimal) -> str:
    places = max(0, -int(number.normalize().as_tuple().exponent))
    return names.percentage(float(number) / 100, places)


def low_end(lift: float) -> str:
    """ "4% worse", "3% better": the lower end of an interval that is not open."""
    return _side(lift, size(lift, down=True))


def high_end(lift: float) -> str:
    return _side(lift, size(lift, down=False))


def _side(lift: float, written: str) -> str:
    if lift == 0:
        return pgettext("an end of an interval", "equally good")
    return (_("%(size)s better") if lift > 0 else _("%(size)s worse")) % {"size": written}


def fits(lift: tuple[float, float], name: str) -> str:
    """All that an interval leaves open, as half a sentence after a comma or a colon; `name` is the version whose
    estimate stands before it, as "B looks 20% better"."""
    low, high = lift
    opened = (low <= -1, math.isinf(high))
    if opened == (True, True):
        return _("%(looks)s, but anything is possible.") % {"looks": name}
    if opened == (True, False):
        return _most(high, name)
    if opened == (False, True):
        return _least(low, name)
    text = _("%(looks)s, but anything from %(low)s to %(high)s fits.")
    return text % {"looks": name, "low": low_end(low), "high": high_end(high)}


def _most(high: float, name: str) -> str:
    """The lower end is open."""
    text = (
        _("%(looks)s. All that is settled: at most %(size)s better.")
        if high >= 0
        else _("%(looks)s. All that is settled: at least %(size)s worse.")
    )
    return text % {"looks": name, "size": size(high, down=False)}


def _least(low: float, name: str) -> str:
    """The upper end is open."""
    text = (
        _("%(looks)s. All that is settled: at least %(size)s better.")
        if low > 0
        else _("%(looks)s. All that is settled: at most %(size)s worse.")
    )
    return text % {"looks": name, "size": size(low, down=True)}


def range_(lift: tuple[float, float]) -> str:
    """An interval as a table's cell or a label says it: "−4% to +51%", "at least −4%", "nothing known yet"."""
    low, high = lift
    if low <= -1 and math.isinf(high):
        return pgettext("an interval", "nothing known yet")
    if low <= -1:
        return pgettext("an interval", "at most %(high)s") % {"high": signed(high, size(high, down=False))}
    least = signed(low, size(low, down=True))
    if math.isinf(high):
        return pgettext("an interval", "at least %(low)s") % {"low": least}
    ends = {"low": least, "high": signed(high, size(high, down=False))}
    return pgettext("an interval", "%(low)s to %(high)s") % ends


def signed(lift: float, written: str) -> str:
    """With its sign; an estimate of less than half a per cent either way is "±0%"."""
    return ("±" if written == near(0.0) else "+" if lift > 0 else "−") + written
