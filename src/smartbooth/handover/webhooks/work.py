"""The worker's webhooks: one courier a process, made when it is first needed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from smartbooth.handover.webhooks.courier import Courier


@cache
def courier() -> Courier:
    from smartbooth.handover.webhooks.courier import Courier  # what it needs takes a while to load: workers only

    return Courier()


def round() -> int:
    return courier().round()


def reap() -> int:
    return courier().reap()
