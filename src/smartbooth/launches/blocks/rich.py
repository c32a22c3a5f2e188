"""Formatted text: what of HTML an owner may write, and nothing else."""

from __future__ import annotations

import re
from html import escape

import nh3

ELEMENTS = {"p", "h2", "h3", "strong", "em", "ul", "ol", "li", "a", "br"}
SCHEMES = {"http", "https", "mailto", "tel"}
HEADING = re.compile(r"<(h[23])>(.*?)</h[23]>", re.DOTALL)
EMPTY = re.compile(r"<(p|h2|h3|li)>(\s|<br>|&nbsp;)*</\1>")


def sanitise(html: str) -> str:
    """Only ELEMENTS, links only to SCHEMES, no attribute but href; the first heading is an h2 (no level is skipped).

    Applied when saved and again when drawn: what stands in the database is not trusted to have come this way.
    """
    cleaned = nh3.clean(
        html,
        tags=ELEMENTS,
        clean_content_tags={"script", "style"},
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
    cleaned = EMPTY.sub("", cleaned)
    first = HEADING.search(cleaned)
    if first and first.group(1) == "h3":
        cleaned = f"{cleaned[: first.start()]}<h2>{first.group(2)}</h2>{cleaned[first.end() :]}"
    return cleaned.strip()


def plain_to_rich(text: str) -> str:
    """Blank lines part paragraphs, single ones break lines."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))]
    return "".join("<p>" + "<br>".join(map(escape, part.split("\n"))) + "</p>" for part in parts if part)
