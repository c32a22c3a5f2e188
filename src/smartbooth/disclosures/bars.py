"""Recipients who are given nothing new for the time being: whoever knows of a reason says so at the door."""

from __future__ import annotations

from collections.abc import Callable

_barring: list[Callable[[str], bool]] = []


class Barred(PermissionError):
    """This recipient is given nothing until they have done what is asked of them: nothing was written or opened."""


def also(barred: Callable[[str], bool]) -> None:
    """`barred(recipient id)` is asked before each disclosure to an owner. Said once, in a room's AppConfig."""
    _barring.append(barred)


def check(recipient: str) -> None:
    """Raises Barred."""
    if any(barred(recipient) for barred in _barring):
        raise Barred(f"{recipient} is given nothing for now.")
