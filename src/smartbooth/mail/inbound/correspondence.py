"""Mail from people to people. The mail room keeps none of it: the room that answers takes it."""

from __future__ import annotations

from collections.abc import Callable

from smartbooth.mail.inbound.mailboxes import Mailbox
from smartbooth.mail.inbound.received import Received

Taker = Callable[[Received, Mailbox], bool]
_takers: list[Taker] = []


class NotTaken(Exception):
    """It cannot be kept, now or later, and its sender is told so by their own server. `code`: RFC 5321's and RFC
    3463's ("553 5.1.7"); `words`: what their server may show them."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


def taken_by(work: Taker) -> None:
    """`work(received, mailbox)` keeps the mail, commits, and says whether it was new. Raises NotTaken. Said once, in a
    room's AppConfig."""
    _takers[:] = [work]


def take(received: Received, mailbox: Mailbox) -> bool:
    """Raises NotTaken, also where no room keeps letters yet: their senders are told at once, rather than in days."""
    if not _takers:
        raise NotTaken("550 5.3.2", "Letters to this address are not read here.")
    return _takers[0](received, mailbox)
