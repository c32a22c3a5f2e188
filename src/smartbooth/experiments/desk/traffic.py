"""What a launch's own last days say about how long a test would take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import COLUMNS
from smartbooth.tallies.cohorts import CohortCount, cohorts

DAYS = 14  # two weeks: weekends are in it, and what was usual last month is not
FEWEST = 5  # goals from which on a rate is more than a guess: within a factor of two, nine times in ten
SHORTEST = 24  # hours of counts from which a day's traffic may be told: a night is not a day
HIGHEST = 0.9  # a rate that a page can still better by half; nothing is planned beyond

Counts = Mapping[tuple[int, str], CohortCount]


@dataclass(frozen=True)
class Traffic:
    """Visitors a day, and the share of them who reach the goal, between 0 and 1."""

    visitors: float
    rate: float


@dataclass(frozen=True)
class Recent:
    """The launch's counts of the last DAYS days, up to the last full hour. `days`: how many of them had begun. `begun`:
    anything was counted in them, or in the hour that runs."""

    counts: Counts
    days: float
    begun: bool = False

    def of(self, goal: str) -> Traffic | None:
        """What they say for a test of that goal; None where they say too little."""
        visitors = sum(count.visitors for count in self.counts.values())
        goals = sum(getattr(count, COLUMNS[goal]) for count in self.counts.values())
        if self.days * 24 < SHORTEST or goals < FEWEST or goals > visitors * HIGHEST:
            return None
        return Traffic(visitors / self.days, goals / visitors)

    @property
    def visitors(self) -> float | None:
        """A day; None where a day's traffic cannot be told yet."""
        total = sum(count.visitors for count in self.counts.values())
        return total / self.days if total and self.days * 24 >= SHORTEST else None


def recent(launch: str) -> Recent:
    """One query. Runs inside the workspace. Whoever was first seen just now had no time to reach a goal: the hour that
    runs is left out."""
    now = clock.hour()
    found = cohorts(launch, now - DAYS * 24, now)
    counts = {key: count for key, count in found.items() if key[0] < now}
    first = min((hour for hour, _letter in counts), default=now)
    return Recent(counts, (now - first) / 24, begun=bool(found))


def usual(found: Recent, round_goals: tuple[str, ...] = (Round.LEAD, Round.CLICK)) -> Traffic | None:
    """For whichever of the goals something can be said, the first."""
    return next((traffic for goal in round_goals if (traffic := found.of(goal)) is not None), None)
