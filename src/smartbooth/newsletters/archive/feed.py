"""The issues as a feed, in one language."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from smartbooth.core import feeds
from smartbooth.core.clock import hour_start
from smartbooth.core.feeds import Entry, Feed
from smartbooth.mail.links import absolute
from smartbooth.newsletters import letter, published
from smartbooth.newsletters.models import Version
from smartbooth.updates import hub

ENTRIES = 20  # the newest; the rest is on the page


def feed_of(language: str, kind: str) -> Feed:
    found = list(published.all_of([language])[:ENTRIES])
    entries = [_entry(version) for version in found]
    with override(language):
        return Feed(
            id=feeds.permanent("newsletter", f"{settings.STUDIO_HOST}/{language}"),
            title=_("The newsletter of %(brand)s") % {"brand": settings.BRAND},
            subtitle=_("News of the service, when there is some."),
            url=absolute(reverse("newsletter")),
            feed_url=_address(language, kind),
            language=language,
            author=settings.COMPANY,
            updated=max((entry.updated for entry in entries), default=hour_start(0)),
            entries=entries,
            hub=settings.WEBSUB_HUB,
        )


def changed(language: str) -> None:
    """In the transaction in which an issue begins or is corrected: whoever follows the feed hears of it."""
    for kind in feeds.TYPES:
        hub.ping(_address(language, kind))


def _address(language: str, kind: str) -> str:
    return absolute(reverse("newsletter_feed", args=[language, kind]))


def _entry(version: Version) -> Entry:
    document, begun = version.shown, version.issue.begun_at
    if document is None or begun is None:
        raise ValueError(f"{version} went out to nobody")
    return Entry(
        id=feeds.permanent("newsletter-issue", f"{version.issue_id}/{version.language}"),
        title=document["subject"],
        url=absolute(published.path(version)),
        summary=document["summary"],
        html=letter.page(document, version.language, base=absolute("").rstrip("/")),
        published=begun,
        updated=version.corrected_at or begun,
    )
