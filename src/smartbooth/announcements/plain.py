"""The operator's text: plain, with blank lines between paragraphs, and no link but to our own host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from smartbooth.mail.links import absolute
from smartbooth.mail.parameters import LINKISH

TRAILING = ".,;:!?)]»”\u00a0\u202f"  # of the sentence, not of the address in it


def foreign(text: str) -> list[str]:
    """What would become a link to anywhere but the studio, as it stands in `text`."""
    elsewhere = "".join(piece for piece, ours in _pieces(text) if not ours)
    return [found.rstrip(TRAILING) for found in LINKISH.findall(elsewhere)]


def paragraphs(text: str) -> list[str]:
    """`text` at its blank lines; a line's end within one stays."""
    return [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]


def html(text: str) -> SafeString:
    """`text` as paragraphs, with what is ours as links."""
    return format_html_join("\n", "<p>{}</p>", ((_lines(part),) for part in paragraphs(text)))


def _lines(paragraph: str) -> SafeString:
    lines = (
        format_html_join("", "{}", ((_linked(*one),) for one in _pieces(line))) for line in paragraph.split("\n")
    )
    return format_html_join(
        "", "{}{}", ((SafeString("<br>") if at else "", line) for at, line in enumerate(lines))
    )


def _linked(piece: str, ours: bool) -> str:
    return format_html('<a href="{0}">{0}</a>', piece) if ours else piece


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """(piece, whether it is an address of ours), in order: together they are `text`."""
    base = re.escape(absolute("")) + r"(?:/\S*|(?=\s|$|[.,;:!?)]+(?:\s|$)))"
    end = 0
    for found in re.finditer(base, text):
        address = found[0].rstrip(TRAILING)
        yield text[end : found.start()], False
        yield address, True
        end = found.start() + len(address)
    yield text[end:], False
