"""The one clock. Time is UTC; tests set it with `at()`.

Everything that asks for the time asks here, so a test (and `smartbooth replay`) can move it, also backwards.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

HOUR = 3600
DAY = 24 * HOUR

_seconds: Callable[[], float] = time.time


def seconds() -> float:
    """Seconds since 1970-01-01 UTC."""
    return _seconds()


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.fromtimestamp(_seconds(), UTC)


def hour() -> int:
    """Whole hours since 1970-01-01 UTC: the grain of every count."""
    return int(_seconds() // HOUR)


def day() -> int:
    """Whole days since 1970-01-01 UTC."""
    return int(_seconds() // DAY)


def hour_start(number: int) -> datetime:
    """The moment hour `number` (as `hour()` counts) begins."""
    return datetime.fromtimestamp(number * HOUR, UTC)


@contextmanager
def at(moment: datetime | Callable[[], float]) -> Iterator[None]:
    """Stop the clock at `moment`, or let a function of no arguments give the seconds."""
    global _seconds
    before = _seconds
    if callable(moment):
        _seconds = moment
    else:
        frozen = moment.timestamp()
        _seconds = lambda: frozen  # noqa: E731 - a constant clock is clearest as one expression
    try:
        yield
    finally:
        _seconds = before
