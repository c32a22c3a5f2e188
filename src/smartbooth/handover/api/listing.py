"""A launch's leads as a stream one can follow: who came and who was taken back, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from smartbooth.core import clock
from smartbooth.disclosures import door, ledger
from smartbooth.disclosures.door import Recipient
from smartbooth.handover.api.models import Token
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.shapes import LeadOut, items, shapes
from smartbooth.launches.models import Launch
from smartbooth.leads.models import Lead
from smartbooth.people.purpose import purpose
from smartbooth.registry.bases import Basis
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Seconds until something is listed: what is written later with an earlier moment would be skipped by whoever follows.
SETTLED = 2.0


class Place(NamedTuple):
    """Where a page ended."""

    moment: datetime
    id: str

    def __str__(self) -> str:
        return f"{(self.moment - EPOCH) // timedelta(microseconds=1)}-{self.id}"

    @classmethod
    def parse(cls, raw: str) -> Place | None:
        micros, _dash, key = raw.partition("-")
        if not micros.isascii() or not micros.isdigit() or len(micros) > 17 or len(key) > 16 or not key.isalnum():
            return None
        return cls(EPOCH + timedelta(microseconds=int(micros)), key)


@dataclass(frozen=True)
class Page:
    """`rows` are leads and tombstones (a Recall), `end` where they end; `more`: there is more at this moment."""

    rows: list[Lead | Recall]
    end: Place | None
    more: bool


def page(launch: Launch, after: Place | None, limit: int) -> Page:
    until = clock.now() - timedelta(seconds=SETTLED)
    leads = Lead.objects.select_related("person").filter(launch=launch, handed_at__lte=until)
    first = Recall.objects.filter(launch=launch, at__lte=until).order_by().values("lead", "at")
    recalls = _beyond(first.annotate(id=Max("pk")), "at", "lead", after).order_by("at", "lead")[: limit + 1]
    came = [(Place(one.handed_at, one.pk), one) for one in _next(leads, after, limit) if one.handed_at]
    ids = {row["lead"]: row for row in recalls}
    gone = [
        (Place(one.at, one.lead), one) for one in Recall.objects.filter(pk__in=[row["id"] for row in ids.values()])
    ]
    merged: list[tuple[Place, Lead | Recall]] = sorted([*came, *gone], key=lambda pair: pair[0])
    chosen = merged[:limit]
    return Page([row for _place, row in chosen], chosen[-1][0] if chosen else after, len(merged) > limit)


def _next(leads: QuerySet[Lead], after: Place | None, limit: int) -> QuerySet[Lead]:
    return _beyond(leads, "handed_at", "pk", after).order_by("handed_at", "pk")[: limit + 1]


def _beyond(rows: Any, moment: str, key: str, after: Place | None) -> Any:
    if after is None:
        return rows
    later = Q(**{f"{moment}__gt": after.moment}) | Q(**{f"{key}__gt": after.id})
    return rows.filter(Q(**{f"{moment}__gte": after.moment}) & later)


def read(token: Token, launch: Launch, leads: Sequence[Lead]) -> dict[str, LeadOut]:
    """By id, those that may be read. The first time this token reads a lead, the ledger gets its row."""
    to, way = Recipient.owner(token.workspace), token.way
    with transaction.atomic():
        anew = _returned(way, leads)
        before = [lead for lead in leads if lead.pk not in anew]
        known = door.again(items(before), to=to, how=way, launch=launch.pk)
        seen = {one.key for one in known}
        fresh = [lead for lead in leads if lead.pk not in seen]
        opened = (
            door.disclose(
                items(fresh), to=to, purpose=Purpose.SERVICE, ground=Basis.CONSENT, how=way, launch=launch.pk
            )
            if fresh
            else []
        )
        return shapes(leads, [*known, *opened])


def _returned(way: str, leads: Sequence[Lead]) -> set[str]:
    """Leads that this way got, was asked to delete, and has not got again since."""
    recalls = Recall.objects.filter(how=way, lead__in=[lead.pk for lead in leads])
    last = dict(recalls.order_by().values_list("lead").annotate(last=Max("at")))
    found = set()
    for lead in leads:
        if lead.pk in last:
            with purpose(Purpose.CLAIMS, of=Subject.LEAD):
                rows = list(ledger.of(lead.person_id))
            if not any(row.how == way and row.launch == lead.launch_id and row.at > last[lead.pk] for row in rows):
                found.add(lead.pk)
    return found
