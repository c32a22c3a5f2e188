"""A page's headline and description, read from its blocks."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

TAG = re.compile(r"</?[a-z][a-z0-9]*[^<>]*>")

HEADLINES = ("headline", "title", "heading", "line")
TEXTS = ("subtitle", "subline", "text", "lede", "tagline", "body")
DESCRIPTION = 155  # characters; search engines cut what is longer


def headline(blocks: list[dict[str, Any]]) -> str:
    """The first block's heading, on one line; "" when it has none."""
    return next((found for block in blocks[:1] if (found := _first(block["data"], HEADLINES))), "")


def description(blocks: list[dict[str, Any]]) -> str:
    """The page's first running text, cut at a word to DESCRIPTION characters."""
    text = next((found for block in blocks if (found := _first(block["data"], TEXTS))), "")
    if len(text) <= DESCRIPTION:
        return text
    return text[: DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


def _first(data: dict[str, Any], names: tuple[str, ...]) -> str:
    found = (data[name] for name in names if isinstance(data.get(name), str))
    return next((text for raw in found if (text := _plain(raw))), "")


def _plain(text: str) -> str:
    """On one line, without the mark-up of formatted text."""
    if TAG.search(text):
        text = unescape(TAG.sub(" ", text))
    return " ".join(text.split())
