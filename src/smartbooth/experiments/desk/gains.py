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

ROW = 62.0  # pixels: two lines of words and the bar below
FARTHEST = 3.0  # four times as many: an open or wilder end is cut there, with an arrow
WIDE, NARROW = 720.0, 290.0
CHARACTER = 7.4  # of the words above a bar, in pixels


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
    height = ROW * len(gains) + 30
    rules = [tag("line", x1=x(s), x2=x(s), y1=4.0, y2=height - 24, class_="rule" if s else "base") for s in steps]
    under = [tag("text", _at(s), x=x(s), y=height - 6, text_anchor="middle") for s in steps]
    return picture(
        width, height, _("By how much they won"), "; ".join(map(_said, gains)),
        tag("g", *rules, *under, class_="axis"),
        *(_row(gain, ROW * i, x, width) for i, gain in enumerate(gains)),
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


def _row(gain: Gain, top: float, x: Linear, width: float) -> SafeString:
    y = top + 44
    low, high = x(min(gain.ends[0], x.high)), x(min(gain.ends[1], x.high))
    most = int((width - 60) / CHARACTER)
    idea = short(gain.idea, most)
    where = short(f" · {gain.launch}", most - len(idea))
    shapes = [
        tag("text", idea, tag("tspan", where, class_="where"), x=40.0, y=top + 24, class_="what"),
        tag("text", gain.letter.upper(), x=8.0, y=y + 5, class_="name"),
        tag("rect", x=low, y=y - 7, width=max(2.0, high - low), height=14.0, rx=7.0, class_="band"),
        tag("line", x1=low, x2=high, y1=y, y2=y, class_="stroke"),
        marker(gain.letter, x(min(gain.ends[2], x.high)), y, size=6, class_="solid"),
    ]
    if gain.ends[1] > x.high:
        tip = [(high - 5, y - 5), (high + 2, y), (high - 5, y + 5)]
        shapes.append(tag("path", d=path(tip), class_="stroke"))
    return tag("g", *shapes, class_=f"v-{gain.letter}")


def short(text: str, most: int) -> str:
    """At most `most` characters of it; "" where even its beginning would say nothing."""
    if len(text) <= most:
        return text
    return text[: most - 1].rstrip() + "…" if most > FEWEST else ""


FEWEST = 6  # characters
