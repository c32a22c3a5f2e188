"""The journal's line format: written and read here and nowhere else.

    hour  kind  workspace  launch  variant  first-hour  source  campaign  country  device  mark  target

Fields are separated by tabs, a line ends with one newline, "-" stands for none. Nothing in it tells two people apart.
"""

import re
from typing import NamedTuple

SERVED, VIEW, CLICK, LEAD, DROP = "served", "view", "click", "lead", "drop"
# A lead that is asked to confirm by mail is two events: the form sent, and confirmed. LEAD is both at once.
ASKED, CONFIRMED = "asked", "confirmed"
FIRST, AGAIN, UNMEASURED = "first", "again", "unmeasured"
# A visitor's first click of the button that the launch is about: their first of all, or after others.
FIRST_CHOSEN, AGAIN_CHOSEN = "first-chosen", "again-chosen"
NONE = "-"
NOWHERE = "ZZ"  # no country known
NAME = r"[a-z0-9][a-z0-9._-]{0,39}"  # a source or campaign: cannot hold an address or a space

_HEAD = re.compile(
    rb"(\d{1,9})\t(served|view|click|lead|asked|confirmed|drop)\t([\w-]{1,16})\t([\w-]{1,16})\t([a-z-])\t(\d{1,9})",
    re.ASCII,
)
_NAME = re.compile(rf"{NAME}|-".encode())
_COUNTRY = re.compile(rb"[A-Z][A-Z]")
_DEVICE = re.compile(rb"[ptd-]")
_REASON = re.compile(rb"[a-z]{1,16}")
_TARGET = re.compile(rb"[\w-]{1,16}", re.ASCII)
_MARKS = frozenset({b"first", b"again", b"unmeasured"})
_CLICKED = _MARKS | {b"first-chosen", b"again-chosen"}


class Malformed(ValueError):
    """Bytes that are no journal line: a write that was cut off, or a foreign file."""


class Event(NamedTuple):
    """One event. Hours are whole hours since 1970 UTC; `first_hour` is the visitor's first view, 0 for none."""

    hour: int
    kind: str
    workspace: str
    launch: str
    variant: str = NONE
    first_hour: int = 0
    source: str = NONE
    campaign: str = NONE
    country: str = NOWHERE
    device: str = NONE
    mark: str = NONE
    target: str = NONE


def write(event: Event) -> bytes:
    """The line of `event`, with its newline."""
    return ("\t".join(map(str, event)) + "\n").encode("ascii")


def line(hour: int, kind: str, place: str, visit: str, mark: str, target: str = NONE) -> bytes:
    """A line from parts already known to be sound, quicker than `write`: `place` is workspace and launch, `visit`
    variant to device, each joined by tabs."""
    return f"{hour}\t{kind}\t{place}\t{visit}\t{mark}\t{target}\n".encode("ascii")


class Head(NamedTuple):
    """The first six fields: few are distinct, whatever the traffic."""

    hour: int
    kind: str
    workspace: str
    launch: str
    variant: str
    first_hour: int


Dimensions = tuple[str, str, str, str]  # source, campaign, country, device


def split(raw: bytes) -> list[bytes]:
    """A line without its newline as [head, source, campaign, country, device, mark, target]; shorter if torn."""
    return raw.rsplit(b"\t", 6)


def head(raw: bytes) -> Head:
    found = _HEAD.fullmatch(raw)
    if not found:
        raise Malformed
    hour, kind, workspace, launch, variant, first = found.groups()
    return Head(int(hour), kind.decode(), workspace.decode(), launch.decode(), variant.decode(), int(first))


def dimensions(source: bytes, campaign: bytes, country: bytes, device: bytes) -> Dimensions:
    match = _NAME.fullmatch(source) and _NAME.fullmatch(campaign) and _COUNTRY.fullmatch(country)
    if not (match and _DEVICE.fullmatch(device)):
        raise Malformed
    return source.decode(), campaign.decode(), country.decode(), device.decode()


def check_end(kind: str, mark: bytes, target: bytes) -> None:
    """Raise Malformed unless `mark` and `target` may end a line of this kind."""
    if kind == SERVED:
        good = mark == target == b"-"
    elif kind == DROP:
        good = bool(_REASON.fullmatch(mark)) and target == b"-"
    else:
        good = mark in (_CLICKED if kind == CLICK else _MARKS) and bool(_TARGET.fullmatch(target))
    if not good:
        raise Malformed


def read(raw: bytes) -> Event:
    """The event of a line given without its newline. Raises Malformed for anything else, whatever its bytes."""
    fields = split(raw)
    if len(fields) != 7:
        raise Malformed
    first = head(fields[0])
    middle = dimensions(*fields[1:5])
    check_end(first.kind, *fields[5:])
    return Event(*first, *middle, fields[5].decode(), fields[6].decode())
