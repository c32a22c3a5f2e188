"""An update's text as other places want it: on one line, with full addresses."""

from __future__ import annotations

from html import unescape
from urllib.parse import urljoin

import nh3
from django.utils.html import strip_tags

from smartbooth.launches.blocks.rich import ELEMENTS, sanitise

SUMMARY = 240  # characters: what a list shows of a longer text


def plain(html: str) -> str:
    """The text on one line, without mark-up."""
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())


def summary(html: str) -> str:
    """Its beginning, cut at a word."""
    text = plain(html)
    if len(text) <= SUMMARY:
        return text
    return text[: SUMMARY - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


def whole(html: str, base: str) -> str:
    """Sanitised, every link absolute: read in a feed reader, "/" would lead nowhere. `base`: the launch's address."""
    return nh3.clean(
        sanitise(html), tags=ELEMENTS, attributes={"a": {"href"}}, link_rel="noopener noreferrer",
        url_schemes={"http", "https", "mailto", "tel"},
        attribute_filter=lambda _tag, _name, value: urljoin(base, value.strip()),
    )  # fmt: skip
