"""An announcement in one language, as a letter and a page show it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from smartbooth.announcements import moments
from smartbooth.announcements.models import Announcement


def language() -> str:
    """The one at hand: "en" or "fr"."""
    return "fr" if (get_language() or "en").startswith("fr") else "en"


def when(announcement: Announcement, over_at: datetime | None = None) -> str:
    """The sentence about its time, in the language at hand; "" where it has none. `over_at`: since when it is over."""
    start, end = announcement.starts_at, announcement.ends_at
    if announcement.kind == Announcement.CHANGE:
        return (
            _("From %(start)s on (%(zone)s)") % {"start": moments.moment(start), "zone": moments.zone()}
            if start
            else ""
        )
    if over_at is not None and (start is None or over_at > start):
        return moments.span(start, over_at if end is None else min(end, over_at))
    return moments.span(start, end)


def told(announcement: Announcement, language: str) -> dict[str, Any]:
    """For the letters' templates."""
    return {
        "title": announcement.said("title", language),
        "when": when(announcement),
        "text": announcement.said("text", language),
        "advice": announcement.said("advice", language),
    }
