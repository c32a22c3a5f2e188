"""What the studio says above every page: something does not work, or soon will not. One query, kept for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypedDict

from django.core.cache import cache
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from smartbooth.announcements import moments
from smartbooth.announcements.models import Announcement
from smartbooth.announcements.shown import language
from smartbooth.announcements.status import SOON
from smartbooth.core import clock

KEY = "announcements/bar"
KEPT = 10  # seconds: as late as somebody may learn of it who has the studio open


class Line(TypedDict):
    text: str
    path: str


def lines() -> list[Line]:
    """Of disruptions under way, and of planned outages in force or within SOON; in the language at hand."""
    now = clock.now()
    return [_line(one) for one in _rows(now) if one.ends_at is None or _near(one, now)]


def forget() -> None:
    """Something was announced, or taken back: this process says so at once, others within KEPT."""
    cache.delete(KEY)


def _rows(now: datetime) -> list[Announcement]:
    found: list[Announcement] | None = cache.get(KEY)
    if found is None:
        public = Announcement.objects.public(now).exclude(endings__goes_at__lte=now)
        incidents = Q(kind=Announcement.INCIDENT)
        outages = Q(kind=Announcement.OUTAGE, ends_at__gt=now, starts_at__lt=now + SOON + timedelta(seconds=KEPT))
        found = list(public.filter(incidents | outages).order_by("starts_at", "goes_at"))
        cache.set(KEY, found, KEPT)
    return found


def _near(one: Announcement, now: datetime) -> bool:
    return one.starts_at is not None and one.ends_at is not None and one.starts_at - SOON <= now < one.ends_at


def _line(one: Announcement) -> Line:
    title = one.said("title", language())
    if one.kind == Announcement.INCIDENT or one.starts_at is None or one.ends_at is None:
        text = _("Does not work now: %(title)s") % {"title": title}
    else:
        text = _("%(title)s: %(when)s") % {"title": title, "when": moments.near_span(one.starts_at, one.ends_at)}
    return {"text": text, "path": reverse("status_one", args=[one.pk])}
