"""What open tests come to at this moment, for a list of many: where it is more than that it is too early to say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import standing
from smartbooth.experiments.shown.moments import at
from smartbooth.experiments.verdict.states import State
from smartbooth.tallies.models import Cohort


def present(rounds: Sequence[Round]) -> dict[str, str]:
    """{a test's key: a sentence} of those of which there is one. One query and, for each whose owners were warned of
    its numbers, two more: they are few, and may be trusted again. Runs inside the workspace."""
    open_ = [one for one in rounds if one.open]
    seen = _visited(open_)
    said = {one.pk: _said(one, one.launch_id in seen) for one in open_}
    return {key: text for key, text in said.items() if text}


def ending(round_: Round) -> str:
    """ "It ends at 15:00 CET." of one that is about to, else ""."""
    if round_.ended_hour is None or round_.ended_hour <= clock.hour():
        return ""
    return _("It ends at %(moment)s.") % {"moment": at(round_.ended_hour)}


def _said(round_: Round, visited: bool) -> str:
    if round_.begun_hour > clock.hour():
        return _("The test begins at %(moment)s.") % {"moment": at(round_.begun_hour)}
    if not visited:
        return _("No visitors in this test yet.")
    if round_.alarmed_at and standing(round_).state == State.UNTRUSTED:
        return _("Its numbers cannot be trusted.")
    return ""


def _visited(rounds: Sequence[Round]) -> set[str]:
    """The launches (each has one open test) that had visitors since theirs began."""
    if not rounds:
        return set()
    either = reduce(or_, (Q(launch=one.launch_id, hour__gte=one.begun_hour) for one in rounds))
    found = Cohort.objects.filter(either, visitors__gt=0).order_by().values_list("launch", flat=True)
    return set(found.distinct())
