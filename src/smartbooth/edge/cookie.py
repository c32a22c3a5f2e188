"""The launch's cookie: the one place that reads and writes it (docs/architecture.md, "The cookie").

sb=<letter>/<first hour>/<source>/<campaign>/<country>/<device>/<marks>
"""

import re
from collections.abc import Container
from typing import NamedTuple

from django.conf import settings

from smartbooth.core import clock
from smartbooth.journal.lines import NAME, NONE, NOWHERE

COOKIE = "sb"
VISITOR, CLICKED, CHOSEN, LEFT, OBJECTS = MARKS = "v", "c", "g", "l", "n"  # in the order in which they are written
# Hours a first view may lie in the future: a node's clock went back; beyond that nobody's clock wrote it.
AHEAD = 48

# Read once: a lazy setting costs a microsecond each time, and this is read several times a request.
LIFE = settings.COOKIE_DAYS * clock.DAY  # seconds
SECURE = "; Secure" if settings.SECURE else ""

_PREFIX = COOKIE.encode() + b"="
_VALUE = re.compile(rf"([a-z])/(\d{{5,7}})/({NAME}|-)/({NAME}|-)/([A-Z][A-Z])/([ptd-])/(v?c?g?l?n?)", re.ASCII)


class Visit(NamedTuple):
    """What a cookie says. `hour` is that of the first view, in hours since 1970 UTC."""

    letter: str
    hour: int
    source: str = NONE
    campaign: str = NONE
    country: str = NOWHERE
    device: str = NONE
    marks: str = ""

    @property
    def line(self) -> str:
        """Its part of a journal line."""
        return "\t".join((self.letter, str(self.hour), self.source, self.campaign, self.country, self.device))


def parse(raw: bytes, letters: Container[str], since: int = 0) -> Visit | None:
    """The visit in a Cookie header, or None: no such cookie, not one we wrote, of a variant not in `letters`, or of
    another launch that had this address before the hour `since`. Never raises, whatever the bytes."""
    return read(raw, letters, since)[0]


def read(raw: bytes, letters: Container[str], since: int = 0) -> tuple[Visit | None, bool]:
    """(visit or None, whether there was a cookie that we did not write)."""
    malformed = False
    for part in raw.split(b";"):
        part = part.strip()
        if part.startswith(_PREFIX):
            visit = _visit(part[len(_PREFIX) :])
            if visit is None:
                malformed = True
            elif visit.letter in letters and not _expired(visit) and _of_this(visit, since):
                return visit, False
    return None, malformed


def _visit(value: bytes) -> Visit | None:
    found = _VALUE.fullmatch(value.decode("latin-1"))
    if found is None:
        return None
    letter, hour, source, campaign, country, device, marks = found.groups()
    if int(hour) > clock.hour() + AHEAD:
        return None
    return Visit(letter, int(hour), source, campaign, country, device, marks)


def _of_this(visit: Visit, since: int) -> bool:
    """What another launch counted of its visitors is not this one's; a refusal holds all the same."""
    return visit.hour >= since or OBJECTS in visit.marks


def _expired(visit: Visit) -> bool:
    return OBJECTS not in visit.marks and _remaining(visit, clock.seconds()) <= 0


def _remaining(visit: Visit, now: float) -> int:
    """Seconds left of the cookie's life, which is not renewed; never more than a whole one."""
    return min(LIFE, visit.hour * clock.HOUR + LIFE - int(now))


def mark(visit: Visit, sign: str) -> Visit:
    """The visit with one mark more."""
    if sign in visit.marks:
        return visit
    return visit._replace(marks="".join(m for m in MARKS if m in visit.marks or m == sign))


def unmark(visit: Visit, sign: str) -> Visit:
    return visit._replace(marks=visit.marks.replace(sign, ""))


def header(visit: Visit, root: str, now: float) -> bytes:
    """The Set-Cookie value at `now` (seconds since 1970). A cookie that objects lives a whole life from now: a refusal
    is remembered; one that measures keeps the time it was given at its first set."""
    life = LIFE if OBJECTS in visit.marks else max(0, _remaining(visit, now))
    letter, hour, source, campaign, country, device, marks = visit
    return (
        f"{COOKIE}={letter}/{hour}/{source}/{campaign}/{country}/{device}/{marks}"
        f"; Path={root}; Max-Age={life}; HttpOnly; SameSite=Lax{SECURE}"
    ).encode("ascii")
