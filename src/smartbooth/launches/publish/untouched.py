"""Words of ours still on an owner's page: an invented quote, an address of a company that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from smartbooth.launches.blocks import KINDS
from smartbooth.launches.documents import Document
from smartbooth.launches.samples import sample
from smartbooth.launches.starters import STARTERS

FIT = ("button", "lead_form", "countdown")  # new ones say what any page may say: "Tell me more", "Opens in"


def untouched(document: Document, template: str, language: str) -> list[dict[str, Any]]:
    """The document's blocks in which a sentence or an address still reads as the starter `template`, or a new block,
    brought it."""
    ours = _ours(template, language)
    return [block for block in document["blocks"] if not ours.isdisjoint(_told(block["data"]))]


@cache
def _ours(template: str, language: str) -> frozenset[str]:
    found = {text for kind in KINDS if kind not in FIT for text in _told(_sample(kind, language))}
    if template in STARTERS:
        found |= {
            text for block in STARTERS[template].document(language)["blocks"] for text in _told(block["data"])
        }
    return frozenset(found)


def _sample(kind: str, language: str) -> dict[str, Any]:
    """Without its title: “Seen in” is as good as any."""
    return {name: value for name, value in sample(KINDS[kind], language).items() if name != "title"}


def _told(value: Any) -> Iterator[str]:
    """Every text in it that says something: three words or an address. “Questions” may well stay."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "button_text":
                yield from _told(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _told(inner)
    elif isinstance(value, str) and (len(value.split()) >= 3 or "://" in value):
        yield value
