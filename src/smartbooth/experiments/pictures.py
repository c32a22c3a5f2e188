"""The page's charts, built from its report."""

from __future__ import annotations

from dataclasses import replace

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from smartbooth.experiments import names, wording
from smartbooth.experiments.charts import lines, ranges
from smartbooth.experiments.charts.lines import Chart, Line
from smartbooth.experiments.moments import full, marks
from smartbooth.experiments.rates import rate, wilson
from smartbooth.experiments.report import Report
from smartbooth.tallies.queries import Count

WIDE, MIDDLE, NARROW = (1070.0, 300.0), (640.0, 280.0), (340.0, 230.0)
READABLE = 200  # slots one can point at
TITLES: dict[tuple[str, str], str | Promise] = {
    ("visitors", "hour"): lazy("Visitors each hour"),
    ("visitors", "day"): lazy("Visitors each day"),
    ("visitors", "week"): lazy("Visitors each week"),
    ("clickers", "hour"): lazy("People who clicked, each hour"),
    ("clickers", "day"): lazy("People who clicked, each day"),
    ("clickers", "week"): lazy("People who clicked, each week"),
    ("signups", "hour"): lazy("Addresses left, each hour"),
    ("signups", "day"): lazy("Addresses left, each day"),
    ("signups", "week"): lazy("Addresses left, each week"),
}


def title(report: Report, show: str) -> str:
    if show == "rate":
        return _("Rate so far, as visitors came in")
    return str(TITLES[show, report.period.grain])


def over_time(report: Report, show: str) -> list[SafeString]:
    """The main picture, for a wide, a middling and a narrow page."""
    few = len(report.period.slots) <= READABLE
    chart = _chart(report, show)
    wide, middle, narrow = (replace(chart, marks=marks(report.period, most)) for most in (11, 7, 4))
    return [
        lines.draw(wide, *WIDE, readout=few),
        lines.draw(middle, *MIDDLE, readout=False),
        lines.draw(narrow, *NARROW, readout=False),
    ]


def _chart(report: Report, show: str) -> Chart:
    period = report.period
    cumulative = show == "rate"
    return Chart(
        title=title(report, show),
        description=wording.arms(report) if cumulative else _totals(report, show),
        lines=[
            _settling(report, a.letter) if cumulative else _counted(report, a.letter, show) for a in report.arms
        ],
        slots=[full(period, slot) for slot in period.slots],
        marks=(),
        say=names.axis_percent if cumulative else names.count,
        say_value=names.percent if cumulative else names.count,
        open_end=period.open_end and not cumulative,
        whole=not cumulative,
    )


def _totals(report: Report, show: str) -> str:
    return "; ".join(f"{k.upper()} {names.count(getattr(c, show))}" for k, c in report.by_variant.items())


def _counted(report: Report, letter: str, show: str) -> Line:
    cells = (report.series.get((slot, letter), Count()) for slot in report.period.slots)
    return Line(letter, [getattr(cell, show) for cell in cells])


def _settling(report: Report, letter: str) -> Line:
    """The rate of all visitors up to each slot, in its 99 % range."""
    sum_, rates, band = Count(), [], []
    for slot in report.period.slots:
        sum_ = sum_ + report.series.get((slot, letter), Count())
        goals = getattr(sum_, report.goal)
        share = rate(goals, sum_.visitors)
        rates.append(share)
        band.append(None if share is None else wilson(goals, sum_.visitors))
    return Line(letter, rates, band)


def by_variant(report: Report) -> list[SafeString]:
    """Each variant's rate and its 99 % range, wide and narrow."""
    rows = []
    for letter, c in report.by_variant.items():
        share = report.rate(c)
        low, high = (0.0, 1.0) if share is None else wilson(getattr(c, report.goal), c.visitors)
        rows.append(ranges.Row(letter, share, low, high))
    words = (_("Rate by version"), wording.arms(report))
    return [
        ranges.draw(*words, rows, names.axis_percent, names.percent, 560),
        ranges.draw(*words, rows, names.axis_percent, names.percent, NARROW[0]),
    ]
