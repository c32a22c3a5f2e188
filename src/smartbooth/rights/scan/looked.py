"""What a scan has been through, and what it found."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

MOST = 10_000  # places told; past that the answer is known


@dataclass(frozen=True)
class Found:
    """`where` names file (and packed file, table), never the address; `form` how it is spelled there."""

    where: str
    form: str
    offset: int = -1  # bytes from the beginning; -1: in a row


@dataclass
class Looked:
    files: int = 0
    size: int = 0  # bytes, unpacked ones included
    rows: int = 0
    found: list[Found] = field(default_factory=list)
    index: bytes = b""  # the address' blind index, by which a sealed record of it is known in a copy
    sealed: dict[str, str] = field(default_factory=dict)  # person's id: the copy that has their sealed record
    stores: list[Path] = field(default_factory=list)  # key stores, as files
    unread: list[str] = field(default_factory=list)  # what could not be looked into, and why: the proof lacks it

    def tell(self, found: Found) -> None:
        if len(self.found) < MOST and found not in self.found[-100:]:
            self.found.append(found)
