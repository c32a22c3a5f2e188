"""A picture as PNG, the same on every machine: drawn with the face that the installation brings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import font_source_serif_pro
import resvg_py
from fontTools.ttLib import TTFont

FACE = "Source Serif Pro"
SCALE = 2  # pixels for each of the picture's: sharp on today's screens and in print at half the width
WEIGHTS = ("Regular", "Semibold", "Bold")
FAMILY = re.compile(r'font-family="[^"]*"')


def draw(svg: str) -> bytes:
    """`svg` as PNG on white. Raises ValueError for what is no SVG.

    The machine's own faces are asked only for letters that ours lacks (Chinese, Arabic …): with them every machine
    would draw another picture.
    """
    ours = FAMILY.sub(f'font-family="{FACE}"', svg)
    drawn = resvg_py.svg_to_bytes(
        svg_string=ours, zoom=SCALE, background="#ffffff", font_family=FACE, font_files=[str(one) for one in _files()],
        skip_system_fonts=set(svg) <= _letters(),
    )  # fmt: skip
    return bytes(drawn)


@cache
def _files() -> list[Path]:
    folder = Path(font_source_serif_pro.font_directory)
    return [next(folder.rglob(f"SourceSerifPro-{weight}.ttf")) for weight in WEIGHTS]


@cache
def _letters() -> frozenset[str]:
    """What our face can write; and line ends, which nobody draws."""
    with TTFont(_files()[0], lazy=True) as font:
        return frozenset("\n" + "".join(map(chr, font.getBestCmap())))
