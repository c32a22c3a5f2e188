"""What differs between two documents, block by block, matched by the blocks' ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Document = dict[str, Any]
Mark = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True)
class BlockDifference:
    """One block's marks. `fields` names what changed ("title", "items.2.text"); `index` is its place in the other
    document, or, for a removed one, in the control."""

    block: str
    kind: str
    index: int
    marks: tuple[Mark, ...]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    blocks: dict[str, BlockDifference] = field(default_factory=dict)
    theme: tuple[str, ...] = ()  # names of the theme's choices that differ

    def __bool__(self) -> bool:
        return bool(self.blocks or self.theme)


def difference(control: Document, other: Document) -> Difference:
    """What was done to `control` to get `other`. Empty (false) when they show the same page."""
    before = {block["id"]: block for block in control["blocks"]}
    after = {block["id"]: block for block in other["blocks"]}
    stayed = _unmoved([i for i in before if i in after], [i for i in after if i in before])
    found: dict[str, BlockDifference] = {}
    for index, (key, block) in enumerate(after.items()):
        if key not in before:
            found[key] = BlockDifference(key, block["kind"], index, ("added",))
            continue
        fields = changed_fields(before[key]["data"], block["data"])
        if block["kind"] != before[key]["kind"]:
            fields = ("kind", *fields)
        marks: list[Mark] = (["changed"] if fields else []) + ([] if key in stayed else ["moved"])  # type: ignore[assignment]  # literals, joined
        if marks:
            found[key] = BlockDifference(key, block["kind"], index, tuple(marks), fields)
    for index, (key, block) in enumerate(before.items()):
        if key not in after:
            found[key] = BlockDifference(key, block["kind"], index, ("removed",))
    return Difference(found, changed_fields(control.get("theme") or {}, other.get("theme") or {}))


def changed_fields(before: Any, after: Any, path: str = "") -> tuple[str, ...]:
    """Dotted names of the leaves that differ, sorted as they appear; a missing one equals None and the empty text."""
    if isinstance(before, dict) and isinstance(after, dict):
        names = list(dict.fromkeys([*before, *after]))
        pairs = [(name, before.get(name), after.get(name)) for name in names]
    elif isinstance(before, list) and isinstance(after, list):
        longest = max(len(before), len(after))
        filled = [[*items, *[None] * (longest - len(items))] for items in (before, after)]
        pairs = [(str(number), *pair) for number, pair in enumerate(zip(*filled, strict=True))]
    else:
        same = before == after or (before in (None, "") and after in (None, ""))
        return () if same else (path,)
    return tuple(
        leaf for name, one, two in pairs for leaf in changed_fields(one, two, f"{path}.{name}" if path else name)
    )


def _unmoved(before: list[str], after: list[str]) -> set[str]:
    """The longest run of blocks that kept their order: the rest moved. (Longest increasing subsequence.)"""
    place = {key: index for index, key in enumerate(before)}
    best: list[list[str]] = []
    for key in after:
        best.append([*_longest([run for run in best if place[run[-1]] < place[key]]), key])
    return set(_longest(best))


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=len) if runs else []
