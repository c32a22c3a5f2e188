"""How much longer a test will take, in words."""

from __future__ import annotations

import math

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartbooth.core import clock
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.verdict.remaining import remaining

DAYS = 21  # from here on weeks are said: nobody plans by the day so far ahead
WEEKS = 26  # … and from here on months


def left(now: Standing) -> str:
    """ "About 6 more days at this traffic."; "" for a test that has ended and where it cannot be told yet."""
    if not now.round.open:
        return ""
    table = now.table(now.round.goal)
    days = remaining(table, now.plan, clock.hour())
    if days == 0:  # the worker looks at each test several times a minute
        return _("It is about to be decided.")
    if days is None:
        return ""
    return f"{said(days)} {weighs(days)}".strip()


def weighs(days: float) -> str:
    """What a long wait is reckoned with: the calculator, beside it, takes one difference each. "" for a short one."""
    if not DAYS <= days < math.inf:
        return ""
    return _("That weighs all differences that are still possible: early leads shrink.")


def said(days: float) -> str:
    if math.isinf(days):
        return _("At this traffic it would take more than a year: a bolder change is found sooner.")
    if days < 1:
        n = max(1, math.ceil(days * 24))
        text = ngettext("About %(n)s more hour at this traffic.", "About %(n)s more hours at this traffic.", n)
    elif days < DAYS:
        n = math.ceil(days)
        text = ngettext("About %(n)s more day at this traffic.", "About %(n)s more days at this traffic.", n)
    elif days < WEEKS * 7:
        n = round(days / 7)
        text = ngettext("About %(n)s more week at this traffic.", "About %(n)s more weeks at this traffic.", n)
    else:
        n = round(days / 30.4)
        text = ngettext("About %(n)s more month at this traffic.", "About %(n)s more months at this traffic.", n)
    return text % {"n": n}
