"""A theme as CSS custom properties: all that blocks may draw with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from smartbooth.launches.theme.colour import ratio
from smartbooth.launches.theme.form import parse
from smartbooth.launches.theme.palette import Palette, day, deep, is_dark, night
from smartbooth.launches.theme.voices import VOICES

# Steps 1 to 5 of the type scale, in rem: (smallest, part of the viewport's width, largest).
SCALES = {
    "normal": [(1.2, 0.2, 1.3), (1.4, 0.5, 1.6), (1.7, 1.2, 2.2), (2.1, 2.4, 3.2), (2.4, 4, 4.2)],
    "large": [(1.2, 0.3, 1.35), (1.45, 0.7, 1.8), (1.9, 1.6, 2.7), (2.3, 3.2, 4.2), (2.6, 5.4, 5.8)],
    "poster": [(1.2, 0.4, 1.4), (1.5, 0.9, 2), (2, 2.4, 3.4), (2.5, 4.6, 5.6), (2.9, 8.5, 9)],
}
GAPS = {"compact": (2.25, 3.5), "normal": (3.25, 5.5), "roomy": (4, 8.5)}  # above and below a section, rem
CORNERS = {"square": ("0", "0"), "soft": (".5rem", ".4rem"), "round": ("1.4rem", "99rem")}  # boxes, buttons


def tokens(theme: Mapping[str, Any]) -> str:
    """The style rules that set them: by day, and by night where the theme follows the device. Paper stays light."""
    chosen = parse(theme)
    light = day(chosen)
    # `--o-…`: the accent as chosen, also at night, for what has a colour of its own (a book's cover).
    own = f"--o-accent:{light.accent};--o-accent-ink:{light.accent_ink};"
    css = f":root{{{_colours(light, deep(chosen))}{own}{_type(chosen)}{_shape(chosen)}}}"
    if chosen["dark"] == "auto" and not is_dark(chosen):
        dark = _colours(night(chosen), deep(chosen, at_night=True))
        css += f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    else:
        css += f":root{{color-scheme:{'dark' if is_dark(chosen) else 'light'}}}"
    return css


def _colours(page: Palette, deeper: Palette) -> str:
    """`--paper` …: what a section draws with; its tone may set them anew from `--c-…` (accent) and `--d-…` (dark)."""
    named = {name.replace("_", "-"): value for name, value in asdict(page).items()}
    dark = {f"d-{name.replace('_', '-')}": value for name, value in asdict(deeper).items()}
    # A button on the accent: dark where that stands out from it, else as light as the text there.
    button = (
        (deeper.paper, deeper.ink) if ratio(deeper.paper, page.accent) >= 3 else (page.accent_ink, page.accent)
    )
    kept = {
        "c-accent": page.accent,
        "c-accent-ink": page.accent_ink,
        "c-button": button[0],
        "c-button-ink": button[1],
    }
    return "".join(f"--{name}:{value};" for name, value in {**named, **kept, **dark}.items())


def _type(theme: dict[str, str]) -> str:
    voice = VOICES[theme["font"]]
    steps = "".join(
        f"--s{number}:clamp({low}rem,{low * 0.72:.2f}rem + {fluid}vw,{high}rem);"
        for number, (low, fluid, high) in enumerate(SCALES[theme["scale"]], start=1)
    )
    return (
        f"--font:{voice.text};--display:{voice.display};--weight:{voice.weight};--tracking:{voice.tracking};"
        f"--leading:{voice.leading};{steps}"
    )


def _shape(theme: dict[str, str]) -> str:
    low, high = GAPS[theme["spacing"]]
    radius, pill = CORNERS[theme["corners"]]
    return f"--gap:clamp({low}rem,7vw,{high}rem);--radius:{radius};--pill:{pill};"
