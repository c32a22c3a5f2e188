"""Pixels become files: three widths in AVIF and WebP, and in a format every browser knows."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from smartbooth.launches.pictures import decode

WIDTHS = (480, 960, decode.WIDEST)
ENDINGS = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "png": "png"}
MEDIA = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True)
class File:
    name: str  # "<sha256>.<ending>"
    format: str
    width: int
    height: int
    content: bytes

    def described(self) -> dict[str, object]:
        """As Picture.renditions keeps it."""
        return {
            "name": self.name, "format": self.format, "width": self.width, "height": self.height,
            "bytes": len(self.content),
        }  # fmt: skip


def media_type(name: str) -> str:
    """Of a stored picture, by its ending. Raises KeyError for a name that is none of ours."""
    return MEDIA[name.rpartition(".")[2]]


def renditions(image: Image.Image) -> Iterator[File]:
    """`image` (RGB or RGBA, upright) at each width it can fill, never enlarged."""
    for width in [w for w in WIDTHS if w < image.width] + ([image.width] if image.width <= WIDTHS[-1] else []):
        sized = _sized(image, width)
        for kind in ("avif", "webp", "png" if image.mode == "RGBA" else "jpeg"):
            yield encoded(sized, kind)


def encoded(image: Image.Image, kind: str) -> File:
    out = io.BytesIO()
    if kind == "avif":
        image.save(out, "AVIF", quality=58, speed=7)
    elif kind == "webp":
        image.save(out, "WEBP", quality=78, method=4)
    elif kind == "jpeg":
        image.save(out, "JPEG", quality=80, optimize=True, progressive=True)
    else:
        image.save(out, "PNG", optimize=True)
    content = out.getvalue()
    name = f"{hashlib.sha256(content).hexdigest()}.{ENDINGS[kind]}"
    return File(name, kind, image.width, image.height, content)


def mean_colour(image: Image.Image) -> str:
    """ "#rrggbb" of the picture's mean, shown until it is there."""
    red, green, blue = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]  # three numbers in RGB
    return f"#{red:02x}{green:02x}{blue:02x}"


def _sized(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)
