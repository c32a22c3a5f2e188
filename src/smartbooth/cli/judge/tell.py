"""What was judged, for people and for programs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from smartbooth.cli.judge.decide import Decision
from smartbooth.cli.judge.digits import percentages, span
from smartbooth.cli.judge.plain import plain
from smartbooth.cli.judge.read import Counted
from smartbooth.experiments.verdict.judge import State


def summary(decisions: Sequence[Decision], counted: Counted) -> dict[str, int]:
    """How many tests were judged, how many came to each state, how many tests or rows were refused, and how many a z
    test would have called."""
    states = {state.value: sum(one.state is state for one in decisions) for state in State}
    return {
        "tests": len(decisions), **states, "refused": len(counted.refused) + counted.more,
        "naive": sum(one.naive for one in decisions)
    }  # fmt: skip


def as_json(decisions: Sequence[Decision], counted: Counted, settings: dict[str, Any]) -> dict[str, Any]:
    """Open ends and numbers that are hidden are null."""
    return {
        **settings,
        "tests": [_object(one) for one in decisions],
        "refused": [asdict(one) for one in counted.refused],
        "summary": summary(decisions, counted),
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
        "notes": list(one.notes), "ratio_log_e": verdict.ratio_log_e, "variants": variants,
    }  # fmt: skip


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def sentence(one: Decision) -> str:
    """The state in words."""
    since = f" (since hour {one.hour})" if one.hour is not None else ""
    winner = plain(one.winner or "")
    return {
        State.KEEP: "keep collecting: too early to say",
        State.WINNER: f"{winner} wins{since}",
        State.CONTROL: f"{winner} wins, the control{since}",
        State.SAME: f"no difference that matters{since}",
        State.UNTRUSTED: "these numbers cannot be trusted: visitors came in other shares than planned",
    }[one.state]


def lines(one: Decision) -> list[str]:
    """The test as a table: its state, then a row a variant, then what there is to note."""
    totals = one.verdict.totals
    names = {letter: plain(letter) for letter in totals}
    rates = percentages(list(totals.values()), one.winner is not None)
    wide = max(len("variant"), *map(len, names.values()))
    broad = max(8, *map(len, rates))
    told = [
        f"{plain(one.test)}: {sentence(one)}",
        f"  {'variant':<{wide}} {'visitors':>11} {'goals':>9} {'rate':>{broad}}",
    ]
    if one.verdict.pairs:
        told[1] += f"  {'log E':>7}  lift against {names[next(iter(totals))]}"
    for (letter, (visitors, goals)), rate in zip(totals.items(), rates, strict=True):
        row = f"  {names[letter]:<{wide}} {visitors:>11,} {goals:>9,} {rate:>{broad}}"
        pair = one.verdict.pairs.get(letter)
        told.append(f"{row}  {pair.log_e:>7.2f}  {span(pair)}" if pair else row)
    return [*told, *(f"  {note}" for note in one.notes)]


def last_line(counts: dict[str, int], equal_split: bool) -> str:
    if not counts["tests"]:
        return f"No test was judged, {counts['refused']:,} refused."
    tests = "1 test" if counts["tests"] == 1 else f"{counts['tests']:,} tests"
    refused = f" Besides, {counts['refused']:,} refused." if counts["refused"] else ""
    told = (
        f"{tests}: {counts['winner']:,} with a winner, {counts['control']:,} won by the control, "
        f"{counts['same']:,} without a difference that matters, {counts['keep']:,} to go on with, "
        f"{counts['untrusted']:,} not to be trusted.{refused} "
        f"A z test at 95 % would have called {counts['naive']:,}."
    )
    return told if equal_split else f"{told} Shares of visitors were not checked (--equal-split)."
