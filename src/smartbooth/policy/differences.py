"""What changed between two versions, section by section, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from smartbooth.policy.markup import LINK, Section, parse

SAME, ADDED, REMOVED = "same", "added", "removed"
WORD = re.compile(r"\w+|\s+|[^\w\s]")
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

    @property
    def shown(self) -> list[list[Piece]]:
        """The lines that differ, each with its neighbours; an empty list stands for those left out."""
        differ = [at for at, line in enumerate(self.lines) if any(piece.kind != SAME for piece in line)]
        near = {at + step for at in differ for step in (-1, 0, 1)}
        found: list[list[Piece]] = []
        for at, line in enumerate(self.lines):
            if at in near:
                found.append(line)
            elif not found or found[-1]:
                found.append([])
        return found


def changes(before: str, after: str) -> list[Change]:
    """From one text to another, in the order of the newer; sections that went come last."""
    old = {section.id: section for section in parse(before)}
    new = {section.id: section for section in parse(after)}
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        was, is_now = old.get(key, Section(key)), new.get(key, Section(key))
        lines = _changed(_lines(was), _lines(is_now))
        if key in old and key in new and was.title != is_now.title:
            lines = [*_pair(was.title, is_now.title), *lines]
        kind = ADDED if key not in old else REMOVED if key not in new else SAME
        if kind != SAME or any(piece.kind != SAME for line in lines for piece in line):
            found.append(Change(key, is_now.title or was.title, kind, lines))
    return found


def _lines(section: Section) -> list[str]:
    """What is read of a section below its title, a line a paragraph, item or row."""
    lines: list[str] = []
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
    pieces: list[tuple[str, str]] = []  # what went, what came; the same twice where nothing did
    for kind, a, b, c, d in matcher.get_opcodes():
        went, came = "".join(left[a:b]), "".join(right[c:d])
        blank = kind == "equal" and went.isspace() and 0 < b < len(left)
        if pieces and (blank or kind != "equal") and pieces[-1][0] != pieces[-1][1]:
            pieces[-1] = pieces[-1][0] + went, pieces[-1][1] + came  # a space between two changes is part of them
        else:
            pieces.append((went, came))
    yield [
        Piece(kind, words)
        for went, came in pieces
        for kind, words in ([(SAME, went)] if went == came else [(REMOVED, went), (ADDED, came)])
        if words
    ]
