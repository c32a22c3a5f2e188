"""Lines of type: SVG breaks none by itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import font_source_serif_pro
from PIL import ImageFont

SLACK = 0.92  # of the width is filled: faces of other machines are some per cent wider than the one measured


def broken(text: str, size: int, width: float) -> list[str]:
    """`text` in lines that stand in `width` pixels at `size` pixels. A word wider than a line is cut where it ends."""
    font, lines = _font(size), [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width * SLACK:
            lines[-1] = longer
            continue
        pieces = _pieces(word, font, width * SLACK)
        lines = [*filter(None, lines), *pieces]
    return lines


def _pieces(word: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and font.getlength(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    folder = Path(font_source_serif_pro.font_directory)
    return ImageFont.truetype(str(next(folder.rglob("SourceSerifPro-Semibold.ttf"))), size)
