"""Documents as values: every function returns a new document and leaves the one it was given alone.

A document is `{"theme": {...}, "blocks": [{"id", "kind", "data"}, ...]}`. Unknown block ids raise KeyError, places
past an end are brought back to it.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Literal

from smartbooth.core.ids import token
from smartbooth.launches.difference import Difference, difference

__all__ = [
    "Difference", "Document", "add", "difference", "duplicate", "empty", "find", "fresh", "move", "position", "remove",
    "replace", "with_theme",
]  # fmt: skip

Document = dict[str, Any]
BlockData = dict[str, Any]
Where = int | Literal["up", "down"]


def empty() -> Document:
    return {"theme": {}, "blocks": []}


def position(document: Document, block: str) -> int:
    """Where the block stands, from 0. Raises KeyError."""
    for index, candidate in enumerate(document["blocks"]):
        if candidate["id"] == block:
            return index
    raise KeyError(block)


def find(document: Document, block: str) -> BlockData:
    """The block itself: {"id", "kind", "data"}. Raises KeyError."""
    found: BlockData = document["blocks"][position(document, block)]
    return found


def add(
    document: Document, kind: str, data: dict[str, Any], at: int | None = None, block: str | None = None
) -> Document:
    """With a new block at index `at` (default: the end). `block` gives it an id of the caller's choice."""
    changed = deepcopy(document)
    made = {"id": block or fresh(document), "kind": kind, "data": deepcopy(data)}
    changed["blocks"].insert(len(changed["blocks"]) if at is None else max(0, at), made)
    return changed


def remove(document: Document, block: str) -> Document:
    changed = deepcopy(document)
    del changed["blocks"][position(document, block)]
    return changed


def move(document: Document, block: str, to: Where) -> Document:
    """With the block one place "up" or "down", or at index `to` of the result."""
    index = position(document, block)
    goal = index - 1 if to == "up" else index + 1 if to == "down" else to
    changed = deepcopy(document)
    taken = changed["blocks"].pop(index)
    changed["blocks"].insert(min(max(goal, 0), len(changed["blocks"])), taken)
    return changed


def replace(document: Document, block: str, data: dict[str, Any]) -> Document:
    """With the block's data replaced whole; its id, kind and place stay."""
    changed = deepcopy(document)
    changed["blocks"][position(document, block)]["data"] = deepcopy(data)
    return changed


def duplicate(document: Document, block: str, copy: str | None = None) -> Document:
    """With a copy of the block right after it, under a new id (or `copy`)."""
    index = position(document, block)
    original = document["blocks"][index]
    return add(document, original["kind"], original["data"], index + 1, copy)


def with_theme(document: Document, theme: dict[str, Any]) -> Document:
    return {**deepcopy(document), "theme": deepcopy(theme)}


def fresh(document: Document) -> str:
    """An id no block of the document has."""
    taken = {block["id"] for block in document["blocks"]}
    while (candidate := token()) in taken:
        pass
    return candidate
