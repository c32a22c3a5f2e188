"""The demonstration's past days: visitors as journal lines, as the edge would have written them, drawn from a seed."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from smartbooth.core import clock
from smartbooth.journal.lines import AGAIN, CLICK, DROP, FIRST, NONE, SERVED, UNMEASURED, VIEW, Event

DAY = 24
RETURNS = 0.18  # share of visitors who come back once
BLOCKING = 0.03  # share of page views without a cookie
ROBOTS = 0.08  # robots for each visitor
# Visits by hour of the UTC day: quiet at night, a lunch break, a long evening.
CLOCK = (1, 1, 1, 1, 1, 2, 4, 6, 7, 7, 7, 9, 9, 7, 6, 6, 7, 8, 9, 10, 10, 8, 5, 2)
SOURCES = {
    ("direct", NONE): 30, ("google", NONE): 22, ("instagram", "teaser"): 14, ("instagram", NONE): 5,
    ("linkedin", NONE): 8, ("newsletter", "first-letter"): 12, ("facebook", NONE): 5, ("other", NONE): 4,
}  # fmt: skip
COUNTRIES = {
    "fr": {"FR": 70, "BE": 9, "CH": 7, "CA": 6, "LU": 2, "SN": 2, "MA": 2, "ZZ": 2},
    "en": {"GB": 34, "US": 26, "FR": 10, "DE": 8, "IE": 7, "NL": 5, "CA": 5, "ZZ": 5},
}
DEVICES = {"p": 57, "d": 38, "t": 5}


@dataclass(frozen=True)
class Stage:
    """Where visitors come to: a published launch, live since hour `start`, until before hour `end`."""

    workspace: str
    launch: str
    language: str
    start: int
    end: int


@dataclass(frozen=True)
class Crowd:
    """The visitors of one variant. `clickers` of them press `button`."""

    variant: str
    visitors: int
    clickers: int = 0
    button: str = NONE


def visitors(stage: Stage, crowd: Crowd, draw: random.Random) -> list[Event]:
    """The first view of each visitor, in order of time."""
    hours = range(stage.start, stage.end)
    weights = [_crowding(hour, stage.start) for hour in hours]
    countries = COUNTRIES[stage.language]
    found = []
    for hour in sorted(draw.choices(hours, weights, k=crowd.visitors)):
        ((source, campaign),) = draw.choices(list(SOURCES), list(SOURCES.values()))
        (country,) = draw.choices(list(countries), list(countries.values()))
        (device,) = draw.choices(list(DEVICES), list(DEVICES.values()))
        found.append(
            Event(
                hour,
                VIEW,
                stage.workspace,
                stage.launch,
                crowd.variant,
                hour,
                source,
                campaign,
                country,
                device,
                FIRST,
            )
        )
    return found


def _crowding(hour: int, start: int) -> float:
    """How many come in this hour, relatively: many on the first day, then fewer, never none."""
    return CLOCK[hour % DAY] * (0.35 + math.exp(-(hour - start) / (2.5 * DAY)))


def events(stage: Stage, crowd: Crowd, firsts: list[Event], draw: random.Random) -> Iterator[Event]:
    """All that these visitors did, and the robots and blockers beside them."""
    clicking = set(draw.sample(range(len(firsts)), crowd.clickers))
    for index, first in enumerate(firsts):
        yield _served(first)
        yield first
        if index in clicking:
            yield first._replace(kind=CLICK, target=crowd.button)
        if draw.random() < RETURNS and (later := first.hour + draw.randint(1, 3 * DAY)) < stage.end:
            again = first._replace(hour=later, mark=AGAIN)
            yield _served(again)
            yield again
        if draw.random() < BLOCKING:
            yield _served(first)
            yield first._replace(mark=UNMEASURED, first_hour=0)
        if draw.random() < ROBOTS:
            yield Event(first.hour, DROP, stage.workspace, stage.launch, mark="robot")


def _served(view: Event) -> Event:
    return view._replace(kind=SERVED, mark=NONE)


def stage(workspace: str, launch: str, language: str, days: int) -> Stage:
    """Live since the morning `days` days ago, the present hour included."""
    now = clock.hour()
    return Stage(workspace, launch, language, min((now // DAY - days) * DAY + 6, now - 1), now + 1)
