"""What was asked for: the address's query, parsed once. Whatever is malformed falls back to the usual answer,
since a results page reached by an old link is better than an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from smartbooth.tallies.queries import Filter

PERIODS = ("today", "7d", "30d", "all", "custom")
GRAINS = ("hour", "day", "week")
SHOWN = ("visitors", "clickers", "signups", "rate")
NAME = 40  # characters of a source's or campaign's name (tallies.models.Cross)


@dataclass(frozen=True)
class Asked:
    """`begin` and `end` are set with the period "custom" only; an empty grain or `show` lets the page choose."""

    period: str = "all"
    begin: date | None = None
    end: date | None = None
    grain: str = ""
    show: str = ""
    filter: Filter = field(default_factory=Filter)

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> Asked:
        period, begin, end = _one(query, "period", PERIODS, "all"), _day(query, "from"), _day(query, "to")
        if period == "custom" and begin and end:
            begin, end = min(begin, end), max(begin, end)
        else:
            period, begin, end = "all" if period == "custom" else period, None, None
        return cls(
            period, begin, end, _one(query, "grain", GRAINS), _one(query, "show", SHOWN),
            Filter(
                variant=_text(query, "variant", 1), source=_text(query, "source", NAME),
                campaign=_text(query, "campaign", NAME), country=_text(query, "country", 2),
                device=_text(query, "device", 1),
            ),
        )  # fmt: skip

    def link(self, **changes: Any) -> str:
        """The same question with something changed, as a query string ("?" at least). Names of Filter are taken
        as filters, None removes one."""
        filters = {name: changes.pop(name) for name in list(changes) if hasattr(self.filter, name)}
        if changes.get("period", "custom") != "custom":
            changes |= {"begin": None, "end": None, "grain": ""}
        other = replace(self, filter=replace(self.filter, **filters), **changes)
        pairs = {
            "period": "" if other.period == "all" else other.period, "from": other.begin, "to": other.end,
            "grain": other.grain, "show": other.show,
        }  # fmt: skip
        return "?" + urlencode({k: v for k, v in pairs.items() if v} | other.filter.where())


def _one(query: Mapping[str, Any], name: str, known: tuple[str, ...], usual: str = "") -> str:
    value = query.get(name, "")
    return value if value in known else usual


def _text(query: Mapping[str, Any], name: str, length: int) -> str | None:
    value = query.get(name)
    return value if value and len(value) <= length and value.isprintable() else None


def _day(query: Mapping[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(query.get(name, ""))
    except ValueError:
        return None
