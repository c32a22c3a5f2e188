"""One page of the list, and the sentence above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, tzinfo
from itertools import islice

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from smartbooth.core import clock
from smartbooth.leads.filters import DIMENSIONS, Filters
from smartbooth.leads.models import Lead
from smartbooth.leads.rows import Cursor, Opener, Row, batches, listed
from smartbooth.people import vault
from smartbooth.people.address import Address, AddressError
from smartbooth.people.models import Consent, Wording

PAGE = 50  # rows
LOOK = 20_000  # leads a search opens before it answers; then it offers to look further
BATCH = 1_000
OPTIONS = 100  # values a filter offers, most frequent first


@dataclass(frozen=True)
class Listing:
    """`looked` of `total` leads were opened for a search; `further`: where to look on when nothing was decided."""

    rows: list[Row]
    total: int | None
    previous: Cursor | None
    next: Cursor | None
    looked: int = 0
    further: Cursor | None = None


def owned(launch: str) -> QuerySet[Lead]:
    """The launch's leads that were given to its owner, and not taken back since."""
    return Lead.objects.filter(launch=launch, handed_at__isnull=False)


def narrowed(launch: str, filters: Filters, zone: tzinfo) -> tuple[QuerySet[Lead], str]:
    """The leads that fit, and the text still to be found in them: a whole address is found by its blind index."""
    leads = filters.apply(owned(launch), zone)
    if not filters.q:
        return leads, ""
    try:
        address = Address.parse(filters.q)
    except AddressError:
        return leads, filters.q.casefold()
    return leads.filter(person__index=vault.index(address)), ""


def listing(
    workspace: str, launch: str, filters: Filters, zone: tzinfo, after: Cursor | None, before: Cursor | None
) -> Listing:
    """The rows after one place, or before one."""
    (leads, text), opener = narrowed(launch, filters, zone), listed(workspace, launch)
    back = before is not None
    start = before if back else after
    if text:
        return _search(leads, filters, text, start, opener, back)
    found: list[Row] = []
    for rows in batches(
        leads, filters.order, start, PAGE + 1, opener, back
    ):  # a second one where the door left some out
        found += rows
        if len(found) > PAGE:
            break
    return _page(found, start, back, leads.count())


def _search(
    leads: QuerySet[Lead], filters: Filters, text: str, start: Cursor | None, opener: Opener, back: bool
) -> Listing:
    """Open leads in order until the page is full, all were seen, or it has taken long enough."""
    found: list[Row] = []
    looked, last = 0, None
    for rows in islice(batches(leads, filters.order, start, BATCH, opener, back), LOOK // BATCH):
        looked += len(rows)
        last = rows[-1].cursor if rows else last
        found += [row for row in rows if row.matches(text)]
        if len(found) > PAGE:
            break
    unseen = looked >= LOOK and len(found) <= PAGE
    page = _page(found, start, back, None)
    total = len(found) if start is None and not unseen and len(found) <= PAGE else None  # all of them were opened
    return Listing(page.rows, total, page.previous, page.next, looked, last if unseen else None)


def _page(found: list[Row], start: Cursor | None, back: bool, total: int | None) -> Listing:
    more, rows = len(found) > PAGE, found[:PAGE]
    if back:
        rows.reverse()
    first, last = (rows[0].cursor, rows[-1].cursor) if rows else (None, None)
    has_previous, has_next = (more, start is not None) if back else (start is not None, more)
    return Listing(rows, total, first if has_previous else None, last if has_next else None)


def summary(launch: str) -> tuple[int, int]:
    """How many leads there are, and how many of them of the last seven days."""
    week = clock.now() - timedelta(days=7)
    counted = owned(launch).aggregate(all=Count("pk"), week=Count("pk", filter=Q(created_at__gte=week)))
    return counted["all"], counted["week"]


def waiting(launch: str) -> int:
    """How many people have left their address and still have to confirm it by mail."""
    asked = Consent.objects.filter(
        person=OuterRef("person"), launch=launch, box="", awaits=True, withdrawn_at__isnull=True
    )
    return Lead.objects.filter(Exists(asked), launch=launch, handed_at__isnull=True).count()


def options(launch: str) -> dict[str, list[str]]:
    """For each dimension the values its leads have, most frequent first."""
    counted: dict[str, dict[str, int]] = {name: {} for name in DIMENSIONS}
    rows = owned(launch).order_by().values_list(*DIMENSIONS).annotate(times=Count("pk"))
    for *values, times in rows:
        for name, value in zip(DIMENSIONS, values, strict=True):
            counted[name][value] = counted[name].get(value, 0) + times
    return {
        name: sorted(sorted(found), key=lambda value: -found[value])[:OPTIONS] for name, found in counted.items()
    }


def wordings(launch: str) -> list[Wording]:
    """The boxes that people ticked here, in each wording they ticked."""
    ticked = Consent.objects.filter(launch=launch).exclude(box="").order_by().values("wording").distinct()
    return list(Wording.objects.filter(pk__in=ticked).order_by("text"))
