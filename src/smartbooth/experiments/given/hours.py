"""The counts of a test, hour by hour and version by version: what every figure is computed from.

`smartbooth judge` reads it as it is: its first five columns are that command's. Names are fixed and English: files are
for programs.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import COLUMNS, Standing
from smartbooth.tallies.cohorts import CohortCount

JUDGED = ["test", "variant", "impressions", "clicks", "hour"]
MORE = ["planned_share", "visitors", "asked", "confirmed", "clickers", "chosen"]
DIGITS = 6  # of a share, as in every file


def name(round_: Round) -> str:
    """What the test is called in a file, and the file itself: "aurora-2"."""
    return f"{round_.launch.slug}-{round_.number}"


def rows(now: Standing) -> list[dict[str, Any]]:
    """A row an hour and version, ascending, the control first. `impressions` are `visitors`, first seen in the hour
    that begins at `hour` (UTC); `clicks` are those of them who reached the test's goal, whenever. Hours in which nobody
    came are left out. `planned_share` is None where it is not known."""
    goal = COLUMNS[now.round.goal]
    return [
        _row(now, hour, letter, now.cohorts.get((hour, letter), CohortCount()), goal)
        for hour in now.hours
        for letter in now.round.letters
    ]


def _row(now: Standing, hour: int, letter: str, counted: CohortCount, goal: str) -> dict[str, Any]:
    weights = now.shares.get(hour, {})
    whole = sum(weights.get(one, 0) for one in now.round.letters)
    return {
        "test": name(now.round), "variant": letter, "impressions": counted.visitors,
        "clicks": getattr(counted, goal), "hour": utc(clock.hour_start(hour)),
        "planned_share": round(weights.get(letter, 0) / whole, DIGITS) if whole else None,
        "visitors": counted.visitors, "asked": counted.asked, "confirmed": counted.signups,
        "clickers": counted.clickers, "chosen": counted.chosen,
    }  # fmt: skip


def utc(moment: datetime) -> str:
    """ISO 8601 in UTC: "2026-11-04T12:00:00Z"."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
