"""What the template shows, piece by piece: words and numbers, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from smartbooth.experiments import names
from smartbooth.experiments.moments import full
from smartbooth.experiments.report import Report
from smartbooth.experiments.uncounted import explain
from smartbooth.tallies.queries import DIMENSIONS, Count

FEW = 6  # rows of a breakdown before the fold


@dataclass(frozen=True)
class Bar:
    """A row of a breakdown. `width` is its share of the longest, in percent."""

    value: str
    label: str
    visitors: str
    goals: str
    rate: str
    width: float
    link: str
    chosen: bool


def shown(report: Report) -> str:
    """Which count the picture draws."""
    return report.asked.show or "visitors"


def figures(report: Report) -> list[dict[str, Any]]:
    """The four figures, each a link that draws it."""
    total, now = report.total, shown(report)
    texts = [
        ("visitors", _("Visitors"), names.count(total.visitors), _("people, each counted once")),
        ("clickers", _("Clicked"), names.count(total.clickers), _("of them clicked a button")),
        ("signups", _("Left an address"), names.count(total.signups), _("of them filled in the form")),
        ("rate", _("Rate"), names.percent(report.rate(total)), rate_note(report)),
    ]
    idle = {name for name, n in (("signups", total.leads), ("clickers", total.clicks)) if not n} - {
        report.goal,
        now,
    }
    texts = [text for text in texts if text[0] not in idle]  # a page without buttons has no clicks to speak of
    return [
        {
            "key": key, "label": label, "value": value, "note": note, "link": report.asked.link(show=key),
            "current": key == now, "goal": key == report.goal,
            "arms": [
                (a.letter, names.percent(report.rate(c)) if key == "rate" else names.count(getattr(c, key)))
                for a in report.arms if (c := report.by_variant[a.letter])
            ],
        }
        for key, label, value, note in texts
    ]  # fmt: skip


def rate_note(report: Report) -> str:
    return _("of visitors left an address") if report.goal == "signups" else _("of visitors clicked")


def chips(report: Report) -> list[dict[str, str]]:
    """The filters in force; each link takes one away."""
    return [
        {
            "heading": str(names.HEADINGS[key]),
            "label": names.name(key, value),
            "link": report.asked.link(**{key: None}),
        }
        for key, value in report.asked.filter.where().items()
    ]


def breakdowns(report: Report) -> list[dict[str, Any]]:
    return [_breakdown(report, dimension) for dimension in DIMENSIONS]


def _breakdown(report: Report, dimension: str) -> dict[str, Any]:
    counts = report.dimensions[dimension]
    longest = max((c.visitors for c in counts.values()), default=0)
    chosen = getattr(report.asked.filter, dimension)
    bars = [
        _bar(report, dimension, value, c, longest, chosen)
        for value, c in counts.items()
        if c.visitors or getattr(c, report.goal) or value == chosen
    ]
    return {"key": dimension, "heading": names.HEADINGS[dimension], "few": bars[:FEW], "more": bars[FEW:]}


def _bar(report: Report, dimension: str, value: str, c: Count, longest: int, chosen: str | None) -> Bar:
    return Bar(
        value=value,
        label=names.name(dimension, value),
        visitors=names.count(c.visitors),
        goals=names.count(getattr(c, report.goal)),
        rate=names.percent(report.rate(c)),
        width=round(100 * c.visitors / longest, 1) if longest else 0.0,
        link=report.asked.link(**{dimension: None if value == chosen else value}),
        chosen=value == chosen,
    )


def variants(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "arm": arm, "visitors": names.count(c.visitors), "views": names.count(c.views),
            "clickers": names.count(c.clickers), "signups": names.count(c.signups),
            "rate": names.percent(report.rate(c)),
            "link": report.asked.link(variant=None if report.asked.filter.variant == arm.letter else arm.letter),
            "chosen": report.asked.filter.variant == arm.letter,
        }
        for arm in report.arms if (c := report.by_variant[arm.letter])
    ]  # fmt: skip


def numbers(report: Report) -> list[dict[str, Any]]:
    """The picture as a table, newest first: for each slot, visitors and goals of each variant."""
    rows = []
    for slot in reversed(report.period.slots):
        cells = [report.series.get((slot, arm.letter), Count()) for arm in report.arms]
        pairs = [(names.count(c.visitors), names.count(getattr(c, report.goal))) for c in cells]
        rows.append({"moment": full(report.period, slot), "cells": pairs})
    return rows


def dropped(report: Report) -> list[dict[str, str]]:
    return [
        {"title": title, "meaning": meaning, "count": names.count(n)}
        for reason, n in report.reasons.items()
        for title, meaning in [explain(reason)]
    ]


def buttons(report: Report, labels: dict[str, str]) -> list[dict[str, Any]]:
    """Clicks by button, all clicks, with each variant's."""
    found: dict[str, dict[str, int]] = {}
    for (button, letter), n in report.buttons.items():
        found.setdefault(button, {})[letter] = n
    ranked = sorted(found.items(), key=lambda item: -sum(item[1].values()))
    return [
        {
            "label": labels.get(button, button), "total": names.count(sum(by.values())),
            "cells": [names.count(by.get(arm.letter, 0)) for arm in report.arms],
        }
        for button, by in ranked
    ]  # fmt: skip


def unmeasured(report: Report) -> str:
    """Views without the cookie, or "" for none."""
    views = report.total.unmeasured_views
    return names.count(views) if views else ""
