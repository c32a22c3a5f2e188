"""What has to be deleted at an owner's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.handover.recalls import bar
from smartbooth.handover.recalls.models import Recall


@dataclass(frozen=True)
class Tombstone:
    """A lead that was taken back and not yet deleted on the owner's side, as a file names it."""

    lead: str
    left_on: date
    reason: str  # Recall.WITHDRAWN, ERASED or CHILD
    at: datetime
    due_by: datetime


@dataclass(frozen=True)
class Pending:
    """How many leads wait to be deleted, and how many of them are late."""

    leads: int
    overdue: int
    due_by: datetime | None
    barred: bool = False  # one of them is a child's and late: nothing new is given until it is settled


def recalls_for(workspace: str, launch: str) -> Iterator[Tombstone]:
    """One a lead, oldest first: for the next file of this launch's leads. Enters the workspace itself."""
    with within(workspace):
        rows = (
            Recall.objects.filter(launch=launch, acknowledged_at=None)
            .order_by()
            .values("lead", "left_on", "reason")
            .annotate(first=Min("at"), due=Min("due_by"))
            .order_by("first", "lead")
        )
        for row in rows.iterator(chunk_size=1000):
            yield Tombstone(row["lead"], row["left_on"], row["reason"], row["first"], row["due"])


def pending(launch: str = "") -> Pending:
    """Of one launch, or of the workspace we are in."""
    rows = Recall.objects.filter(acknowledged_at=None)
    if launch:
        rows = rows.filter(launch=launch)
    counted = rows.aggregate(
        leads=Count("lead", distinct=True),
        overdue=Count("lead", distinct=True, filter=Q(due_by__lt=clock.now())),
        due=Min("due_by"),
    )
    barred = bool(counted["overdue"]) and bar.overdue().exists()
    return Pending(counted["leads"], counted["overdue"], counted["due"], barred)
