"""A range that narrows as time goes on: a bar for each moment from the lowest to the highest value that may be true,
the newest in full, what they enclose shaded. A panel a version, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from smartbooth.experiments.charts.lines import LETTER
from smartbooth.experiments.charts.marks import marker
from smartbooth.experiments.charts.scale import Linear, Plot, spread
from smartbooth.experiments.charts.svg import path, picture, tag

TOP, BOTTOM = 34.0, 28.0  # of a panel: room for its name above, for the moments below
GAP = 28.0  # between panels
CUE = 5.0  # pixels: half the width of the arrow where a bar goes on beyond the picture
LINE = 17.0  # pixels: between two labels


@dataclass(frozen=True)
class Span:
    """At `when` (any unit) the value was likeliest `point`, and nothing from `low` to `high` was refuted; ends may be
    infinite."""

    when: float
    low: float
    high: float
    point: float


@dataclass(frozen=True)
class Panel:
    """A version's bars, oldest first. `words`: what the newest one's high end, point and low end say."""

    letter: str
    name: str
    spans: Sequence[Span]
    words: tuple[str, str, str]


@dataclass(frozen=True)
class Chart:
    """`edges`: the lowest and the highest value in the picture. `steps`: (value, its words) of the axis, 0 among them.
    `idle`: the values around 0 that would not matter. `marks`: (when, words) under the axis."""

    title: str
    description: str
    panels: Sequence[Panel]
    edges: tuple[float, float]
    steps: Sequence[tuple[float, str]]
    marks: Sequence[tuple[float, str]]
    idle: tuple[float, float]


def draw(chart: Chart, width: float, height: float, columns: int) -> SafeString:
    """The panels in `columns`, each `height` pixels high, the picture `width` wide."""
    drawn = [
        _panel(panel, chart, _plot(chart, panel, *place, height))
        for panel, place in zip(chart.panels, places(len(chart.panels), width, height, columns), strict=True)
    ]
    rows = -(-len(chart.panels) // columns)
    return picture(width, rows * height, chart.title, chart.description, *drawn, class_="chart spans")


def places(panels: int, width: float, height: float, columns: int) -> list[tuple[float, float, float]]:
    """(x, y, width) of each panel, all as wide, so that a day is as long in each of them."""
    columns = min(columns, panels)
    wide = (width - GAP * (columns - 1)) / columns
    return [(i % columns * (wide + GAP), i // columns * height, wide) for i in range(panels)]


def _plot(chart: Chart, panel: Panel, x: float, y: float, width: float, height: float) -> Plot:
    whens = [span.when for one in chart.panels for span in one.spans]
    left = x + LETTER * max(len(words) for _, words in chart.steps) + 12
    right = x + width - LETTER * max(map(len, panel.words)) - 30
    top, bottom = y + TOP, y + height - BOTTOM
    aside = (right - left) / (2 * max(4, len(panel.spans)))  # half a bar's room at both ends
    over = Linear(min(whens), max(whens), left + aside, right - max(aside, 12))
    return Plot(left, right, top, bottom, over, Linear(*chart.edges, bottom, top))


def _panel(panel: Panel, chart: Chart, plot: Plot) -> SafeString:
    return tag(
        "g",
        tag("text", panel.name, x=plot.left, y=plot.top - 16, class_="heading"),
        _idle(chart, plot),
        _grid(chart, plot),
        tag("g", _area(panel, plot), _bars(panel, plot), _newest(panel, plot), class_=f"v-{panel.letter}"),
    )


def _idle(chart: Chart, plot: Plot) -> SafeString:
    low, high = map(plot.inside, chart.idle)
    return tag("rect", x=plot.left, y=high, width=plot.right - plot.left, height=low - high, class_="idle")


def _grid(chart: Chart, plot: Plot) -> SafeString:
    rules = [
        tag(
            "line",
            x1=plot.left,
            x2=plot.right,
            y1=plot.y(step),
            y2=plot.y(step),
            class_="rule" if step else "zero",
        )
        for step, _ in chart.steps
    ]
    words = [
        tag("text", words, x=plot.left - 8, y=plot.y(step) + 4, text_anchor="end", class_=None if step else "same")
        for step, words in chart.steps
    ]
    under = [
        tag("text", words, x=plot.x(when), y=plot.bottom + 20, text_anchor="middle") for when, words in chart.marks
    ]
    knots = [
        tag("line", x1=plot.x(when), x2=plot.x(when), y1=plot.bottom, y2=plot.bottom + 4, class_="base")
        for when, _ in chart.marks
    ]
    return tag("g", *rules, *words, *knots, *under, class_="axis")


def _area(panel: Panel, plot: Plot) -> SafeString:
    """What could still be, moment by moment."""
    upper = [(plot.x(span.when), plot.inside(span.high)) for span in panel.spans]
    lower = [(plot.x(span.when), plot.inside(span.low)) for span in reversed(panel.spans)]
    return tag("path", d=path([*upper, *lower]) + "Z", class_="band")


def _bars(panel: Panel, plot: Plot) -> SafeString:
    return tag("g", *(part for span in panel.spans[:-1] for part in _bar(span, plot)), class_="past")


def _bar(span: Span, plot: Plot) -> list[SafeString]:
    x = plot.x(span.when)
    high, low = plot.inside(span.high), plot.inside(span.low)
    parts = [tag("line", x1=x, x2=x, y1=high, y2=low, class_="bar")]
    if span.high > plot.y.high:
        parts.append(_beyond(x, plot.top, -1))
    if span.low < plot.y.low:
        parts.append(_beyond(x, plot.bottom, 1))
    if plot.y.low <= span.point <= plot.y.high:
        parts.append(tag("line", x1=x - 4, x2=x + 4, y1=plot.y(span.point), y2=plot.y(span.point), class_="tick"))
    return parts


def _beyond(x: float, edge: float, way: int) -> SafeString:
    """The cue that a bar goes on: an arrow on the picture's edge, upwards for -1."""
    base = edge - way * CUE
    return tag("path", d=path([(x - CUE, base), (x, edge + way * 2), (x + CUE, base)]), class_="beyond")


def _newest(panel: Panel, plot: Plot) -> SafeString:
    """In full: its mark, and its three numbers beside it."""
    span = panel.spans[-1]
    x = plot.x(span.when)
    ends = [tag("line", x1=x - 6, x2=x + 6, y1=plot.y(v), y2=plot.y(v), class_="cap")
            for v in (span.high, span.low) if plot.y.low < v < plot.y.high]  # fmt: skip
    classes = ("end", "value", "end")
    told = [one for one in zip(panel.words, (span.high, span.point, span.low), classes, strict=True) if one[0]]
    places = spread([plot.inside(value) for _, value, _ in told], LINE, plot.top + 4, plot.bottom - 2)
    labels = [
        tag("text", words, x=plot.right + 6, y=y + 5, class_=class_)
        for (words, _, class_), y in zip(told, places, strict=True)
    ]
    inside = plot.y.low <= span.point <= plot.y.high  # a mark on the edge would say that it lies there
    mark = marker(panel.letter, x, plot.y(span.point), size=6.5, class_="solid") if inside else ""
    return tag("g", *_bar(replace(span, point=float("inf")), plot), *ends, mark, *labels, class_="newest")
