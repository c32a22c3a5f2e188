"""Mail that another server put into a maildir: what was handled is marked as seen, what cannot be handled now stays."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

from django.conf import settings

from smartbooth.mail.inbound.received import VALUE, addresses, header, heads, one_line, words
from smartbooth.mail.inbound.take import LATER, NO_MAILBOX, TOO_LARGE, Answer, ask, take, together

logger = logging.getLogger(__name__)
LOOK = 1.0  # seconds between two looks
PAUSE = 15.0  # seconds after a look at which something had to stay
# Where delivery agents and senders write to whom it is. What is ours among them is signed, or takes anybody's mail.
TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to", "cc")
NAMED = 50  # addresses of a message that are looked at
SEEN, FLAGGED = "S", "F"
UNKNOWN = "unknown"


class NoMaildir(ValueError):
    """The folder has not what a maildir has."""


def check(folder: Path) -> None:
    """Raises NoMaildir."""
    if not all((folder / name).is_dir() for name in ("new", "cur")):
        raise NoMaildir(f"{folder} is no maildir: it has no folders new and cur.")


def watch(folder: Path, stop: threading.Event) -> Counter[str]:
    """Until `stop` is set."""
    became: Counter[str] = Counter()
    while not stop.is_set():
        found = read(folder, stop)
        became += found
        stop.wait(PAUSE if found[LATER.outcome] else LOOK)
    return became


def read(folder: Path, stop: threading.Event | None = None) -> Counter[str]:
    """What is new, the oldest first; what became of it. Raises NoMaildir, OSError."""
    check(folder)
    became: Counter[str] = Counter()
    for path in sorted(one for one in (folder / "new").iterdir() if one.is_file() and one.name[0] != "."):
        if stop is not None and stop.is_set():
            break
        answer = _one(path)
        became[answer.outcome] += 1
        if answer.code // 100 != 4:
            # Refused for good, nobody is told here: whoever looks into the folder finds it flagged, and not seen.
            flag = SEEN if answer.code // 100 == 2 else FLAGGED
            _move(path, folder / "cur" / f"{path.name.partition(':')[0]}:2,{flag}")
    return became


def _one(path: Path) -> Answer:
    try:
        with path.open("rb") as opened:
            raw = opened.read(settings.MAILROOM_BYTES + 1)
    except FileNotFoundError:  # another reader was quicker
        return Answer(450, "4.2.0", "gone", "gone already")
    if len(raw) > settings.MAILROOM_BYTES:
        return TOO_LARGE
    mail = heads(raw)
    # Without the line that says it, who sent it is unknown, which is not nobody.
    sender = header(mail, "return-path") or UNKNOWN
    return together(take(raw, sender.strip("<> "), _addresses(mail)))


def _addresses(mail: Message) -> list[str]:
    """Ours that it names; where it names none (a blind copy), it is for people."""
    named = list(dict.fromkeys(_named(mail)))[:NAMED]
    ours = [address for address in named if ask(address).code != NO_MAILBOX.code]
    return ours or [settings.SUPPORT_ADDRESS]


def _named(mail: Message) -> Iterator[str]:
    for name, value in mail.raw_items():
        if name.lower() in TO:
            yield from addresses(one_line(words(str(value)[:VALUE])))


def _move(path: Path, to: Path) -> None:
    try:
        path.rename(to)
    except FileNotFoundError:
        logger.info("Another reader moved a message first")
