"""What was counted beside what was played: equal for every variant, or not."""

import time
from collections.abc import Callable, Iterable

from django.db.models import Sum

from smartbooth.accounts.tenancy import everywhere
from smartbooth.cli.doctor.service import unfolded
from smartbooth.cli.replay.build import Built
from smartbooth.cli.replay.line import Counted, Line
from smartbooth.tallies.models import Drop, Hourly

PATIENCE = 60.0  # seconds the fold may stand still before a replay stops waiting for it
QUIET = 4.0  # seconds without a change that are enough when nothing is left to fold
EVERY = 0.2  # seconds between two looks


def tallies(launches: Iterable[str]) -> dict[tuple[str, str], Counted]:
    """(launch, letter) -> (visitors, clickers), over all hours."""
    with everywhere():
        found = (
            Hourly.objects.filter(launch__in=list(launches))
            .values_list("launch", "variant")
            .annotate(visitors=Sum("visitors"), clickers=Sum("clickers"))
        )
        return {(launch, letter): (visitors, clickers) for launch, letter, visitors, clickers in found}


def dropped_robots(launches: Iterable[str]) -> dict[str, int]:
    with everywhere():
        rows = Drop.objects.filter(launch__in=list(launches), reason="robot").values_list("launch")
        return dict(rows.annotate(count=Sum("count")))


def lines(built: list[Built], robots: int) -> list[Line]:
    """Every variant of every launch, and each launch's dropped robots (`robots` asked for each)."""
    ids = [launch.id for launch in built]
    counted, dropped = tallies(ids), dropped_robots(ids)
    found = []
    for launch in built:
        for version in launch.test.versions:
            expected = (version.impressions, version.clicks)
            found.append(
                Line(launch.slug, version.letter, expected, counted.get((launch.id, version.letter), (0, 0)))
            )
        if robots:
            found.append(Line(launch.slug, "*", (robots, 0), (dropped.get(launch.id, 0), 0)))
    return found


def settled(look: Callable[[], list[Line]], tick: Callable[[int], None]) -> list[Line]:
    """Look until all is equal, or nothing moves any more. `tick` hears the visitors counted so far."""
    last, since = -1, time.monotonic()
    while True:
        seen = look()
        total = sum(sum(line.counted) for line in seen)
        tick(sum(line.counted[0] for line in seen if line.letter != "*"))
        if all(line.equal for line in seen):
            return seen
        if total != last:
            last, since = total, time.monotonic()
        elif time.monotonic() - since > (PATIENCE if unfolded() else QUIET):
            return seen
        time.sleep(EVERY)
