"""Before everybody is sent to one version: which one looks best so far, where it is another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from smartbooth.experiments import names
from smartbooth.experiments.desk.under_way import part
from smartbooth.experiments.rates import rate
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown.compare import ranked
from smartbooth.experiments.verdict.states import State


@dataclass(frozen=True)
class Choice:
    """A version to send everybody to. `remark`: "C looks better so far: 4.1% against 3.2%", "" for none."""

    letter: str
    remark: str


def choices(now: Standing) -> list[Choice]:
    """Those that run, the one that had won first."""
    letters = sorted(now.round.running, key=lambda x: x != now.round.best)
    return [Choice(letter, remark(now, letter)) for letter in letters]


def remark(now: Standing, letter: str) -> str:
    """The rates are said where they say the same as the hours one by one (shown/compare.py)."""
    totals = now.verdict.totals if now.verdict and now.state != State.UNTRUSTED else {}
    if not any(goals for _visitors, goals in totals.values()):
        return ""
    first = now.round.best or next(iter(ranked(now)), letter)
    if letter == first or first not in now.round.running:
        return ""
    told = {"first": first.upper()}
    if now.round.best:
        return _("%(first)s has won.") % told
    rates = {x: rate(goals, visitors) for x, (visitors, goals) in totals.items()}
    best, own = rates[first], rates.get(letter)
    if best is None or own is None or best <= own:
        return _("%(first)s looks better so far.") % told
    told |= {"best": names.percent(best), "own": names.percent(own)}
    return _("%(first)s looks better so far: %(best)s against %(own)s.") % told


def shares(weights: Mapping[str, int], letters: list[str]) -> str:
    """ "A 30%, B 70%" of {letter: weight}."""
    return ", ".join(f"{x.upper()} {part(weights, x)}" for x in sorted(letters) if weights.get(x))
