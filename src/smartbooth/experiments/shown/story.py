"""How a test came to where it stands: what could be true at some moments since it began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from smartbooth.core import clock
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown.compare import asked
from smartbooth.experiments.verdict.judge import Moment, history

MOST = 24  # moments: each a bar, with air between them on a wide page


@dataclass(frozen=True)
class Story:
    """`letters`: the versions compared with the control. `moments`: oldest first, the last is now."""

    control: str
    letters: Sequence[str]
    moments: Sequence[Moment]

    def thinned(self, most: int) -> Sequence[Moment]:
        """At most about `most` of them, evenly, the newest included."""
        step = -(-len(self.moments) // most)
        return self.moments[::-1][::step][::-1]


def story(now: Standing) -> Story | None:
    """None while there is nothing to compare: nobody who reached the goal, or numbers that cannot be trusted."""
    control = now.round.control
    verdict = now.verdict
    if verdict is None or not verdict.pairs or not now.hours:
        return None
    letters = [letter for letter in asked(now) if letter != control]
    goals = sum(verdict.totals[letter][1] for letter in (control, *letters))
    if not (letters and goals and verdict.totals[control][0]):
        return None
    table = now.table(now.round.goal)
    return Story(control, letters, [_told(one) for one in history(table, now.plan, hours(now))])


def _told(one: Moment) -> Moment:
    """With marks where the sentence and the table say them."""
    return replace(one, pairs={letter: replace(pair, estimate=pair.told) for letter, pair in one.pairs.items()})


def hours(now: Standing) -> list[int]:
    """Hours by whose ends it is told, MOST at most, evenly back from the present one or the test's last, to the first
    that had a visitor: time in which nobody came is as wide as any other."""
    end = now.round.ended_hour
    first, last = now.hours[0], clock.hour() if end is None else min(clock.hour(), end - 1)
    return list(range(last, first - 1, -max(1, -(-(last - first + 1) // MOST))))[::-1]
