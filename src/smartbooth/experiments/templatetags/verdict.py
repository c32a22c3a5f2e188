"""What a letter says of a test's numbers, in the words of the results page."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from smartbooth.experiments import names
from smartbooth.experiments.messages import OPEN, PARTS
from smartbooth.experiments.models import Round
from smartbooth.experiments.rates import rate
from smartbooth.experiments.shown import decided, goals, shares
from smartbooth.experiments.shown.compare import inverse
from smartbooth.experiments.verdict.states import State

register = template.Library()


@register.filter
def counted(version: Mapping[str, Any]) -> str:
    """ "B “Price first”: 12.3% of 4,100 visitors"; `version` as messages.TestDecided has it."""
    name = version["letter"].upper()
    if version["idea"]:
        name = _("%(letter)s “%(idea)s”") % {"letter": name, "idea": version["idea"]}
    visitors = version["visitors"]
    text = ngettext("%(rate)s of %(n)s visitor", "%(rate)s of %(n)s visitors", visitors)
    found = text % {"rate": names.percent(rate(version["goals"], visitors)), "n": names.count(visitors)}
    return pgettext("a version and what it brought", "%(version)s: %(found)s") % {"version": name, "found": found}


@register.filter
def shared(version: Mapping[str, Any]) -> str:
    """ "A: 56.0% seen, 50.0% planned"; `version` as messages.TestDoubted has it."""
    found = shares.said(version["seen"] / PARTS, version["planned"] / PARTS)
    told = {"version": version["letter"].upper(), "found": found}
    return pgettext("a version and what it brought", "%(version)s: %(found)s") % told


@register.simple_tag
def gain(verdict: str, best: str, rival: str, low: int, high: int, goal: str) -> str:
    """By how much, as the results page says it; "" where there is nothing to say. See messages.TestDecided."""
    if low == high == OPEN:
        return ""
    lift = (low / PARTS, math.inf if high == OPEN else high / PARTS)
    what = goals.noun(Round.CLICK if goal == Round.BUTTON else goal, "")
    if verdict == State.SAME:
        return decided.between(rival, lift)
    if verdict == State.CONTROL:
        return decided.fewer(rival, what, (inverse(lift[1]), inverse(lift[0])), best)
    return decided.more(best, what, lift, rival)
