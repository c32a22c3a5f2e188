"""Everything about a test as JSON: what was asked, what was planned, what came, and what it means.

FORMAT is raised when a name goes or changes its meaning; new names may come any time. An interval's open end and a
figure that there is not are null; all other numbers are finite. Lifts are relative (0.2: 20 % more).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from smartbooth.core import clock
from smartbooth.experiments.given import hours
from smartbooth.experiments.given.hours import utc
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.verdict.judge import Pair, Verdict
from smartbooth.launches.models import Variant

FORMAT = 1


def facts(now: Standing, learned: bool) -> dict[str, Any]:
    """`learned`: with the owner's own note, which is nobody else's. One query. Runs inside the workspace."""
    round_, verdict = now.round, now.verdict
    told = _asked(round_) | ({"learned": round_.learned} if learned else {})
    return {
        "format": FORMAT,
        "at": utc(clock.now()),
        "test": told,
        "versions": _versions(now),
        "split": _split(now.shares),
        "state": now.state.value,
        "problem": now.problem or (verdict.problem if verdict else ""),
        "decided": _decided(round_),
        "pairs": _pairs(verdict),
        "duels": [_pair(pair) for pair in verdict.duels.values()] if verdict else [],
        "chances": {x: _finite(p) for x, p in verdict.chances.items()} if verdict else {},
        "guards": {goal: _pairs(judged) for goal, judged in now.guards().items()},
        "sample_ratio": {"log_e": _finite(verdict.ratio_log_e)} if verdict else None,
        "hours": hours.rows(now),
    }


def _asked(round_: Round) -> dict[str, Any]:
    return {
        "name": hours.name(round_), "number": round_.number, "launch": round_.launch.name,
        "goal": round_.goal, "button": round_.button, "control": round_.control, "alpha": round_.alpha,
        "margin": round_.margin / 100, "by_itself": round_.by_itself, "adaptive": round_.adaptive,
        "keep_back": round_.keep_back / 100, "begun": _begins(round_.begun_hour),
        "ended": _begins(round_.ended_hour), "ended_why": round_.ended_why, "shown": round_.shown,
    }  # fmt: skip


def _versions(now: Standing) -> list[dict[str, Any]]:
    """`planned` and `seen`: the shares of all visitors; null while there is no verdict."""
    ideas = dict(Variant.objects.filter(launch=now.round.launch_id).values_list("letter", "idea"))
    table, verdict = now.table(now.round.goal), now.verdict
    sums = zip(table.visitors.sum(axis=0).tolist(), table.goals.sum(axis=0).tolist(), strict=True)
    return [
        {
            "letter": letter, "idea": ideas.get(letter, ""), "from": _begins(now.round.arms[letter]["from"]),
            "until": _begins(now.round.arms[letter]["until"]), "visitors": visitors, "goals": goals,
            "planned": _finite(verdict.planned.get(letter)) if verdict else None,
            "seen": _finite(verdict.seen.get(letter)) if verdict else None,
        }
        for letter, (visitors, goals) in zip(table.letters, sums, strict=True)
    ]  # fmt: skip


def _split(shares: Mapping[int, Mapping[str, int]]) -> list[dict[str, Any]]:
    """Each change of the plan: from which hour on, and the weights by letter."""
    changes: list[dict[str, Any]] = []
    before: Mapping[str, int] | None = None
    for hour in sorted(shares):
        if shares[hour] != before:
            changes.append({"from": _begins(hour), "weights": dict(shares[hour])})
        before = shares[hour]
    return changes


def _decided(round_: Round) -> dict[str, Any] | None:
    """The verdict that was reached, for good, with its numbers of that moment; null until then."""
    if not round_.reached:
        return None
    return {
        "verdict": round_.verdict,
        "best": round_.best or None,
        "at": _moment(round_.reached_at),
        "found": _found(round_.found),
    }


def _found(found: dict[str, Any] | None) -> dict[str, Any] | None:
    """The record of that moment, its hour as a time like all others."""
    kept = found and {name: value for name, value in found.items() if name != "now"}
    return kept and kept | {"hour": _begins(kept.get("hour"))}


def _pairs(verdict: Verdict | None) -> dict[str, Any]:
    return {letter: _pair(pair) for letter, pair in verdict.pairs.items()} if verdict else {}


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "control": pair.control, "treatment": pair.treatment, "log_e": _finite(pair.log_e),
        "log_odds_ratio": [_finite(end) for end in pair.odds], "lift": [_finite(end) for end in pair.lift],
        "estimate": _finite(pair.estimate), "told": _finite(pair.told),
    }  # fmt: skip


def _finite(value: float | None) -> float | None:
    return round(value, hours.DIGITS) if value is not None and math.isfinite(value) else None


def _begins(hour: int | None) -> str | None:
    return None if hour is None else utc(clock.hour_start(hour))


def _moment(value: datetime | None) -> str | None:
    return None if value is None else utc(value)
