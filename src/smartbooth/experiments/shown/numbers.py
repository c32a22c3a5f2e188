"""The verdict's numbers, ready to print: what is behind the fold."""

from __future__ import annotations

import math
from typing import Any

from django.utils.translation import gettext as _

from smartbooth.experiments import names
from smartbooth.experiments.rates import rate
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown import goals
from smartbooth.experiments.shown.compare import Look, judged, look
from smartbooth.experiments.shown.facts import Facts
from smartbooth.experiments.shown.sizes import near, range_, signed
from smartbooth.experiments.verdict.judge import Pair
from smartbooth.experiments.verdict.ratio import ALARM
from smartbooth.experiments.verdict.states import State

MANY = 1_000_000  # from here on an evidence is not written out


def numbers(now: Standing, known: Facts) -> dict[str, Any]:
    """{"goal": heading, "rows": a version each, "shares": a version each, "ratio": sentence}. No goals, rates or
    comparisons where the numbers cannot be trusted."""
    hidden = now.state == State.UNTRUSTED
    return {
        "goal": goals.heading(now.round.goal, known.label),
        "hidden": hidden,
        "rows": [_row(now, letter, hidden) for letter in now.round.letters],
        "needed": names.count(needed(now)),
        "control": now.round.control,
        "several": len(now.round.letters) > 2,
        "hourly": any(not one.agrees and math.isfinite(one.plain) for one in _looks(now, hidden)),
        "chances": bool(now.verdict and any(now.verdict.chances.values())),
        "ratio": _ratio(now),
    }


def _looks(now: Standing, hidden: bool) -> list[Look]:
    if now.verdict is None or hidden:
        return []
    return [look(now.verdict, letter, now.round.control) for letter in now.verdict.pairs]


def needed(now: Standing) -> float:
    """The evidence at which a pair is told apart: with K versions a winner beats K - 1 others."""
    return max(1, len(now.round.arms) - 1) / now.round.alpha


def _row(now: Standing, letter: str, hidden: bool) -> dict[str, Any]:
    verdict = now.verdict
    visitors, goals_ = totals(now)[letter]
    row: dict[str, Any] = {
        "letter": letter,
        "visitors": names.count(visitors),
        "goals": "–" if hidden else names.count(goals_),
        "rate": "–" if hidden else names.percent(rate(goals_, visitors)),
        "retired": letter not in judged(now),
        "lift": "", "range": "", "evidence": "", "chance": "",
        "planned": names.percentage(verdict.planned.get(letter, 0.0), 1) if verdict else "–",
        "seen": names.percentage(verdict.seen.get(letter, 0.0), 1) if verdict else "–",
    }  # fmt: skip
    if verdict is not None and not hidden:
        pair = verdict.pairs.get(letter)
        chance = verdict.chances.get(letter)
        row |= {"range": range_(pair.lift), "evidence": evidence(pair), "lift": _lift(pair)} if pair else {}
        row |= {"chance": _chance(chance)} if chance is not None and letter in judged(now) else {}
    return row


def _lift(pair: Pair) -> str:
    """Between the two rates of the table, as one would reckon it oneself, or as the hours have it: "+31%"; "" where the
    control has none."""
    return signed(pair.told, near(pair.told)) if math.isfinite(pair.rates) else ""


def totals(now: Standing) -> dict[str, tuple[int, int]]:
    """{letter: (visitors, goals)}, also where there is no verdict."""
    if now.verdict is not None:
        return now.verdict.totals
    return now.table(now.round.goal).totals


def evidence(pair: Pair) -> str:
    """How much likelier the counts are with some difference than with none: "3.4"."""
    if pair.log_e >= math.log(MANY):
        return _("over a million")
    value = math.exp(pair.log_e)
    return names.decimal(value, 0 if value >= 10 else 1 if value >= 1 else 2)


def _chance(chance: float) -> str:
    """Never "0%" nor "100%": that would be certainty."""
    if chance > 0.99:
        return _("over %(share)s") % {"share": names.percentage(0.99, 0)}
    if chance < 0.01:
        return _("under %(share)s") % {"share": names.percentage(0.01, 0)}
    return names.percentage(chance, 0)


def _ratio(now: Standing) -> str:
    verdict = now.verdict
    if verdict is None or verdict.ratio_log_e is None:
        return ""
    if verdict.ratio_log_e >= ALARM:
        return _("Visitors did not come in the shares that were planned.")
    return _("Visitors came in the shares that were planned, as far as chance lets one tell.")
