"""The words of an HTML mail, by a scanner that goes over it once: a parser that builds the tree takes minutes for what
someone nested two hundred thousand deep. It need not agree with any browser, since what it makes is text and is never
shown as anything else."""

from __future__ import annotations

import re
from html import unescape

_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol", "hr"}
_LINES = {"br", "div", "li", "tr", "dt", "dd", "section", "article", "header", "footer"}
_CELLS = {"td", "th"}
_UNSEEN = {"script", "style", "title", "template", "noscript"}
# No "<" in a tag: each step ends at the next one, so that whatever is left open costs nothing twice.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^<>]*>|<(/?)([a-z][a-z0-9:-]{0,40})([^<>]*)>", re.DOTALL | re.IGNORECASE
)
_HREF = re.compile(r"\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANKS = re.compile(r"\s*\n\s*\n\s*")
_AROUND = re.compile(r" *\n *")
_NUMBER = re.compile(r"&#(?:\d{8,}|x[0-9a-f]{7,});?", re.IGNORECASE)  # past all characters there are
_SCHEME = re.compile(r"^(?:https?://|mailto:)", re.IGNORECASE)
_SCHEMES = ("http://", "https://", "mailto:")
PARAGRAPH, LINE = "\x02", "\x03"  # until all white space of the source is one space
TARGET = 2_000  # characters of a link's target


def words_of(markup: str) -> str:
    """Text with a line for each block, at most one empty line in a row, and each link's target after its words."""
    said = "".join(_pieces(markup.replace(PARAGRAPH, " ").replace(LINE, " ")))
    flat = _SPACE.sub(" ", said).replace(PARAGRAPH, "\n\n").replace(LINE, "\n")
    return _BLANKS.sub("\n\n", _AROUND.sub("\n", flat)).strip()


def _pieces(markup: str) -> list[str]:
    pieces: list[str] = []
    lower, at, href, since = markup.lower(), 0, "", 0
    while (tag := _TOKEN.search(markup, at)) is not None:
        pieces.append(_read(markup[at : tag.start()]))
        at, name = tag.end(), (tag[2] or "").lower()
        if name in _UNSEEN and not tag[1]:
            end = lower.find(f"</{name}", at)
            at = end if end >= 0 else len(markup)
        elif name == "a":
            pieces.append(_told(href, pieces[since:]))
            href, since = "" if tag[1] else _target(tag[3]), len(pieces)
        else:
            pieces.append(_break(name, closing=bool(tag[1])))
    pieces.append(_read(markup[at:]))
    return pieces


def _break(name: str, closing: bool) -> str:
    if name in _PARAGRAPHS:
        return PARAGRAPH
    if name in _LINES:
        return LINE if closing or name == "br" else ""
    return " " if name in _CELLS and closing else ""


def _read(words: str) -> str:
    return unescape(_NUMBER.sub("\ufffd", words))


def _target(attributes: str) -> str:
    found = _HREF.search(attributes)
    target = _read(next(filter(None, found.groups()), "")).strip() if found else ""
    return target[:TARGET] if target.lower().startswith(_SCHEMES) else ""


def _told(href: str, words: list[str]) -> str:
    """What is added to a link's words: where it leads, unless they say so."""
    bare = _SCHEME.sub("", href).rstrip("/")
    return "" if not bare or bare in "".join(words) else f" ({href})"
