"""A file's words on a screen: what would move its cursor, colour it or turn the line around is written out."""

from __future__ import annotations

import json

SHOWN = 40  # letters of a value that is quoted


def plain(text: str) -> str:
    """The text on one line, each letter that is not printed (control, format and bidirectional ones, line ends)
    escaped as Python writes it."""
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def quoted(value: str) -> str:
    """The value between quotes, plain, cut at SHOWN letters."""
    return f"“{plain(value[:SHOWN])}…”" if len(value) > SHOWN else f"“{plain(value)}”"


def plain_json(value: object) -> str:
    """JSON in which such letters are escapes, and others are not: the same value."""
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    return "".join(one if one.isprintable() or one == "\n" else json.dumps(one)[1:-1] for one in text)
