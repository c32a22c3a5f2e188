"""Colours as numbers: "#rrggbb", contrast by WCAG 2.2, lightness and hue by OKLCH.

Sources: WCAG 2.2, "relative luminance" and "contrast ratio"; Björn Ottosson, "A perceptual color space for image
processing" (2020), for the OKLab matrices.
"""

from __future__ import annotations

import math
from typing import NamedTuple

RGB = tuple[float, float, float]  # 0 to 1, as in "#rrggbb" (gamma-encoded sRGB)


class LCH(NamedTuple):
    lightness: float  # 0 to 1
    chroma: float  # 0 to about 0.37
    hue: float  # radians


def rgb(colour: str) -> RGB:
    """ "#1f4fd8" as three numbers from 0 to 1. Raises ValueError for anything else."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"not a colour: {colour!r}")
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def text(value: RGB) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in value)


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def encoded(part: float) -> float:
    part = min(1.0, max(0.0, part))
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def luminance(colour: str) -> float:
    red, green, blue = map(linear, rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """WCAG's contrast ratio, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lch(colour: str) -> LCH:
    red, green, blue = map(linear, rgb(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return LCH(lightness, math.hypot(a, b), math.atan2(b, a))


def colour(value: LCH) -> str:
    """The sRGB colour nearest to it: chroma is lowered until the colour can be shown."""
    lightness, chroma, hue = value
    for _ in range(24):
        parts = _linear_rgb(lightness, chroma * math.cos(hue), chroma * math.sin(hue))
        if all(-0.0005 <= part <= 1.0005 for part in parts):
            break
        chroma *= 0.9
    return text((encoded(parts[0]), encoded(parts[1]), encoded(parts[2])))


def _linear_rgb(lightness: float, a: float, b: float) -> RGB:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def mix(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of `other` in `one`."""
    first, second = rgb(one), rgb(other)
    return text(tuple(a + (b - a) * share for a, b in zip(first, second, strict=True)))  # type: ignore[arg-type]  # three in, three out


def readable(wanted: str, grounds: list[str], least: float = 4.5) -> str:
    """`wanted`, made darker or lighter in its own hue until it reads on every ground at ratio `least`; black or white
    where no shade of it does."""
    if all(ratio(wanted, ground) >= least for ground in grounds):
        return wanted
    here = lch(wanted)
    darker = sum(map(luminance, grounds)) / len(grounds) > 0.18
    steps = [
        here.lightness * (1 - n / 40) if darker else here.lightness + (1 - here.lightness) * n / 40
        for n in range(41)
    ]
    shades = (colour(LCH(step, here.chroma, here.hue)) for step in steps)
    return next(
        (shade for shade in shades if all(ratio(shade, ground) >= least for ground in grounds)),
        "#000000" if darker else "#ffffff",
    )


def ink_on(ground: str) -> str:
    """White or nearly black, whichever reads better; plain black where nearly is not enough. One always reaches 4.5."""
    best = max(("#ffffff", "#16130f"), key=lambda ink: ratio(ink, ground))
    return best if ratio(best, ground) >= 4.5 else max(("#ffffff", "#000000"), key=lambda ink: ratio(ink, ground))
