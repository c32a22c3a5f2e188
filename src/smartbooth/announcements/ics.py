"""A planned outage as a calendar's entry (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse

from smartbooth.announcements.models import Announcement
from smartbooth.mail.links import absolute

TYPE = "text/calendar; charset=utf-8"
OCTETS = 75  # of a line (3.1)


def written(announcement: Announcement, language: str, called_off: bool) -> bytes:
    """Of one that has both its moments. What was called off, or is over early, is told as cancelled."""
    title = f"{settings.BRAND}: {announcement.said('title', language)}"
    assert announcement.starts_at and announcement.ends_at and announcement.goes_at
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_escaped(settings.COMPANY)}//{_escaped(settings.BRAND)}//{language.upper()}",
        "BEGIN:VEVENT",
        f"UID:{announcement.pk}@{settings.STUDIO_HOST}",
        f"DTSTAMP:{_moment(announcement.goes_at)}",
        f"DTSTART:{_moment(announcement.starts_at)}",
        f"DTEND:{_moment(announcement.ends_at)}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(announcement.said('text', language))}",
        f"URL:{absolute(reverse('status_one', args=[announcement.pk]))}",
        "TRANSP:TRANSPARENT",  # nobody is busy because we are
        f"STATUS:{'CANCELLED' if called_off else 'CONFIRMED'}",
        f"SEQUENCE:{int(called_off)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """3.3.11."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """Lines of at most OCTETS octets, none cut within a character."""
    made, room = [b""], OCTETS
    for character in line:
        octets = character.encode()
        if len(made[-1]) + len(octets) > room:
            made.append(b"")
            room = OCTETS - 1  # for the space it is folded with
        made[-1] += octets
    return b"\r\n ".join(made) + b"\r\n"
