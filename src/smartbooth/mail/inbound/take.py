"""Taking a message in: whatever goes wrong has an answer that loses nothing. Refused for good (5xx), the sender's
server tells them; anything else (4xx), that server keeps it and sends it again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from django.db import DatabaseError, InterfaceError, connections

from smartbooth.mail.inbound import mailboxes
from smartbooth.mail.inbound.correspondence import NotTaken
from smartbooth.mail.inbound.handle import handle
from smartbooth.mail.inbound.received import Received, parse
from smartbooth.people.ring import RingError

logger = logging.getLogger(__name__)
AWAY = (DatabaseError, InterfaceError, RingError)
T = TypeVar("T")


class Answer(NamedTuple):
    """RFC 5321 4.2's code, RFC 3463's, words; and for who counts what became of it."""

    code: int
    enhanced: str
    words: str
    outcome: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.enhanced} {self.words}"


LATER = Answer(451, "4.3.0", "Not now; send it again later", "to be sent again")
NO_MAILBOX = Answer(550, "5.1.1", "No such mailbox here", "no such mailbox")
TOO_LARGE = Answer(552, "5.3.4", "Message is too large", "too large")
THERE = Answer(250, "2.1.5", "Go on")


def ask(address: str) -> Answer:
    """Whether there is such a mailbox."""
    return _answered(lambda: _found(address))


def take(raw: bytes, sender: str, addresses: Iterable[str]) -> list[Answer]:
    """Do what the message says at each of its mailboxes; an answer for each, given after the commit."""
    received = parse(raw, sender)
    return [_answered(lambda address=address: _handled(received, address)) for address in addresses]  # type: ignore[misc] # a loop's lambda


def together(answers: list[Answer]) -> Answer:
    """One answer for all (SMTP has no other): not yet, if one is not yet; then as many times as it takes."""
    return max(answers, key=lambda one: (one.code // 100 == 4, one.code // 100 == 2))


def _found(address: str) -> Answer:
    try:
        mailboxes.find(address)
    except mailboxes.NoSuchMailbox:
        return NO_MAILBOX
    return THERE


def _handled(received: Received, address: str) -> Answer:
    try:
        outcome = handle(received, mailboxes.find(address))
    except mailboxes.NoSuchMailbox:
        return NO_MAILBOX
    except NotTaken as refused:
        code, enhanced = refused.code.split()
        return Answer(int(code), enhanced, refused.words, "refused")
    return Answer(250, "2.0.0", "Done", outcome)


def _answered(work: Callable[[], Answer]) -> Answer:
    _let_go()
    try:
        answer = work()
    except AWAY as away:
        logger.warning("Mail is not taken: %s", type(away).__name__)
        return LATER
    except (
        Exception
    ):  # one message that trips us must not be lost: its server sends it again, and the log says where
        logger.exception("A message could not be handled")
        return LATER
    finally:
        _let_go()
    logger.info("%s", answer.outcome or answer.code)
    return answer


def _let_go() -> None:
    """Of connections that broke or are old, as after a request; not within a transaction of the caller's."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
