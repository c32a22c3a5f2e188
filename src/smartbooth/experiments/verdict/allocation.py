"""The split that follows what is seen, for who asked for it: Thompson sampling, updated at most hourly."""

from __future__ import annotations

from collections.abc import Sequence

from smartbooth.experiments.verdict.best import chances
from smartbooth.experiments.verdict.counts import Counts, Impossible

LEAST = 0.10  # share that each variant keeps: without visitors nobody could see that it has become better


def shares(totals: Sequence[Counts]) -> list[float]:
    """Each variant's share of the next hour: LEAST at least, and the rest by its chance to be best, which is
    computed and not drawn, so that the same counts give the same split. They sum to 1.

    `totals`: visitors and goals of the variants that run. Raises Impossible ("goals", "letters").
    """
    if not totals:
        raise Impossible("letters")
    if any(not 0 <= goals <= visitors for visitors, goals in totals):
        raise Impossible("goals")
    floor = min(LEAST, 1 / len(totals))
    free = 1 - floor * len(totals)
    best = chances([goals for _, goals in totals], [visitors for visitors, _ in totals])
    return [floor + free * chance for chance in best]
