"""The social card: what a link to the page looks like where people share it. 1200 x 630 pixels, PNG or JPEG.

Drawn from the page's own headline and theme; over the page's first picture where it has one.
"""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import font_source_serif_pro
from django.core.files.storage import default_storage
from PIL import Image, ImageColor, ImageDraw, ImageFont

from smartbooth.launches import theme
from smartbooth.launches.compile import style
from smartbooth.launches.compile.facts import description, headline
from smartbooth.launches.compile.page import Page, PictureFacts
from smartbooth.launches.documents import Document
from smartbooth.launches.pictures import encode

SIZE = (1200, 630)
MARGIN = 72
FOLDER = "pictures"
LINE = 1.12  # of the type's size
END = re.compile(r"(?<=[.!?])\s[^.!?]*[.!?…]*$")  # the last sentence, without the one before it
Colour = tuple[int, int, int]


def draw(document: Document, page: Page) -> encode.File:
    """The card, named by its content: the same page gives the same card."""
    tokens = theme.tokens(theme.parse(document.get("theme") or {}))
    paper, ink = _colour(tokens, "paper", "#ffffff"), _colour(tokens, "ink", "#111111")
    accent = _colour(tokens, "accent", "#1f4fd8")
    image = Image.new("RGB", SIZE, paper)
    pen = ImageDraw.Draw(image)
    room = SIZE[0] - 2 * MARGIN
    facts = next(iter(page.pictures.values()), None)
    if facts is not None and (shown := _picture(facts)) is not None:
        image.paste(_filling(shown, (470, SIZE[1])), (SIZE[0] - 470, 0))
        room = SIZE[0] - 470 - MARGIN - 56
    soft = _between(ink, paper, 0.28)
    pen.rectangle((MARGIN, MARGIN, MARGIN + 56, MARGIN + 8), fill=accent)
    pen.text(
        (MARGIN, MARGIN + 26), _cut(page.name, _font("Semibold", 34), room), font=_font("Semibold", 34), fill=ink
    )
    y = MARGIN + 108
    size, lines = _fitting(headline(document["blocks"]) or page.name, room, 270)
    for line in lines:
        pen.text((MARGIN, y), line, font=_font("Bold", size), fill=ink)
        y += round(size * LINE)
    floor = SIZE[1] - MARGIN - 26
    y += 28
    for line in _sentences(description(document["blocks"]), room, (floor - 34 - y) // 42):
        pen.text((MARGIN, y), line, font=_font("Regular", 32), fill=soft)
        y += 42
    address = page.url.partition("://")[2].rstrip("/")
    pen.text((MARGIN, floor), _cut(address, _font("Semibold", 26), room), font=_font("Semibold", 26), fill=soft)
    return encode.encoded(image, "jpeg" if facts is not None else "png")


def _fitting(text: str, width: int, height: int) -> tuple[int, list[str]]:
    """The largest type in which all of `text` stands in the room; the smallest, cut with an ellipsis, at worst."""
    for size in (96, 84, 74, 64, 56, 48):
        lines = _wrapped(text, _font("Bold", size), width)
        fits = all(_font("Bold", size).getlength(line) <= width for line in lines)
        if fits and len(lines) * size * LINE <= height:
            return size, _balanced(text, size, width, len(lines))
    most = int(height // (48 * LINE))
    lines = _wrapped(text, _font("Bold", 48), width)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return 48, [_cut(line, _font("Bold", 48), width) for line in lines]


def _sentences(text: str, width: int, count: int) -> list[str]:
    """As many whole sentences of `text` as stand in `count` lines; none is broken off."""
    while text:
        lines = _wrapped(text, _font("Regular", 32), width)
        if len(lines) <= count:
            return lines
        text = END.sub("", text) if END.search(text) else ""
    return []


def _balanced(text: str, size: int, width: int, count: int) -> list[str]:
    """In `count` lines of about the same length: no word alone on the last one."""
    narrow = next(room for room in range(width // count, width + 20, 20) if _stands(text, size, room, count))
    return _wrapped(text, _font("Bold", size), min(narrow, width))


def _stands(text: str, size: int, width: int, count: int) -> bool:
    font = _font("Bold", size)
    lines = _wrapped(text, font, width)
    return len(lines) <= count and all(font.getlength(line) <= width for line in lines)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" ") if text else ():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _picture(facts: PictureFacts) -> Image.Image | None:
    """The largest copy in a plain format; None when its file is gone (publishing refuses that page anyway)."""
    plain = [item for item in facts.renditions if item["format"] in ("jpeg", "png")]
    path = f"{FOLDER}/{max(plain, key=lambda item: item['width'])['name']}"
    if not default_storage.exists(path):
        return None
    with default_storage.open(path) as file:
        image = Image.open(io.BytesIO(file.read()))
    if image.mode != "RGBA":
        return image.convert("RGB")
    return None  # see-through pictures are logos and cut-outs: cropped to a column they say nothing


def _filling(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """`image` scaled to cover `size`, its middle kept."""
    scale = max(size[0] / image.width, size[1] / image.height)
    large = image.resize((max(size[0], round(image.width * scale)), max(size[1], round(image.height * scale))))
    left, upper = (large.width - size[0]) // 2, (large.height - size[1]) // 2
    return large.crop((left, upper, left + size[0], upper + size[1]))


def _colour(tokens: str, name: str, default: str) -> Colour:
    red, green, blue = ImageColor.getrgb(style.token(tokens, name) or default)[:3]
    return red, green, blue


def _between(one: Colour, two: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, two, strict=True))
    return red, green, blue


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    folder = Path(font_source_serif_pro.font_directory)
    return ImageFont.truetype(str(next(folder.rglob(f"SourceSerifPro-{weight}.ttf"))), size)
