"""Whether a letter would load something when it is opened, or run it: read as a mail program reads it, so that what a
letter *says* ("src=x" in somebody's name) is no alarm."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# What loads or runs by itself (HTML living standard: img, media, frames, links to sheets, objects, refreshes).
TAGS = frozenset({
    "img", "picture", "source", "video", "audio", "track", "iframe", "frame", "object", "embed", "link", "script",
    "image", "input", "base", "form", "svg",
})  # fmt: skip
ATTRIBUTES = re.compile(r"src|srcset|background|poster|data|xlink:href|ping|http-equiv|on[a-z]+")
STYLE = re.compile(r"url\s*\(|@import|image-set|expression\s*\(", re.IGNORECASE)
# Outlook reads what is in its own comments as HTML.
COMMENT = re.compile(
    r"<(?:" + "|".join(sorted(TAGS)) + r")\b|\s(?:" + ATTRIBUTES.pattern + r")\s*=", re.IGNORECASE
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if ATTRIBUTES.fullmatch(name) or (name == "style" and STYLE.search(value or "")):
                self.found.append(f"{tag} {name}")
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if self._style and STYLE.search(data):
            self.found.append("<style>")

    def handle_comment(self, data: str) -> None:
        if COMMENT.search(data) or STYLE.search(data):
            self.found.append("<!-- -->")

    def unknown_decl(self, data: str) -> None:
        """`<![if …]>`: only Outlook knows it; what it holds is read by all and so looked at as any other."""


def fetched(html: str) -> list[str]:
    """What would be loaded or run, as tags and attributes; nothing where the letter is only read."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found
