"""Fewer bytes, same page: white space that a browser would not draw is left out, nothing else is touched."""

from __future__ import annotations

import re

# A tag, a comment or a doctype; attribute values may hold ">".
TOKEN = re.compile(r"<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')+>", re.DOTALL)
NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
VERBATIM = ("pre", "textarea", "script", "style")
# White space beside these is never drawn (they are blocks, or not drawn at all).
BLOCKS = frozenset(
    """html head body title meta link style script header main footer section article aside nav div p h1 h2 h3 h4 h5 h6
    ul ol li dl dt dd table thead tbody tfoot tr td th caption colgroup col form fieldset legend figure figcaption
    blockquote details summary address hr noscript option optgroup""".split()  # noqa: SIM905 - a list reads better so
)
SPACE = re.compile(r"[ \t\r\n\f]+")
VALUE = re.compile(r"(\"[^\"]*\"|'[^']*')")


def html(text: str) -> str:
    """`text` (well-formed enough that quotes in tags are closed) without comments and idle white space."""
    out: list[str] = []
    position, verbatim, open_edge = 0, "", True  # open_edge: what came last was a block's edge
    for match in TOKEN.finditer(text):
        between, tag = text[position : match.start()], match[0]
        if verbatim and not _closes(tag, verbatim):
            continue  # inside <pre> and the like everything stays: it is taken when the element closes
        position = match.end()
        name = (found[1].lower() if (found := NAME.match(tag)) else "") if not tag.startswith("<!--") else "#"
        if verbatim:
            out.append(between if verbatim in ("pre", "textarea") else between.strip())
            out.append(tag)
            verbatim, open_edge = "", name in BLOCKS
            continue
        edge = name in BLOCKS or tag.startswith("<!doctype")
        piece = SPACE.sub(" ", between)
        if open_edge:
            piece = piece.lstrip(" ")
        if edge:
            piece = piece.rstrip(" ")
        out.append(piece)
        if name == "#":
            open_edge = open_edge if not piece else piece.endswith(" ")
            continue
        out.append(_tag(tag))
        open_edge = edge
        if name in VERBATIM and not tag.startswith("</"):
            verbatim = name
    out.append(SPACE.sub(" ", text[position:]).strip())
    return "".join(out)


def css(text: str) -> str:
    """A style sheet without comments and idle white space; strings stay as they are."""
    pieces = VALUE.split(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    for index in range(0, len(pieces), 2):
        piece = SPACE.sub(" ", pieces[index])
        piece = re.sub(r" ?([{};,>]) ?", r"\1", piece)
        piece = re.sub(r": ", ":", piece)
        pieces[index] = piece.replace(";}", "}")
    return "".join(pieces).strip()


def _closes(tag: str, name: str) -> bool:
    return tag[:2] == "</" and tag[2 : 2 + len(name)].lower() == name


def _tag(tag: str) -> str:
    """One tag, its attributes parted by single spaces."""
    pieces = VALUE.split(tag)
    pieces[::2] = [SPACE.sub(" ", piece) for piece in pieces[::2]]
    joined = "".join(pieces).replace(' rel=""', "")
    return re.sub(r" (/?>)$", r"\1", joined)
