"""What many get in the same words is written once (`Message.alike`), and kept for a minute: what changes about it, such
as a corrected issue, is seen within one."""

from __future__ import annotations

import time

from smartbooth.mail.letter import Letter, Words, facts, letter, write
from smartbooth.mail.messages import message
from smartbooth.mail.models import Outbox

KEPT = 60.0  # seconds
MOST = 32  # texts at a time: two languages of a few issues

_written: dict[tuple[str, str, str], tuple[float, Words]] = {}


def compose(row: Outbox, language: str = "") -> Letter:
    """As letter.compose, and raises what that does."""
    return letter(row, _words(row, language or row.language))


def _words(row: Outbox, language: str) -> Words:
    cls = message(row.message)
    if not cls.alike:
        return write(cls, facts(row, language))
    key, now = (row.message, language, row.params), time.monotonic()
    known = _written.get(key)
    if known is not None and known[0] > now and known[1].message is cls:
        return known[1]
    if len(_written) >= MOST:
        clear()
    made = write(cls, facts(row, language))
    _written[key] = (now + KEPT, made)
    return made


def clear() -> None:
    """Write everything anew."""
    _written.clear()
