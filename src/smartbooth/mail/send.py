"""What is posted goes out. One courier a process, made when it is first needed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from smartbooth.mail import transports

if TYPE_CHECKING:
    from smartbooth.mail.courier import Courier


@cache
def courier() -> Courier:
    from smartbooth.mail.courier import Courier  # what it needs takes a while to load: workers only

    return Courier(transports.current())


def round() -> int:
    """The worker's duty: a few milliseconds' work. 0 when nothing is due and nothing under way."""
    return courier().round()


def due() -> int:
    """Send all that is due now, and wait for it; how many rows were looked at. For tests."""
    one, total = courier(), 0
    while done := one.dispatch():
        total += done
        one.settle()
    return total


def end() -> None:
    """The worker ends: what is under way is finished."""
    if courier.cache_info().currsize:
        courier().close()
        courier.cache_clear()
