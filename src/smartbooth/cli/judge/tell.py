"""What was judged, for people and for programs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from smartbooth.cli.judge.decide import Decision
from smartbooth.cli.judge.read import Refusal
from smartbooth.experiments.verdict.judge import State
from smartbooth.experiments.verdict.pair import Pair

FAR = 10.0  # a lift from which on percentages say less than "more than ten times as many"


def summary(decisions: Sequence[Decision], refused: Sequence[Refusal]) -> dict[str, int]:
    """How many tests, how many of each state, and how many a z test would have called."""
    states = {state.value: sum(one.state is state for one in decisions) for state in State}
    return {
        "tests": len(decisions), **states, "refused": len(refused), "naive": sum(one.naive for one in decisions)
    }  # fmt: skip


def as_json(decisions: Sequence[Decision], refused: Sequence[Refusal], settings: dict[str, Any]) -> dict[str, Any]:
    """Open ends and numbers that are hidden are null."""
    return {
        **settings,
        "tests": [_object(one) for one in decisions],
        "refused": [asdict(one) for one in refused],
        "summary": summary(decisions, refused),
    }


def _object(one: Decision) -> dict[str, Any]:
    verdict = one.verdict
    variants = []
    for letter, (visitors, goals) in verdict.totals.items():
        pair = verdict.pairs.get(letter)
        variants.append({
            "variant": letter, "impressions": visitors, "clicks": goals,
            "log_e": _finite(pair.log_e) if pair else None,
            "lift": [_finite(end) for end in pair.lift] if pair else None,
            "estimate": _finite(pair.estimate) if pair else None,
            "chance": verdict.chances.get(letter),
            "share": verdict.seen[letter],
        })  # fmt: skip
    return {
        "test": one.test, "state": one.state.value, "winner": one.winner, "hour": one.hour, "naive": one.naive,
        "ratio_log_e": verdict.ratio_log_e, "variants": variants,
    }  # fmt: skip


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def sentence(one: Decision) -> str:
    """The state in words."""
    since = f" (since hour {one.hour})" if one.hour is not None else ""
    return {
        State.KEEP: "keep collecting: too early to say",
        State.WINNER: f"{one.winner} wins{since}",
        State.CONTROL: f"{one.winner} wins, the control{since}",
        State.SAME: "no difference that matters",
        State.UNTRUSTED: "these numbers cannot be trusted: visitors came in other shares than planned",
    }[one.state]


def lines(one: Decision) -> list[str]:
    """The test as a table: its state, then a row a variant."""
    totals = one.verdict.totals
    wide = max(len("variant"), *map(len, totals))
    told = [f"{one.test}: {sentence(one)}", f"  {'variant':<{wide}} {'visitors':>11} {'goals':>9} {'rate':>8}"]
    control = next(iter(totals))
    if one.verdict.pairs:
        told[1] += f"  {'log E':>7}  lift against {control}"
    for letter, (visitors, goals) in totals.items():
        rate = f"{100 * goals / visitors:.2f} %" if visitors else "–"
        row = f"  {letter:<{wide}} {visitors:>11,} {goals:>9,} {rate:>8}"
        pair = one.verdict.pairs.get(letter)
        told.append(f"{row}  {pair.log_e:>7.2f}  {_span(pair)}" if pair else row)
    return told


def _span(pair: Pair) -> str:
    low, high = pair.lift
    if low == -1 and high == math.inf:
        return "anything yet"
    return f"{_percent(low)} to {_percent(high)}" if high < math.inf else f"{_percent(low)} or more"


def _percent(lift: float) -> str:
    return f"{lift + 1:,.0f}×" if lift >= FAR else f"{100 * lift:+.1f} %"


def last_line(counts: dict[str, int], equal_split: bool) -> str:
    tests = "1 test" if counts["tests"] == 1 else f"{counts['tests']:,} tests"
    told = (
        f"{tests}: {counts['winner']:,} with a winner, {counts['control']:,} won by the control, "
        f"{counts['same']:,} without a difference that matters, {counts['keep']:,} to go on with, "
        f"{counts['untrusted']:,} not to be trusted. A z test at 95 % would have called {counts['naive']:,}."
    )
    return told if equal_split else f"{told} Shares of visitors were not checked (--equal-split)."
