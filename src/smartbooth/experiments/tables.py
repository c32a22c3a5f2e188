"""Every table of the page as plain rows: what CSV and JSON carry, and what the page's own tables are built from.

Column names are fixed and English: files are for programs. Rates are fractions with six decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from smartbooth.core import clock
from smartbooth.experiments.period import EPOCH, HOUR
from smartbooth.experiments.report import Report
from smartbooth.tallies.queries import DIMENSIONS, Count

COUNTED = ("visitors", "views", "clickers", "clicks", "signups", "leads")
Rows = list[list[str | int | float]]


def table(report: Report, name: str) -> tuple[list[str], Rows]:
    """(column names, rows) of a table in TABLES. Raises KeyError for another name."""
    columns, rows = TABLES[name](report)
    return columns, list(rows)


def _counts(report: Report, count: Count) -> list[str | int | float]:
    share = report.rate(count)
    return [*(getattr(count, name) for name in COUNTED), "" if share is None else round(share, 6)]


def _variants(report: Report) -> tuple[list[str], Iterable[list[Any]]]:
    columns = ["variant", "idea", *COUNTED, "rate", "unmeasured_views", "unmeasured_clicks"]
    counts = report.by_variant
    return columns, (
        [arm.letter, arm.idea, *_counts(report, c), c.unmeasured_views, c.unmeasured_clicks]
        for arm in report.arms
        if (c := counts[arm.letter])
    )


def _time(report: Report) -> tuple[list[str], Iterable[list[Any]]]:
    return [report.period.grain, "variant", *COUNTED, "rate"], (
        [moment(report, slot), arm.letter, *_counts(report, report.series.get((slot, arm.letter), Count()))]
        for slot in report.period.slots
        for arm in report.arms
    )


def moment(report: Report, slot: int) -> str:
    """ISO 8601: an hour with its offset, or a day."""
    if report.period.grain == HOUR:
        return clock.hour_start(slot).astimezone(report.period.zone).isoformat(timespec="minutes")
    return (EPOCH + timedelta(days=slot)).isoformat()


def _dimension(name: str) -> Callable[[Report], tuple[list[str], Iterable[list[Any]]]]:
    def rows(report: Report) -> tuple[list[str], Iterable[list[Any]]]:
        return [name, *COUNTED, "rate"], (
            [value, *_counts(report, count)]
            for value, count in report.dimensions[name].items()
            if any(getattr(count, column) for column in COUNTED)
        )

    return rows


def _buttons(report: Report) -> tuple[list[str], Iterable[list[Any]]]:
    return ["button", "variant", "clicks"], ([*key, n] for key, n in report.buttons.items())


def _dropped(report: Report) -> tuple[list[str], Iterable[list[Any]]]:
    return ["reason", "requests"], ([reason, n] for reason, n in report.reasons.items())


TABLES: dict[str, Callable[[Report], tuple[list[str], Iterable[list[Any]]]]] = {
    "variants": _variants,
    "time": _time,
    **{name: _dimension(name) for name in DIMENSIONS},
    "buttons": _buttons,
    "dropped": _dropped,
}
