"""A test's numbers as they were when it was decided or ended: what its history shows for good."""

from __future__ import annotations

import math
from typing import Any

from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import Standing, standing
from smartbooth.experiments.verdict.judge import Pair


def of(round_: Round) -> dict[str, Any]:
    """See `numbers`. Runs inside the workspace."""
    return numbers(standing(round_))


def numbers(now: Standing) -> dict[str, Any]:
    """{"hour", "totals": {letter: [visitors, goals]}, "pairs": {letter: {"log_e", "lift": [low, high], "estimate",
    "told"}}}; an open end is null, "problem" says why there are no pairs."""
    totals = {letter: [0, 0] for letter in now.round.letters}
    table = now.table(now.round.goal)
    for column, letter in enumerate(table.letters):
        totals[letter] = [int(table.visitors[:, column].sum()), int(table.goals[:, column].sum())]
    verdict = now.verdict
    pairs = {letter: _pair(pair) for letter, pair in verdict.pairs.items()} if verdict else {}
    problem = now.problem or (verdict.problem if verdict else "")
    return {"hour": clock.hour(), "totals": totals, "pairs": pairs, "problem": problem}


def renewed(found: dict[str, Any] | None, now: Standing) -> dict[str, Any]:
    """What a test's record is once a verdict was reached: that moment's numbers stay, the present ones stand beside
    them."""
    return (found or {}) | {"now": numbers(now)}


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "log_e": round(pair.log_e, 6),
        "lift": [_end(pair.lift[0]), _end(pair.lift[1])],
        "estimate": _end(pair.estimate),
        "told": _end(pair.told),
    }


def _end(value: float) -> float | None:
    return round(value, 6) if math.isfinite(value) else None
