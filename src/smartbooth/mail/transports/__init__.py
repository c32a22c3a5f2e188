"""How a letter leaves: a folder each, with a module `transport` that has a class `Transport`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Protocol

from smartbooth.mail.letter import Letter
from smartbooth.mail.models import Outbox


class Transport(Protocol):
    def deliver(self, row: Outbox, letter: Letter) -> None:
        """Hand the letter over, or raise: then it is tried again later."""


@cache
def current() -> Transport:
    """The installation's. There is one so far: what is sent is seen in the browser."""
    made: Transport = import_module(f"{__name__}.browser.transport").Transport()
    return made
