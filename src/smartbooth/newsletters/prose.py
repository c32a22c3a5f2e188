"""Formatted text (launches.blocks.rich) as a letter holds it: HTML with its style on each element, since mail programs
drop style sheets, and plain text. What stands in the database is cleaned again, whatever way it came there."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

from smartbooth.launches.blocks.rich import sanitise
from smartbooth.launches.compile.links import safe
from smartbooth.mail.links import absolute

SERIF = "'Iowan Old Style',Charter,Georgia,'Times New Roman',serif"
STYLES = {
    "p": "margin:0 0 12px",
    "h2": f"margin:18px 0 8px;font:600 21px/1.3 {SERIF}",
    "h3": f"margin:16px 0 6px;font:600 18px/1.3 {SERIF}",
    "ul": "margin:0 0 12px;padding:0 0 0 22px",
    "ol": "margin:0 0 12px;padding:0 0 0 24px",
    "li": "margin:0 0 6px",
}
INLINE = {"strong", "em"}


def link(url: object) -> str:
    """Where a letter's link leads: an address of the whole web, mailto or tel; "" for any other."""
    found = safe(url)
    return absolute(found) if found.startswith("/") else "" if found.startswith("#") else found


class _Mail(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.made: list[str] = []
        self.links: list[bool] = []  # of the links that are open, which lead somewhere

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.made.append("<br />")
        elif tag == "a":
            target = link(dict(attrs).get("href"))
            self.links.append(bool(target))
            if target:
                self.made.append(f'<a href="{escape(target)}">')
        elif tag in STYLES:
            self.made.append(f'<{tag} style="{escape(STYLES[tag])}">')
        elif tag in INLINE:
            self.made.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            if self.links and self.links.pop():
                self.made.append("</a>")
        elif tag in STYLES or tag in INLINE:
            self.made.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.made.append(escape(data, quote=False))


def mail(html: object) -> str:
    """Well-formed (XML), for an mj-text."""
    return str(_read(_Mail(), html))


class _Text(HTMLParser):
    """Paragraphs apart by an empty line, headings underlined, entries with a dash or their number, links spelled out
    behind their words."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[str] = []
        self.lists: list[int] = []  # open lists: entries so far, -1 for one without numbers
        self.links: list[tuple[str, int]] = []  # target, and where its words begin
        self.start = 0  # of what is being written

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.made.append("\n")
        elif tag == "a":
            self.links.append((link(dict(attrs).get("href")), len(self.made)))
        elif tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else -1)
        elif tag == "li" and self.lists:
            number = self.lists[-1]
            self.lists[-1] = number + 1 if number >= 0 else number
            self.made.append(f"{self.lists[-1]}. " if number >= 0 else "- ")
        self.start = len(self.made)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.links:
            target, begun = self.links.pop()
            words = "".join(self.made[begun:])
            if target and target.removeprefix("mailto:") not in words:
                self.made.append(f" ({target.removeprefix('mailto:')})")
        elif tag in ("h2", "h3"):
            words = "".join(self.made[self.start :]).strip()
            self.made.append(f"\n{'-' * len(words)}\n\n")
        elif tag == "li":
            self.made.append("\n")
        elif tag in ("p", "ul", "ol"):
            self.made.append("\n\n" if tag == "p" and not self.lists else "\n")
            if tag != "p" and self.lists:
                self.lists.pop()

    def handle_data(self, data: str) -> None:
        self.made.append(" ".join(data.split("\n")))


def text(html: object) -> str:
    lines = [line.rstrip() for line in str(_read(_Text(), html)).split("\n")]
    return "\n".join(lines).strip()


def _read(reader: _Mail | _Text, html: object) -> str:
    reader.feed(sanitise(str(html or "")))
    reader.close()
    return "".join(reader.made)
