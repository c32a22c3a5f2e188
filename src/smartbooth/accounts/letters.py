"""What the person behind an account is told by mail. The mail room is above this one and says how it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from smartbooth.accounts.models import User


class Event(StrEnum):
    RESET = "a new password was asked for"
    CHANGED = "the password was changed"
    MOVED = "another address was given"
    CLOSED = "the account was closed"
    OPERATOR = "the account may run the installation"
    NO_OPERATOR = "it may no longer"
    NEW_BROWSER = "somebody signed in from a browser that was not seen before"


Tell = Callable[[Event, Sequence[User], str], None]
_tell: list[Tell] = []


class NoMail(RuntimeError):
    """No room said how people are told."""


def told_by(tell: Tell) -> None:
    """`tell(event, users, language)` posts to each. For RESET without users it does equal work for nobody."""
    _tell[:] = [tell]


def tell(event: Event, users: Sequence[User], language: str) -> None:
    """Runs in the caller's transaction. Raises NoMail."""
    if not _tell:
        raise NoMail(event)
    _tell[0](event, users, language)
