"""A dot and the range around it, a row each: a rate and what it might really be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from smartbooth.experiments.charts.lines import LETTER
from smartbooth.experiments.charts.marks import marker
from smartbooth.experiments.charts.scale import Linear, ticks
from smartbooth.experiments.charts.svg import picture, tag

ROW = 40.0


@dataclass(frozen=True)
class Row:
    """A variant's rate and the range around it, as fractions; None before its first visitor."""

    letter: str
    rate: float | None
    low: float = 0.0
    high: float = 1.0


def draw(
    title: str,
    description: str,
    rows: Sequence[Row],
    say: Callable[[float], str],
    say_value: Callable[[float], str],
    width: float,
) -> SafeString:
    """The rows from 0 to a round number past the highest range."""
    steps = ticks(max((row.high for row in rows if row.rate is not None), default=0.0), 4, whole=False)
    tail = LETTER * max((len(say_value(row.rate)) for row in rows if row.rate is not None), default=0) + 18
    x = Linear(0, steps[-1], 34, width - tail)
    height = ROW * len(rows) + 26
    rules = [tag("line", x1=x(s), x2=x(s), y1=4.0, y2=height - 24, class_="rule" if s else "base") for s in steps]
    words = [tag("text", say(s), x=x(s), y=height - 6, text_anchor="middle") for s in steps]
    return picture(
        width, height, title, description,
        tag("g", *rules, *words, class_="axis"),
        *(_row(row, ROW * i + ROW / 2 + 4, x, say_value, width - tail + 12) for i, row in enumerate(rows)),
        class_="chart ranges",
    )  # fmt: skip


def _row(row: Row, y: float, x: Linear, say_value: Callable[[float], str], end: float) -> SafeString:
    name = tag("text", row.letter.upper(), x=8.0, y=y + 5, class_="name")
    if row.rate is None:
        return tag("g", name, class_=f"v-{row.letter}")
    low, high = x(row.low), x(min(row.high, x.high))
    return tag(
        "g", name,
        tag("rect", x=low, y=y - 6, width=max(1.0, high - low), height=12.0, rx=6.0, class_="band"),
        tag("line", x1=low, x2=high, y1=y, y2=y, class_="stroke"),
        marker(row.letter, x(row.rate), y, size=6, class_="solid"),
        tag("text", say_value(row.rate), x=end, y=y + 5, class_="value"),
        class_=f"v-{row.letter}",
    )  # fmt: skip
