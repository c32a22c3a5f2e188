"""What the words about a test need beside its numbers: read once, at most three queries (five of a test that was ended
while its page was down)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.experiments import buttons
from smartbooth.experiments.models import Round
from smartbooth.launches.models import Publication, Split


@dataclass(frozen=True)
class Facts:
    """`label`: the words on the chosen button, "" where the goal is another. `since`: the shares {letter: weight} that
    the test's end brought; `by`: the name of the account that ended it, "" where nobody did or it is not told;
    `mine`: that is the reader's own; `changed`: others hold by now."""

    label: str = ""
    since: Mapping[str, int] = field(default_factory=dict)
    by: str = ""
    mine: bool = False
    changed: bool = False


def facts(round_: Round, reader: User | None = None) -> Facts:
    """Runs inside the workspace. `reader`: one of the team, who may know who decided; None: somebody else."""
    since, by, changed = _end(round_)
    told = by if reader is not None else None
    return Facts(
        _label(round_), since, told.username if told else "", told is not None and told == reader, changed
    )


def _label(round_: Round) -> str:
    if round_.goal != Round.BUTTON:
        return ""
    newest = Publication.objects.filter(launch=round_.launch_id).order_by("-number").first()
    return buttons.labels(newest).get(round_.button, "")


def _end(round_: Round) -> tuple[Mapping[str, int], User | None, bool]:
    """The split that begins where the test ends, who made it, and whether another one holds by now."""
    if round_.ended_hour is None:
        return {}, None, False
    splits = Split.objects.filter(launch=round_.launch_id)
    ended = splits.filter(hour__lte=round_.ended_hour).select_related("made_by").last()
    if ended is not None and round_.shown and ended.hour < round_.ended_hour:
        ended = _published_since(round_, ended)
    if ended is None:
        return {}, None, False
    newest = splits.filter(hour__lte=max(clock.hour(), round_.ended_hour)).last()
    by = ended.made_by if ended.hour == round_.ended_hour else None
    return ended.shares, by, newest != ended


def _published_since(round_: Round, before: Split) -> Split | None:
    """The split of an end that made none. Of a test that ended while its page was down: what it was published with
    again, None until then; else the one that stays, `before`."""
    later = (
        Split.objects.filter(launch=round_.launch_id, hour__gt=round_.ended_hour).select_related("made_by").first()
    )
    if later is not None:
        return later if later.cause == Split.PUBLISH and round_.shown in later.shares else before
    live = Publication.objects.filter(launch=round_.launch_id, ended_at=None).exists()
    return before if live else None
