"""What a message may contain besides its own words: few kinds, each cleaned before it is kept.

A launch's and an owner's names are the only text somebody else wrote. They are cut and cleaned: no letter of the
service carries a stranger's link in its subject, and nothing that a visitor typed is in any.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import msgspec

# What would become a link or an address in somebody's mail program: schemes, www., a@b, and bare domains. The dot gives
# way to a one that no program links ("example․org" with U+2024), the name stays readable.
LINKISH = re.compile(r"(?:\w+://\S*|\S+@\S+|www\.\S*|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b(?:/\S*)?)", re.IGNORECASE)
_SAFE = re.compile(r"[ \w'’&-]*")
_ID = re.compile(r"[0-9A-Za-z_./:-]{1,80}")
JOINERS = "\u200c\u200d"  # part of words in several scripts, and of emoji


class Parameter(Protocol):
    def pack(self, value: Any) -> str: ...

    def unpack(self, kept: str) -> Any: ...


@dataclass(frozen=True)
class Words:
    """A short name that an owner wrote: one line of at most `most` characters without anything that could be a link."""

    most: int = 80

    def pack(self, value: Any) -> str:
        text = str(value)
        return text if len(text) <= self.most and text.isascii() and _SAFE.fullmatch(text) else self._clean(text)

    def _clean(self, text: str) -> str:
        one_line = " ".join(unicodedata.normalize("NFC", text).split())
        printed = "".join(c for c in one_line if unicodedata.category(c)[0] != "C" or c in JOINERS)
        unlinked = LINKISH.sub(_unlink, printed)
        return unlinked if len(unlinked) <= self.most else unlinked[: self.most - 1].rstrip() + "…"

    def unpack(self, kept: str) -> str:
        return kept


def _unlink(found: re.Match[str]) -> str:
    return found[0].replace("://", " ").replace(".", "\u2024").replace("@", " ").replace("/", " ").strip()


@dataclass(frozen=True)
class Moment:
    """A point in time (aware)."""

    def pack(self, value: Any) -> str:
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise ValueError("a moment is an aware datetime")
        return value.isoformat()

    def unpack(self, kept: str) -> datetime:
        return datetime.fromisoformat(kept)


@dataclass(frozen=True)
class Id:
    """The key of a row, a number of ours: nothing a person typed."""

    def pack(self, value: Any) -> str:
        text = str(value)
        if not _ID.fullmatch(text):
            raise ValueError("an id has letters, digits and _./:- only, at most 80")
        return text

    def unpack(self, kept: str) -> str:
        return kept


@dataclass(frozen=True)
class Count:
    """A whole number."""

    def pack(self, value: Any) -> str:
        return str(int(value))

    def unpack(self, kept: str) -> int:
        return int(kept)


@dataclass(frozen=True)
class Choice:
    """One of a few words the templates know."""

    words: tuple[str, ...]

    def pack(self, value: Any) -> str:
        if value not in self.words:
            raise ValueError(f"one of {', '.join(self.words)}")
        return str(value)

    def unpack(self, kept: str) -> str:
        return kept


@dataclass(frozen=True)
class Rows:
    """A few lines of the same parameters: for each launch its name and a count, say."""

    of: Mapping[str, Parameter] = field(hash=False)
    most: int

    def pack(self, value: Any) -> str:
        if len(value) > self.most:
            raise ValueError(f"at most {self.most} rows")
        if any(row.keys() != self.of.keys() for row in value):
            raise ValueError(f"each row has {', '.join(sorted(self.of))}")
        packed = [{name: kind.pack(row[name]) for name, kind in self.of.items()} for row in value]
        return msgspec.json.encode(packed).decode()

    def unpack(self, kept: str) -> list[dict[str, Any]]:
        rows = msgspec.json.decode(kept, type=list[dict[str, str]])
        return [{name: kind.unpack(row[name]) for name, kind in self.of.items()} for row in rows]
