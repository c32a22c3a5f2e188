"""The tests a launch has had, newest first: what competed, what came out, what was learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from smartbooth.core import clock
from smartbooth.experiments.desk import words
from smartbooth.experiments.desk.under_way import Arm, recorded
from smartbooth.experiments.models import Round
from smartbooth.experiments.shown.moments import span
from smartbooth.launches.models import Launch, Split

PAGE = 20  # tests shown at once: more than most launches ever have


@dataclass(frozen=True)
class Past:
    """A test of the history, in words."""

    round: Round
    span: str
    goal: str
    outcome: str
    ended: str
    since: SafeString | str
    arms: list[Arm] = field(default_factory=list)

    @property
    def waiting(self) -> bool:
        return waiting(self.round)

    @property
    def mark(self) -> SafeString:
        """The hour until which it goes on."""
        return words.mark(self.round.ended_hour or 0)


def past(
    launch: Launch, ideas: Mapping[str, str], buttons: Mapping[str, str], before: int | None, open_: bool
) -> list[Past]:
    """At most PAGE + 1 (one more says that there are more), with a number below `before`. `open_`: a test is under way.
    Two queries."""
    rounds = Round.objects.filter(launch=launch, ended_hour__isnull=False)
    if before is not None:
        rounds = rounds.filter(number__lt=before)
    found = list(rounds.order_by("-number")[: PAGE + 1])
    hours = [one.ended_hour for one in found if one.ended_hour is not None]
    splits = dict(Split.objects.filter(launch=launch, hour__in=hours).values_list("hour", "shares"))
    newest = found[0].pk if found and before is None and not open_ else None
    return [told(one, ideas, buttons, splits.get(one.ended_hour or 0, {}), one.pk == newest) for one in found]


def told(
    round_: Round, ideas: Mapping[str, str], buttons: Mapping[str, str], shares: Mapping[str, int], still: bool
) -> Past:
    """`shares`: of new visitors from its end on; `still`: no test came after it."""
    return Past(
        round=round_, span=span(round_), goal=words.goal(round_, buttons),
        outcome=words.outcome(round_, buttons.get(round_.button, "")),
        ended=str(words.ENDED.get(round_.ended_why, "")), since=words.shown(round_, shares, still),
        arms=recorded(round_, ideas),
    )  # fmt: skip


def waiting(round_: Round) -> bool:
    """Whether it goes on until an hour to come, by a decision that can be taken back until then."""
    decided = round_.ended_why in (Round.CHOSEN, Round.STOPPED, Round.WINNER)
    return decided and round_.ended_hour is not None and round_.ended_hour > clock.hour()
