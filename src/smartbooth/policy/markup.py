"""The notation the policy's text is written and kept in: readable as it stands, and simple enough to be compared word
by word.

    ## who [A1 A2] Who answers      a section: its anchor, the promises it restates, its title
    ### If you have an account      a heading within it
    - one thing                     a list
    | a | b |                       a table, its first row the head
    > The law asks more             a note beside the text
    [words](/address)               a link, to this site, a mail address or https
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SECTION = re.compile(r"## (?P<id>[a-z-]+)(?: \[(?P<promises>[A-Z0-9 ]+)\])? (?P<title>.+)")
LINK = re.compile(r"\[([^\]]+)\]\(((?:/|#|mailto:|https://)[^)\s]*)\)")
STARTS = {"- ": "list", "| ": "table", "> ": "note"}


@dataclass(frozen=True)
class Run:
    """A piece of a line: words, and where they lead ("" nowhere)."""

    words: str
    to: str = ""


@dataclass
class Block:
    """`kind`: "text", "heading", "list", "table", "note". `lines` as written, without the marks of the kind."""

    kind: str
    lines: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[list[list[Run]]]:
        """Rows of cells of runs; a line that is no table's row is one cell."""
        if self.kind == "table":
            return [[runs(cell.strip()) for cell in line.strip().strip("|").split("|")] for line in self.lines]
        return [[runs(line)] for line in self.lines]


@dataclass
class Section:
    """`id` is its anchor ("" for what stands before the first one)."""

    id: str
    title: str = ""
    promises: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def parse(text: str) -> list[Section]:
    sections = [Section("")]
    previous = ""
    for line in text.splitlines():
        line = line.strip()
        if found := SECTION.fullmatch(line):
            sections.append(Section(found["id"], found["title"], (found["promises"] or "").split()))
        elif line.startswith("### "):
            sections[-1].blocks.append(Block("heading", [line[4:]]))
        elif line:
            _add(sections[-1].blocks, line, fresh=not previous)
        previous = line
    return [one for one in sections if one.blocks or one.title]


def _add(blocks: list[Block], line: str, fresh: bool) -> None:
    kind = STARTS.get(line[:2], "text")
    said = line if kind in ("text", "table") else line[2:]
    if fresh or not blocks or blocks[-1].kind != kind:
        blocks.append(Block(kind))
    blocks[-1].lines.append(said)


def runs(line: str) -> list[Run]:
    """A line as pieces, links told apart."""
    return list(_runs(line))


def _runs(line: str) -> Iterator[Run]:
    at = 0
    for link in LINK.finditer(line):
        if link.start() > at:
            yield Run(line[at : link.start()])
        yield Run(link[1], link[2])
        at = link.end()
    if at < len(line):
        yield Run(line[at:])


def plain(text: str) -> str:
    """The text for a file: headings underlined, links spelled out."""
    lines: list[str] = []
    for line in text.splitlines():
        if found := SECTION.fullmatch(line):
            lines += [found["title"], "-" * len(found["title"])]
        elif line.startswith("### "):
            lines.append(line[4:])
        else:
            lines.append(LINK.sub(lambda link: link[1] if link[1] in link[2] else f"{link[1]} ({link[2]})", line))
    return "\n".join(lines) + "\n"
