"""What changed between two versions, section by section, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from smartbooth.policy.markup import LINK, Section, parse

SAME, ADDED, REMOVED = "same", "added", "removed"
WORD = re.compile(r"\S+\s*")
ALIKE = 0.35  # below this share of words in common, two lines are two lines and not one that was changed


@dataclass(frozen=True)
class Piece:
    kind: str
    words: str


@dataclass(frozen=True)
class Change:
    """A section that differs. `lines`: each a list of pieces; `kind` is ADDED or REMOVED where all of it is."""

    id: str
    title: str
    kind: str
    lines: list[list[Piece]]


def changes(before: str, after: str) -> list[Change]:
    """From one text to another, in the order of the newer; sections that went come last."""
    old = {section.id: section for section in parse(before)}
    new = {section.id: section for section in parse(after)}
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        was, is_now = _lines(old.get(key)), _lines(new.get(key))
        if was != is_now:
            kind = ADDED if key not in old else REMOVED if key not in new else SAME
            found.append(Change(key, (new.get(key) or old[key]).title, kind, _changed(was, is_now)))
    return found


def _lines(section: Section | None) -> list[str]:
    """What is read of a section, a line a paragraph, item or row."""
    if section is None:
        return []
    lines = [section.title] if section.title else []
    for block in section.blocks:
        said = [" ".join(block.lines)] if block.kind in ("text", "note") else block.lines
        lines += [_read(line, block.kind) for line in said]
    return lines


def _read(line: str, kind: str) -> str:
    words = LINK.sub(r"\1", line)
    return " · ".join(cell.strip() for cell in words.strip("| ").split("|")) if kind == "table" else words


def _changed(was: list[str], is_now: list[str]) -> list[list[Piece]]:
    """The lines that differ, and those around them that do not."""
    found: list[list[Piece]] = []
    matcher = SequenceMatcher(None, was, is_now, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found += [[Piece(SAME, line)] for line in was[a:b]]
        else:
            for old, new in zip_longest(was[a:b], is_now[c:d]):
                found += _pair(old, new)
    return found


def _pair(old: str | None, new: str | None) -> Iterator[list[Piece]]:
    if old is None or new is None:
        yield [Piece(ADDED, new or "") if old is None else Piece(REMOVED, old)]
        return
    left, right = WORD.findall(old), WORD.findall(new)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < ALIKE:
        yield [Piece(REMOVED, old)]
        yield [Piece(ADDED, new)]
        return
    pieces: list[Piece] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(SAME, "".join(left[a:b])))
            continue
        pieces += [
            Piece(side, "".join(words)) for side, words in ((REMOVED, left[a:b]), (ADDED, right[c:d])) if words
        ]
    yield pieces
