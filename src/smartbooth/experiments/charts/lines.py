"""Lines over time, one a variant, named at their end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from smartbooth.experiments.charts.marks import marker
from smartbooth.experiments.charts.scale import Linear, Plot, spread, ticks
from smartbooth.experiments.charts.svg import path, picture, tag

LETTER = 7.5  # width of a figure at the charts' text size, in pixels: room for labels
FEW = 16  # up to so many slots each value has its mark


@dataclass(frozen=True)
class Line:
    """One variant's values, a slot each; None is a gap. `band` is the range each value might really have."""

    letter: str
    values: Sequence[float | None]
    band: Sequence[tuple[float, float] | None] = ()


@dataclass(frozen=True)
class Chart:
    """What to draw. `slots` are the full names of the moments, `marks` the (slot, text) under the axis;
    `say` writes a tick, `say_value` a value; `open_end`: the last slot is not over yet; `whole`: values are counts."""

    title: str
    description: str
    lines: Sequence[Line]
    slots: Sequence[str]
    marks: Sequence[tuple[int, str]]
    say: Callable[[float], str]
    say_value: Callable[[float], str]
    open_end: bool = False
    whole: bool = True


def draw(chart: Chart, width: float = 1040, height: float = 300, readout: bool = True) -> SafeString:
    """The chart as SVG of `width` by `height` pixels; `readout`: pointing at a moment shows its values."""
    reach = [v for line in chart.lines for v in line.values if v is not None]
    reach += [high for line in chart.lines for pair in line.band if pair for high in pair[1:]]
    steps = ticks(max(reach, default=0), 4 if height > 240 else 3, chart.whole)
    plot = _plot(chart, steps, width, height)
    return picture(
        width, height, chart.title, chart.description,
        _grid(chart, plot, steps),
        *(_band(line, plot) for line in chart.lines),
        *(_line(line, _aside(plot, i, chart), chart.open_end) for i, line in enumerate(chart.lines)),
        _names(chart, plot),
        _readout(chart, plot) if readout else "",
        class_="chart lines",
    )  # fmt: skip


def _plot(chart: Chart, steps: list[float], width: float, height: float) -> Plot:
    left = LETTER * max(len(chart.say(step)) for step in steps) + 12
    ends = [chart.say_value(value) for line in chart.lines if (value := _last(line)[1]) is not None]
    right = width - LETTER * max(map(len, ends), default=0) - 36
    top, bottom = 30.0, height - 28
    x = Linear(0, len(chart.slots) - 1, left + 10, right - 10)
    return Plot(left, right, top, bottom, x, Linear(0, steps[-1], bottom, top))


def _aside(plot: Plot, index: int, chart: Chart) -> Plot:
    """With a single moment there are only dots: beside each other, or equal ones would hide one another."""
    if len(chart.slots) != 1:
        return plot
    step = 28 * (index - (len(chart.lines) - 1) / 2)
    return replace(plot, x=Linear(0, 0, plot.x.start + step, plot.x.end + step))


def _grid(chart: Chart, plot: Plot, steps: list[float]) -> SafeString:
    rules = [
        tag("line", x1=plot.left, x2=plot.right, y1=plot.y(s), y2=plot.y(s), class_="rule" if s else "base")
        for s in steps
    ]
    words = [tag("text", chart.say(s), x=plot.left - 8, y=plot.y(s) + 4, text_anchor="end") for s in steps]
    under = [
        tag("text", text, x=plot.x(slot), y=plot.bottom + 20, text_anchor="middle") for slot, text in chart.marks
    ]
    knots = [
        tag("line", x1=plot.x(slot), x2=plot.x(slot), y1=plot.bottom, y2=plot.bottom + 4, class_="base")
        for slot, _ in chart.marks
    ]
    return tag("g", *rules, *words, *knots, *under, class_="axis")


def _runs(line: Line, plot: Plot) -> list[list[tuple[float, float]]]:
    """The line's points, cut at its gaps."""
    runs: list[list[tuple[float, float]]] = [[]]
    for slot, value in enumerate(line.values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((plot.x(slot), plot.y(value)))
    return [run for run in runs if run]


def _line(line: Line, plot: Plot, open_end: bool) -> SafeString:
    """A slot that is not over yet has its mark, hollow, and no line towards it: half a day is no fall."""
    runs = _runs(line, plot)
    open_end = open_end and bool(runs) and line.values[-1] is not None
    so_far = runs[-1].pop() if open_end else None
    drawn = [tag("path", d=path(run), class_="stroke") for run in runs if len(run) > 1]
    points = [point for run in runs for point in run]
    shown = points if len(line.values) <= FEW else [*(run[0] for run in runs if len(run) == 1), *points[-1:]]
    drawn += [marker(line.letter, *point, size=4, class_="solid") for point in dict.fromkeys(shown)]
    if so_far:
        drawn.append(marker(line.letter, *so_far, size=4, class_="hollow"))
    return tag("g", *drawn, class_=f"line v-{line.letter}")


def _band(line: Line, plot: Plot) -> SafeString:
    """The ranges as one area for each unbroken run."""
    areas, run = [], []
    for slot, pair in enumerate([*line.band, None]):
        if pair is not None:
            run.append((plot.x(slot), plot.y(pair[0]), plot.y(pair[1])))
        elif run:
            edge = [(x, high) for x, _, high in run] + [(x, low) for x, low, _ in reversed(run)]
            areas.append(tag("path", d=path(edge) + "Z", class_="band"))
            run = []
    return tag("g", *areas, class_=f"v-{line.letter}")


def _last(line: Line) -> tuple[int, float | None]:
    """The last slot that has a value, and it."""
    return next(((i, v) for i, v in reversed(list(enumerate(line.values))) if v is not None), (0, None))


def _names(chart: Chart, plot: Plot) -> SafeString:
    """Letter and latest value at each line's end, moved apart where lines end together."""
    ends = [(line, value) for line in chart.lines if (value := _last(line)[1]) is not None]
    places = spread([plot.y(value) for _, value in ends], 17, plot.top, plot.bottom - 6)
    names = [
        tag(
            "g",
            tag("text", line.letter.upper(), x=plot.right + 4, y=y + 5, class_="name"),
            tag("text", chart.say_value(value), x=plot.right + 20, y=y + 5, class_="value"),
            class_=f"v-{line.letter}",
        )
        for (line, value), y in zip(ends, places, strict=True)
    ]
    return tag("g", *names, class_="names")


def _readout(chart: Chart, plot: Plot) -> SafeString:
    """For each moment a strip to point at; CSS shows its words while one does."""
    edges = [plot.left, *((plot.x(i) + plot.x(i + 1)) / 2 for i in range(len(chart.slots) - 1)), plot.right]
    strips = []
    for slot, name in enumerate(chart.slots):
        words = [
            tag("tspan", f"{line.letter.upper()} {chart.say_value(value)}", dx=16, class_=f"v-{line.letter}")
            for line in chart.lines
            if (value := line.values[slot]) is not None
        ]
        x = plot.x(slot)
        strips.append(
            tag(
                "g",
                tag("rect", x=edges[slot], y=0.0, width=edges[slot + 1] - edges[slot], height=plot.bottom),
                tag("line", x1=x, x2=x, y1=plot.top, y2=plot.bottom),
                tag("text", tag("tspan", name, class_="when"), *words, x=plot.left, y=14.0),
                class_="slot",
            )
        )
    # The empty title keeps browsers from showing the picture's own over the words.
    return tag("g", tag("title", ""), *strips, class_="slots")
