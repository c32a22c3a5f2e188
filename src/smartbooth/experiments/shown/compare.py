"""Which versions a verdict compares, and how they look: read off its pairs."""

from __future__ import annotations

import math
from dataclasses import dataclass

from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.verdict.judge import Pair, Verdict

Lift = tuple[float, float]


@dataclass(frozen=True)
class Look:
    """`letter` compared with `rival`: the relative lift that the counts make likeliest hour by hour, all that they
    leave open, the one to say (Pair.told), and the one between the two rates, of all hours together, that a page shows
    beside it."""

    letter: str
    rival: str
    estimate: float
    lift: Lift
    told: float
    plain: float

    @property
    def agrees(self) -> bool:
        """Whether a reader would reckon the same from the rates."""
        return math.isclose(self.told, self.plain, abs_tol=1e-9)


def look(verdict: Verdict, letter: str, rival: str) -> Look:
    """Any two letters of the test. (A pair is kept once, in the table's order.)"""
    plain = between(verdict.totals[rival], verdict.totals[letter])
    if (rival, letter) in verdict.duels:
        pair: Pair = verdict.duels[rival, letter]
        return Look(letter, rival, pair.estimate, pair.lift, pair.told, plain)
    pair = verdict.duels[letter, rival]
    low, high = pair.lift
    return Look(letter, rival, inverse(pair.estimate), (inverse(high), inverse(low)), inverse(pair.told), plain)


def between(rival: tuple[int, int], letter: tuple[int, int]) -> float:
    """The relative lift between two rates, of (visitors, goals) each; NaN where it is none."""
    if not (rival[0] and rival[1] and letter[0]):
        return math.nan
    return (letter[1] / letter[0]) / (rival[1] / rival[0]) - 1


def inverse(lift: float) -> float:
    """How much more A gets than B, when B gets `lift` more than A."""
    if lift <= -1:
        return math.inf
    return 1 / (1 + lift) - 1 if math.isfinite(lift) else -1.0


def judged(now: Standing) -> list[str]:
    """The letters that may still win, the control first; all, where the test is left with one."""
    running = now.round.running
    return running if len(running) > 1 else now.round.letters


def asked(now: Standing) -> list[str]:
    """Those of them that had visitors."""
    totals = now.verdict.totals if now.verdict else {}
    return [letter for letter in judged(now) if totals.get(letter, (0, 0))[0]]


def ranked(now: Standing) -> list[str]:
    """The letters that had visitors, the likeliest best first. By the pairs with the control, which weigh each hour by
    itself; the control stands at no difference."""
    verdict = now.verdict
    if verdict is None:
        return []
    control = now.round.control
    lifts = {x: 0.0 if x == control else look(verdict, x, control).estimate for x in asked(now)}
    return sorted(lifts, key=lambda letter: (-lifts[letter], letter))


def rival(now: Standing, best: str) -> str:
    """Whom the best is compared with in words: the control or, where that is the best or gone, the next best."""
    if best != now.round.control and now.round.control in judged(now):
        return now.round.control
    return next((letter for letter in ranked(now) if letter != best), now.round.control)
