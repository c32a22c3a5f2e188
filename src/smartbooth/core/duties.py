"""What the worker does again and again. A room says in its AppConfig what it wants done; the worker's loop
(config/worker.py) runs each at its own pace, none stopping another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Duty:
    """`work` every `seconds`. It returns how much it did; `eager`: run again at once while that is not 0. `end`: done
    once, when the worker ends."""

    name: str
    seconds: float
    work: Callable[[], int]
    eager: bool = False
    end: Callable[[], None] | None = None


_duties: dict[str, Duty] = {}


def duty(
    name: str, seconds: float, work: Callable[[], int], eager: bool = False, end: Callable[[], None] | None = None
) -> None:
    """Have the worker do `work`. Said once a name, in a room's AppConfig.ready."""
    _duties[name] = Duty(name, seconds, work, eager, end)


def duties() -> list[Duty]:
    return list(_duties.values())
