"""Leads as read for lists and files: one query a batch, opened by the door without building a model for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, TypeAlias

from django.db.models import Q, QuerySet

from smartbooth.disclosures import door
from smartbooth.disclosures.door import Item, Opened, Recipient
from smartbooth.disclosures.models import Kind
from smartbooth.leads.given import Given
from smartbooth.leads.items import LIST, item, written
from smartbooth.leads.models import Lead
from smartbooth.people.address import readable

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIELDS = (
    "id", "variant", "source", "campaign", "country", "device", "language", "created_at", "first_hour",
    "person_id", "person__sealed", "given",
)  # fmt: skip

Opener: TypeAlias = Callable[[list[Item]], list[Opened]]  # through the door; who may not be read is left out


class Cursor(NamedTuple):
    """A lead's place in an order: where a page ended. Stable: leads that come or go elsewhere do not move it."""

    variant: str
    created_at: datetime
    id: str

    def __str__(self) -> str:
        micros = (self.created_at - EPOCH) // timedelta(microseconds=1)
        return f"{self.variant}{micros}-{self.id}"

    @classmethod
    def parse(cls, raw: str) -> Cursor | None:
        moment, _dash, key = raw[1:].partition("-")
        try:
            created_at = EPOCH + timedelta(microseconds=int(moment))
        except (ValueError, OverflowError):
            return None
        return cls(raw[0], created_at, key) if key.isalnum() and len(key) <= 16 else None


@dataclass(frozen=True)
class Row:
    """A lead, opened."""

    id: str
    address: str
    given: Given
    variant: str
    source: str
    campaign: str
    country: str
    device: str
    language: str
    created_at: datetime
    first_hour: int | None
    person: str

    @property
    def cursor(self) -> Cursor:
        return Cursor(self.variant, self.created_at, self.id)

    def matches(self, folded: str) -> bool:
        """`folded`: casefolded text to find in address or name."""
        return folded in self.address.casefold() or folded in self.given.name.casefold()


def listed(workspace: str, launch: str) -> Opener:
    """What the owner's list shows: those who were given to them by it. Reads, and writes nothing."""
    to = Recipient(Kind.OWNER, workspace)
    return lambda items: door.again(items, to=to, how=LIST, launch=launch)


def batches(
    leads: QuerySet[Lead], order: str, start: Cursor | None, size: int, opener: Opener, back: bool = False
) -> Iterator[list[Row]]:
    """Rows after `start` in `order` ("newest", "oldest", "variant"), or before it from the nearest (`back`), `size` at
    a time; each batch is one query, so memory stays constant. Whom `opener` leaves out is not among them."""
    while True:
        found = list(_ordered(leads, order, start, back).values_list(*FIELDS)[:size])
        if found:
            yield opened(found, opener)
            start = _cursor(found[-1])
        if len(found) < size:
            return


def opened(found: list[tuple[Any, ...]], opener: Opener) -> list[Row]:
    """`found` (FIELDS of leads) as rows, in their order."""
    known = {values[0]: values for values in found}
    items = [item(values[0], *values[9:12]) for values in found]
    return [_row(known[one.key], one) for one in opener(items)]


def _ordered(leads: QuerySet[Lead], order: str, start: Cursor | None, back: bool) -> QuerySet[Lead]:
    newest_first = (order != "oldest") != back
    by_variant = order == "variant"
    sign = "-" if newest_first else ""
    columns = [f"{sign}created_at", f"{sign}id"]
    if by_variant:
        columns.insert(0, "-variant" if back else "variant")
    leads = leads.order_by(*columns)
    if start is None:
        return leads
    compare = "lt" if newest_first else "gt"
    # "at or before, and of those at that moment only …" rather than an OR of both: an index range serves it
    beyond = Q(**{f"created_at__{compare}": start.created_at}) | Q(**{f"id__{compare}": start.id})
    within = Q(**{f"created_at__{compare}e": start.created_at}) & beyond
    if not by_variant:
        return leads.filter(within)
    further = "lt" if back else "gt"
    return leads.filter(
        Q(**{f"variant__{further}e": start.variant}) & (Q(**{f"variant__{further}": start.variant}) | within)
    )


def _cursor(values: tuple[Any, ...]) -> Cursor:
    return Cursor(values[1], values[7], values[0])


def _row(values: tuple[Any, ...], one: Opened) -> Row:
    key, variant, source, campaign, country, device, language, created_at, first_hour, person, *_sealed = values
    return Row(
        id=key,
        address=readable(one.address),
        given=written(one),
        variant=variant,
        source=source,
        campaign=campaign,
        country=country,
        device=device,
        language=language,
        created_at=created_at,
        first_hour=first_hour,
        person=person,
    )
