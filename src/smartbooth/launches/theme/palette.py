"""From a theme's four colours, all that the page draws with, by day and by night."""

from __future__ import annotations

from dataclasses import dataclass

from smartbooth.launches.theme import colour as c
from smartbooth.launches.theme.colour import LCH

Theme = dict[str, str]


@dataclass(frozen=True)
class Palette:
    paper: str
    surface: str
    ink: str
    muted: str  # secondary text; reads on paper and surface
    line: str  # rules and borders that carry no meaning
    edge: str  # a field's border: 3:1 (WCAG 1.4.11)
    accent: str
    accent_ink: str  # text on the accent
    link: str  # the accent as text: reads on paper and surface


def day(theme: Theme) -> Palette:
    """The colours as chosen."""
    return _palette(theme["background"], theme["surface"], theme["text"], theme["accent"])


def night(theme: Theme) -> Palette:
    """The same page in the dark: lightness turned over, the accent lifted no more than it must to be seen. A page that
    is dark by day stays as it is."""
    if is_dark(theme):
        return day(theme)
    return _palette(*_dark(theme, 0.19, 0.235))


def deep(theme: Theme, at_night: bool = False) -> Palette:
    """For the sections that stand out by being dark. At night they are a step lighter than the page."""
    if is_dark(theme):
        paper = c.lch(theme["background"])
        lifted = [c.colour(paper._replace(lightness=paper.lightness + step)) for step in (0.06, 0.1)]
        return _palette(lifted[0], lifted[1], theme["text"], theme["accent"])
    return _palette(*(_dark(theme, 0.27, 0.31) if at_night else _dark(theme, 0.225, 0.27)))


def is_dark(theme: Theme) -> bool:
    return c.lch(theme["background"]).lightness < 0.5


def _dark(theme: Theme, paper: float, surface: float) -> tuple[str, str, str, str]:
    """Background, surface, text, accent."""
    ground, text = c.lch(theme["background"]), c.lch(theme["text"])
    # What is dark by day already has the hue that suits the dark: the text's, unless it is plain black.
    hue, chroma = (text.hue, text.chroma) if text.chroma > 0.012 else (ground.hue, ground.chroma)
    tint = min(0.035, max(0.004, chroma))
    grounds = [c.colour(LCH(paper, tint, hue)), c.colour(LCH(surface, tint, hue))]
    ink = c.colour(LCH(0.94, min(0.02, tint), hue))
    return grounds[0], grounds[1], ink, c.readable(theme["accent"], grounds, 3.0)


def _palette(paper: str, surface: str, ink: str, accent: str) -> Palette:
    grounds = [paper, surface]
    return Palette(
        paper=paper,
        surface=surface,
        ink=ink,
        muted=c.readable(c.mix(ink, paper, 0.32), grounds),
        line=c.mix(paper, ink, 0.14),
        edge=c.readable(c.mix(paper, ink, 0.4), grounds, 3.0),
        accent=accent,
        accent_ink=c.ink_on(accent),
        link=c.readable(accent, grounds),
    )
