"""A test's picture to put in a letter or on a slide: it says whose it is, what came out, and from when it is.

Nothing in it asks anybody for anything: no style sheet, no font, no link.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, tostring

from smartbooth.experiments.given import typeset
from smartbooth.experiments.given.paint import INK, MUTED, PAPER, SANS, SERIF, SVG, painted
from smartbooth.experiments.given.sheet import Sheet

WIDTH, MARGIN = 1150.0, 40.0  # pixels
INSIDE = WIDTH - 2 * MARGIN
SMALL, WORD, SENTENCE = 14, 30, 19  # sizes of type, pixels
FORBIDDEN = re.compile(
    "[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
)  # in XML 1.0, section 2.2; names may hold any
LINE = 1.35  # of a size


def standalone(sheet: Sheet) -> str:
    """The picture as an SVG document, on white."""
    root = Element(f"{{{SVG}}}svg", {"role": "img"})
    SubElement(root, f"{{{SVG}}}title").text = f"{sheet.name}: {sheet.answer.word}"
    described = SubElement(root, f"{{{SVG}}}desc")
    described.text = sheet.answer.text()
    paper = SubElement(root, f"{{{SVG}}}rect", {"width": str(WIDTH), "fill": PAPER})
    y = _head(root, sheet)
    for picture in sheet.pictures[:1]:
        drawn = painted(picture)
        described.text += " " + (drawn.findtext(f"{{{SVG}}}desc") or "")
        y = _chart(root, drawn, y + 22)
    height = str(round(_foot(root, sheet, y + 34)))
    paper.set("height", height)
    root.attrib |= {"width": str(WIDTH), "height": height, "viewBox": f"0 0 {WIDTH} {height}"}
    return FORBIDDEN.sub(
        "", '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"
    )


def _head(root: Element, sheet: Sheet) -> float:
    """Whose it is, and what came out; where its last line stands."""
    y = _lines(root, sheet.name, MARGIN + 4, SMALL, SANS, MUTED)
    y = _lines(root, sheet.answer.word, y + WORD * LINE, WORD, SERIF, INK, weight="600")
    return _lines(root, sheet.answer.title, y + SENTENCE * 1.6, SENTENCE, SERIF, INK)


def _chart(root: Element, drawn: Element, top: float) -> float:
    """The chart's parts; where it ends."""
    group = SubElement(root, f"{{{SVG}}}g", {"transform": f"translate({MARGIN:g} {top:g})"})
    group.extend(child for child in drawn if child.tag not in (f"{{{SVG}}}title", f"{{{SVG}}}desc"))
    return top + float(drawn.attrib["height"])


def _foot(root: Element, sheet: Sheet, y: float) -> float:
    """How to read it, and from when it is; the picture's height."""
    for line in (sheet.reading, sheet.dated):
        if line:
            y = _lines(root, line, y, SMALL, SANS, MUTED) + SMALL * LINE
    return y + MARGIN - SMALL


def _lines(root: Element, text: str, y: float, size: int, face: str, ink: str, weight: str = "400") -> float:
    """`text` broken to the picture's width, its first line at `y`; where the last one stands."""
    looks = {"font-family": face, "font-size": str(size), "font-weight": weight, "fill": ink}
    for i, line in enumerate(typeset.broken(text, size, INSIDE)):
        y += size * LINE if i else 0
        SubElement(root, f"{{{SVG}}}text", {"x": f"{MARGIN:g}", "y": f"{y:g}", **looks}).text = line
    return y
