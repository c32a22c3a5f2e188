"""The test under way, as its page shows it: who takes part, what they get, what they have brought so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from smartbooth.core import clock
from smartbooth.experiments import names
from smartbooth.experiments.desk import words
from smartbooth.experiments.models import Round
from smartbooth.experiments.rates import rate
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.launches.models import Launch, Split


@dataclass(frozen=True)
class Arm:
    """A version in a test, in words. `coming`: its share from the next full hour on, "" where that is the same."""

    letter: str
    idea: str
    share: str
    coming: str
    visitors: str
    goals: str
    rate: str
    running: bool
    best: bool
    change: SafeString | str = ""  # that it joins or leaves at the next full hour


@dataclass(frozen=True)
class Plan:
    """The shares of new visitors {letter: weight}, now and from `hour` on (None: nothing is to change)."""

    now: Mapping[str, int] = field(default_factory=dict)
    then: Mapping[str, int] = field(default_factory=dict)
    hour: int | None = None

    @classmethod
    def of(cls, launch: Launch) -> Plan:
        """One query. Runs inside the workspace."""
        splits = list(Split.objects.filter(launch=launch).order_by("-hour")[:2])
        coming = splits[0] if splits and splits[0].hour > clock.hour() else None
        now = next((one for one in splits if one.hour <= clock.hour()), None)
        shares = now.shares if now else {}
        return cls(shares, coming.shares if coming else shares, coming.hour if coming else None)


def part(shares: Mapping[str, int], letter: str) -> str:
    """Its share of new visitors: "50%"; a dash for none."""
    weight = shares.get(letter, 0)
    return names.percent(weight / sum(shares.values())) if weight else "–"


def arms(standing: Standing, ideas: Mapping[str, str], plan: Plan) -> list[Arm]:
    round_ = standing.round
    totals = standing.table(round_.goal).totals
    made, changes = [], words.changes(round_)
    for letter in round_.letters:
        visitors, goals = totals.get(letter, (0, 0))
        now, then = part(plan.now, letter), part(plan.then, letter)
        made.append(
            Arm(
                letter=letter, idea=ideas.get(letter, ""), share=now, coming=then if then != now else "",
                visitors=names.count(visitors), goals=names.count(goals), rate=names.percent(rate(goals, visitors)),
                running=letter in round_.running, best=letter == round_.best, change=changes.get(letter, ""),
            )
        )  # fmt: skip
    return made


def asked(standing: Standing) -> int:
    """Visitors so far, of all versions."""
    return sum(count.visitors for count in standing.cohorts.values())


def sentence(standing: Standing, buttons: Mapping[str, str]) -> SafeString:
    return words.under_way(standing.round, asked(standing), buttons)


def recorded(round_: Round, ideas: Mapping[str, str]) -> list[Arm]:
    """The same of a test that has ended, as it was recorded then. No query."""
    totals = round_.newest.get("totals") or {}
    made = []
    for letter in round_.letters:
        visitors, goals = totals.get(letter, (0, 0))
        made.append(
            Arm(
                letter=letter, idea=ideas.get(letter, ""), share="", coming="", visitors=names.count(visitors),
                goals=names.count(goals), rate=names.percent(rate(goals, visitors)), running=False,
                best=letter == round_.best,
            )
        )  # fmt: skip
    return made
