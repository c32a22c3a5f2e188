"""What was announced to everybody, as a feed in each language."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from smartbooth.announcements import kinds, plain, shown
from smartbooth.announcements.models import Announcement
from smartbooth.core import clock, feeds
from smartbooth.mail.links import absolute
from smartbooth.updates import hub

NEWEST = 30  # entries


def feed_of(language: str, kind: str) -> feeds.Feed:
    with override(language):
        rows = Announcement.objects.public(clock.now()).select_related("ends").order_by("-goes_at")[:NEWEST]
        entries = [_entry(row, language) for row in rows]
        return feeds.Feed(
            id=feeds.permanent("announcements", absolute("/") + language),
            title=_("%(brand)s: announcements") % {"brand": settings.BRAND},
            subtitle=_("Planned outages, disruptions, and what changes."),
            url=absolute(reverse("status")),
            feed_url=_address(language, kind),
            language=language,
            author=settings.COMPANY,
            updated=max((entry.updated for entry in entries), default=clock.hour_start(0)),
            entries=entries,
            hub=settings.WEBSUB_HUB,
        )


def changed() -> None:
    """In the transaction in which something public is said: whoever follows hears of it."""
    for language, _name in settings.LANGUAGES:
        for kind in feeds.TYPES:
            hub.ping(_address(language, kind))


def _address(language: str, kind: str) -> str:
    return absolute(f"{reverse('status_feed', args=[kind])}?language={language}")


def _entry(row: Announcement, spoken: str) -> feeds.Entry:
    text, advice = row.said("text", spoken), row.said("advice", spoken)
    when = shown.when(row)
    assert row.goes_at is not None
    return feeds.Entry(
        id=feeds.permanent("announcement", row.pk),
        title=f"{kinds.name(row)}: {row.said('title', spoken)}",
        url=absolute(reverse("status_one", args=[row.pk])),
        summary=" ".join(filter(None, [when, plain.paragraphs(text)[0] if text.strip() else ""])),
        html="\n".join([plain.html(when), plain.html(text), plain.html(advice)]),
        published=row.goes_at,
        updated=row.goes_at,
    )
