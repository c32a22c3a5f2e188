"""What the words about a test need beside its numbers: read once, at most three queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from smartbooth.core import clock
from smartbooth.experiments import buttons
from smartbooth.experiments.models import Round
from smartbooth.launches.models import Publication, Split


@dataclass(frozen=True)
class Facts:
    """`label`: the words on the chosen button, "" where the goal is another. `since`: the shares {letter: weight} that
    the test's end brought; `by`: the name of the account that ended it, "" where nobody did or it is not told;
    `changed`: others hold by now."""

    label: str = ""
    since: Mapping[str, int] = field(default_factory=dict)
    by: str = ""
    changed: bool = False


def facts(round_: Round, names: bool = False) -> Facts:
    """Runs inside the workspace. `names`: whether the reader may know who decided (the team may)."""
    since, by, changed = _end(round_)
    return Facts(_label(round_), since, by if names else "", changed)


def _label(round_: Round) -> str:
    if round_.goal != Round.BUTTON:
        return ""
    newest = Publication.objects.filter(launch=round_.launch_id).order_by("-number").first()
    return buttons.labels(newest).get(round_.button, "")


def _end(round_: Round) -> tuple[Mapping[str, int], str, bool]:
    """The split that begins where the test ends, who made it, and whether another one holds by now."""
    if round_.ended_hour is None:
        return {}, "", False
    splits = Split.objects.filter(launch=round_.launch_id)
    ended = splits.filter(hour__lte=round_.ended_hour).select_related("made_by").last()
    if ended is None:
        return {}, "", False
    newest = splits.filter(hour__lte=max(clock.hour(), round_.ended_hour)).last()
    named = ended.made_by.username if ended.made_by and ended.hour == round_.ended_hour else ""
    return ended.shares, named, newest != ended
