"""A letter's HTML: Django fills a template of MJML (mjml.io), mrml makes of it the tables and inline styles that mail
programs need. What it needs is here: neither mrml nor a letter fetches anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import mrml
from django.template.loader import render_to_string

# Not a known font family gets a link or an @import to where it could be had; and no comments of ours travel.
OPTIONS = mrml.RenderOptions(disable_comments=True, fonts={})
# XML 1.0, 2.2 "Char": mrml refuses the rest; and the controls from U+007F on, which nothing shows.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# mrml writes attributes as Rust writes strings ("\u{202f}", a doubled backslash): these go through as references.
CHANGED = re.compile(r"[\\\u00a0-\U0010ffff]")
REFERENCE = re.compile(r"&#(92|\d{3,7});")
# Both http-equivs that mrml writes. One chooses a mode of Internet Explorer, the other says the charset in the longest
# way: no mail program needs them, and without them the check of promise G5 can refuse every http-equiv, as a refresh
# fetches. What Outlook on Windows needs to keep the width (conditional tables, which fetch nothing) stays.
EQUIVS = (
    '<!--[if !mso]><!--><meta http-equiv="X-UA-Compatible" content="IE=edge"><!--<![endif]-->'
    '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">'
)
CHARSET = '<meta charset="utf-8">'


class NotMJML(ValueError):
    """A template from which no letter can be made; says why."""


def render(template: str, context: Mapping[str, Any]) -> str:
    """The HTML document of `template` ("mail/account/password_reset.mjml"), its values escaped, in the language that is
    active. Raises NotMJML, and what Django's templates raise."""
    return compiled(render_to_string(template, dict(context)), template)


def compiled(source: str, name: str = "") -> str:
    """The HTML of MJML. Characters that no document may have are left away. Raises NotMJML with `name` in it."""
    told = CHANGED.sub(lambda found: f"&#{ord(found[0])};", UNSEEN.sub("", source))
    try:
        made = mrml.to_html(told, render_options=OPTIONS).content
    except OSError as error:  # what mrml raises for every fault of a source
        raise NotMJML(f"{name}: {error}") from error
    return REFERENCE.sub(_character, made).replace(EQUIVS, CHARSET)


def _character(found: re.Match[str]) -> str:
    number = int(found[1])
    return chr(number) if number == ord("\\") or 0xA0 <= number <= 0x10FFFF else found[0]


def lost(html: str) -> list[str]:
    """What a reader of this compiled letter would not get: elements that are none of MJML's, which mrml passes on, and
    text outside mj-text, which it sets at a size of nothing."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


class _Reader(HTMLParser):
    """Follows the font size, the one inherited property that MJML's tables set to 0."""

    VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
    SIZE = re.compile(r"font(?:-size)?:[^;]*?\b(\d+)px")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[tuple[str, bool]] = []  # elements, and whether text in them is set at 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag.startswith("mj-"):
            self.found.append(f"<{tag}>")
        if tag in self.VOID:
            return
        size = self.SIZE.search(dict(attrs).get("style") or "")
        self.open.append((tag, size[1] == "0" if size else bool(self.open and self.open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1] and data.strip():
            self.found.append(data.strip()[:40])
