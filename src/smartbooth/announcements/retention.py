"""Announcements are kept ANNOUNCEMENT_MONTHS after they went out, or, drafts, after they were written; what is still in
force stays until it is over. A suspension goes with its workspace at the latest."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.announcements.models import Announcement
from smartbooth.registry.retention import BATCH, ENOUGH, Rule, keep

MONTH = timedelta(days=365) / 12


def old(now: datetime) -> QuerySet[Announcement]:
    before = now - settings.ANNOUNCEMENT_MONTHS * MONTH
    ended = Exists(Announcement.objects.filter(ends=OuterRef("pk"), goes_at__lt=before))
    over = Q(ended) | Q(ends_at__lt=before) | Q(kind=Announcement.CHANGE)
    return Announcement.objects.filter(
        Q(over, goes_at__lt=before) | Q(goes_at=None, written_at__lt=before), ends=None
    )


def sweep(now: datetime) -> int:
    """Ends go with what they end."""
    keys = list(old(now).values_list("pk", flat=True)[:BATCH])
    return Announcement.objects.filter(pk__in=keys).delete()[0] if keys else 0


def overdue(now: datetime) -> int:
    return old(now)[:ENOUGH].count()


keep(
    Rule(
        "announcements",
        format_lazy(_("{months} months after it was announced"), months=settings.ANNOUNCEMENT_MONTHS),
        sweep,
        overdue,
    )
)
