"""What the owner asked to see: the address's query, parsed once. Malformed parts are ignored: an old link shows the
list rather than an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet

from smartbooth.core import clock
from smartbooth.leads.models import Lead
from smartbooth.people.models import Consent
from smartbooth.registry.purposes import Purpose

DIMENSIONS = ("variant", "source", "campaign", "country", "device")
PERIODS = {"today": 1, "7d": 7, "30d": 30}  # days, the present one included
ORDERS = ("newest", "oldest", "variant")
LONGEST = 254  # of a search: an address
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Filters:
    """`agreed` is a wording's digest. `begin` and `end` count with the period "custom" only, both days included."""

    q: str = ""
    variant: str = ""
    source: str = ""
    campaign: str = ""
    country: str = ""
    device: str = ""
    agreed: str = ""
    period: str = ""
    begin: date | None = None
    end: date | None = None
    order: str = "newest"

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> Filters:
        begin, end = _day(query.get("from")), _day(query.get("to"))
        period = query.get("period", "")
        if period == "custom" or (not period and (begin or end)):
            period = "custom" if begin or end else ""
            if begin and end and end < begin:
                begin, end = end, begin
        else:
            period, begin, end = period if period in PERIODS else "", None, None
        order, agreed = query.get("order", ""), query.get("agreed", "")
        return cls(
            q=" ".join(query.get("q", "").replace("\0", "").split())[:LONGEST],
            agreed=agreed if DIGEST.fullmatch(agreed) else "",
            period=period,
            begin=begin,
            end=end,
            order=order if order in ORDERS else "newest",
            **{name: _value(query.get(name, "")) for name in DIMENSIONS},
        )

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order differs from the whole list."""
        return replace(self, order="newest") != Filters()

    def link(self, **changes: Any) -> str:
        """The same question with something changed, as a query string ("?" at least)."""
        cursor = changes.pop("cursor", {})
        other = replace(self, **changes)
        pairs = {name: getattr(other, name) for name in ("q", *DIMENSIONS, "agreed", "period")}
        pairs |= {"from": other.begin, "to": other.end, "order": "" if other.order == "newest" else other.order}
        return "?" + urlencode({name: value for name, value in (pairs | cursor).items() if value})

    def apply(self, leads: QuerySet[Lead], zone: tzinfo) -> QuerySet[Lead]:
        """Everything but the search, which needs the vault (leads/listing.py). Days are the zone's."""
        wanted = {name: getattr(self, name) for name in DIMENSIONS if getattr(self, name)}
        if self.agreed:
            leads = leads.filter(agreed_to(self.agreed))
        begin, end = self.begin, self.end
        if self.period in PERIODS:
            begin = clock.now().astimezone(zone).date() - timedelta(days=PERIODS[self.period] - 1)
        if begin:
            wanted["created_at__gte"] = _midnight(begin, zone)
        if end:
            wanted["created_at__lt"] = _midnight(end + timedelta(days=1), zone)
        return leads.filter(**wanted)


def agreeing() -> Exists:
    """Leads whose consent to be handed to the owner is in force."""
    return Exists(
        Consent.objects.filter(
            person=OuterRef("person"), purpose=Purpose.SERVICE.value, controller=OuterRef("workspace_id"),
            launch=OuterRef("launch_id"), box="", withdrawn_at=None, awaits=False,
        )
    )  # fmt: skip


def agreed_to(wording: str) -> Exists:
    """Leads whose person ticked the box of this wording at the lead's launch, and has not taken it back."""
    ticked = Consent.objects.filter(
        person=OuterRef("person"), launch=OuterRef("launch_id"), wording=wording, withdrawn_at=None, awaits=False
    )
    return Exists(ticked.exclude(box=""))


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _value(raw: str) -> str:
    return raw if len(raw) <= 40 and raw.isprintable() else ""


def _day(raw: Any) -> date | None:
    try:
        day = date.fromisoformat(raw or "")
    except ValueError:
        return None
    return day if 1970 <= day.year < 3000 else None
