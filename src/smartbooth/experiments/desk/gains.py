"""The ideas that won: each with the interval it won by. One scale for all, so that they can be compared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from smartbooth.experiments import names
from smartbooth.experiments.charts.marks import marker
from smartbooth.experiments.charts.scale import Linear, ticks
from smartbooth.experiments.charts.svg import path, picture, tag
from smartbooth.experiments.shown.sizes import size

ROW = 62.0  # pixels: a line of words and the bar below
LINE = 20.0  # … and of another line, for the launch where the page is narrow
FARTHEST = 3.0  # four times as many: an open or wilder end is cut there, with an arrow
WIDE, NARROW = 720.0, 290.0
CHARACTER = 8.8  # of the words above a bar, in pixels: they are bold


@dataclass(frozen=True)
class Gain:
    """An idea that won, on which launch, and the relative lift: low end above 0, high end perhaps infinite, and
    the likeliest."""

    letter: str
    idea: str
    launch: str
    ends: tuple[float, float, float]


def draw(gains: Sequence[Gain]) -> list[SafeString]:
    """For a wide and a narrow page."""
    return [_draw(gains, WIDE), _draw(gains, NARROW)]


def _draw(gains: Sequence[Gain], width: float) -> SafeString:
    reach = max(min(FARTHEST, gain.ends[1]) for gain in gains)
    steps = ticks(reach, 5 if width > 500 else 3, whole=False)
    x = Linear(0, steps[-1], 34.0, width - 24)
    row = ROW if width == WIDE else ROW + LINE
    height = row * len(gains) + 30
    rules = [tag("line", x1=x(s), x2=x(s), y1=4.0, y2=height - 24, class_="rule" if s else "base") for s in steps]
    under = [tag("text", _at(s), x=x(s), y=height - 6, text_anchor="middle") for s in steps]
    return picture(
        width, height, _("By how much they won"), "; ".join(map(_said, gains)),
        tag("g", *rules, *under, class_="axis"),
        *(_row(gain, row * i, row, x, width) for i, gain in enumerate(gains)),
        class_="chart ranges gains",
    )  # fmt: skip


def _at(step: float) -> str:
    return f"+{names.axis_percent(step)}" if step else "0"


def _said(gain: Gain) -> str:
    low, high, _likeliest = gain.ends
    words = {"idea": gain.idea, "launch": gain.launch, "low": size(low, down=True)}
    if math.isinf(high):
        return _("%(idea)s (%(launch)s): at least %(low)s more") % words
    return _("%(idea)s (%(launch)s): %(low)s to %(high)s more") % {**words, "high": size(high, down=False)}


def _row(gain: Gain, top: float, row: float, x: Linear, width: float) -> SafeString:
    y = top + row - 18
    low, high = x(min(gain.ends[0], x.high)), x(min(gain.ends[1], x.high))
    shapes = [
        *_words(gain, top + 24, int((width - 60) / CHARACTER), row > ROW),
        tag("text", gain.letter.upper(), x=8.0, y=y + 5, class_="name"),
        tag("rect", x=low, y=y - 7, width=max(2.0, high - low), height=14.0, rx=7.0, class_="band"),
        tag("line", x1=low, x2=high, y1=y, y2=y, class_="stroke"),
        marker(gain.letter, x(min(gain.ends[2], x.high)), y, size=6, class_="solid"),
    ]
    if gain.ends[1] > x.high:
        tip = [(high - 5, y - 5), (high + 2, y), (high - 5, y + 5)]
        shapes.append(tag("path", d=path(tip), class_="stroke"))
    return tag("g", *shapes, class_=f"v-{gain.letter}")


def _words(gain: Gain, y: float, most: int, two: bool) -> list[SafeString]:
    """The idea and its launch, in one line or in `two`, of at most `most` characters each."""
    idea = short(gain.idea, most)
    if not two:
        where = short(f" · {gain.launch}", most - len(idea))
        return [tag("text", idea, tag("tspan", where, class_="where"), x=40.0, y=y, class_="what")]
    below = tag("text", tag("tspan", short(gain.launch, most), class_="where"), x=40.0, y=y + LINE, class_="what")
    return [tag("text", idea, x=40.0, y=y, class_="what"), below]


def short(text: str, most: int) -> str:
    """At most `most` characters of it; "" where even its beginning would say nothing."""
    if len(text) <= most:
        return text
    return text[: most - 1].rstrip() + "…" if most > FEWEST else ""


FEWEST = 6  # characters
