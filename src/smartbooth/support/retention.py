"""A case ends SUPPORT_MONTHS after it was closed; who wrote it, when nothing else is kept about them. One that is open
waits for its answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.people import erasure
from smartbooth.people.store import both
from smartbooth.registry.retention import ENOUGH, Rule, keep
from smartbooth.support.models import Case

MONTH = timedelta(days=365) / 12
OLD = "case closed long ago"  # why somebody was erased
AT_ONCE = 25  # cases: erasing a person takes some 10 ms, and forms wait while a batch is written


def old(now: datetime) -> QuerySet[Case]:
    return Case.objects.filter(state=Case.CLOSED, closed_at__lt=now - settings.SUPPORT_MONTHS * MONTH).order_by()


def sweep(now: datetime) -> int:
    with both():
        chosen = dict(old(now).values_list("pk", "person_id")[:AT_ONCE])
        Case.objects.filter(pk__in=chosen).delete()
        erasure.release(chosen.values(), OLD)
    return len(chosen)


def overdue(now: datetime) -> int:
    return old(now)[:ENOUGH].count()


keep(
    Rule(
        "case",
        format_lazy(_("{months} months after the case was closed"), months=settings.SUPPORT_MONTHS),
        sweep,
        overdue,
    )
)
