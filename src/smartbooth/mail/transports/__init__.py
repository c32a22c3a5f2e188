"""How letters leave: a folder each, with a module `transport` that has a class `Transport`.

A transport is opened once for each connection; a session belongs to one thread, which has no database. It ends a letter
in one of four ways: `send` returns (the other side has it), or raises Later, Refused or Away.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Protocol

from django.conf import settings

from smartbooth.mail.letter import Letter


class Trouble(Exception):
    """Why, for the outbox: a sentence (gettext_noop) with a detail in brackets, or a server's code. It is made discreet
    before it is kept."""

    def __init__(self, says: str, detail: str = "") -> None:
        self.says = f"{says} ({detail})" if detail else says
        super().__init__(self.says)


class Later(Trouble):
    """This letter could not be taken now, and is tried again: a busy mailbox, greylisting, a line that broke."""


class Refused(Trouble):
    """This letter will never be taken. `mailbox`: because there is no such mailbox."""

    def __init__(self, says: str, detail: str = "", mailbox: bool = False) -> None:
        super().__init__(says, detail)
        self.mailbox = mailbox


class Away(Trouble):
    """Nothing can be sent at present, whatever the letter: no connection, a wrong certificate, a refused password. No
    letter is the worse for it."""


@dataclass(frozen=True)
class Envelope:
    """`address`: "" where the transport needs none."""

    letter: Letter
    address: str
    return_path: str  # where what comes back goes (RFC 5321 4.4)


class Session(Protocol):
    @property
    def closed(self) -> bool:
        """Hung up, by either side: nothing more can be sent by it."""

    def send(self, envelope: Envelope) -> None:
        """Raises Later, Refused, Away. After Away the session is closed and another opened."""

    def close(self) -> None: ...


class Transport(Protocol):
    addressed: bool  # needs addresses: the browser's outbox opens none
    connections: int  # at a time

    def open(self) -> Session:
        """Raises Away."""


@cache
def current() -> Transport:
    """The installation's (SMARTBOOTH_MAIL_TRANSPORT)."""
    made: Transport = import_module(f"{__name__}.{settings.MAIL_TRANSPORT}.transport").Transport()
    return made
