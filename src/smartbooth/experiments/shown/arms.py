"""Who takes part in a test at this hour. A change is stored when it is made, and holds from a full hour on: until then
visitors get what they got."""

from __future__ import annotations

from smartbooth.core import clock
from smartbooth.experiments.models import Round


def present(round_: Round) -> list[str]:
    """The letters that visitors get now; before its first hour those that they will get."""
    now = max(clock.hour(), round_.begun_hour)
    return [x for x in round_.letters if round_.arms[x]["from"] <= now and not _gone(round_, x, now)]


def joining(round_: Round) -> dict[str, int]:
    """{letter: hour} of those that come later than the test, and are not there yet."""
    now = max(clock.hour(), round_.begun_hour)
    return {x: arm["from"] for x, arm in round_.arms.items() if arm["from"] > now and arm["until"] is None}


def leaving(round_: Round) -> dict[str, int]:
    """{letter: hour} of those that visitors get until then."""
    now = clock.hour()
    return {x: arm["until"] for x, arm in round_.arms.items() if arm["until"] is not None and arm["until"] > now}


def _gone(round_: Round, letter: str, now: int) -> bool:
    until = round_.arms[letter]["until"]
    return until is not None and until <= now
