"""What everybody may read: how the service stands, each announcement, feeds of them, outages for one's calendar."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from smartbooth.announcements import ics, kinds, moments, shown, status
from smartbooth.announcements.feed import feed_of
from smartbooth.announcements.models import Announcement
from smartbooth.announcements.shown import language
from smartbooth.core import clock, feeds


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    found = status.look()
    context = {
        "status": found,
        "sentence": status.sentence(found, language()),
        "under_way": [item(one) for one in found.under_way],
        "planned": [item(one) for one in found.planned],
        "earlier": [item(one) for one in found.earlier],
        "now": clock.now(),
        "seconds": round(found.heard or 0),
        "zone": moments.zone(),
        "language": language(),
    }
    return render(request, "announcements/status.html", context)


@never_cache
@require_safe
def one(request: HttpRequest, announcement: str) -> HttpResponse:
    """One, for as long as it is kept. 404 for what is not public, or not yet."""
    found = _public(announcement)
    if found.kind == Announcement.END and found.ends is not None:
        found = found.ends
    return render(request, "announcements/one.html", {"one": item(_shown(found)), "zone": moments.zone()})


@require_safe
def calendar(request: HttpRequest, announcement: str) -> HttpResponse:
    found = _public(announcement)
    if found.kind != Announcement.OUTAGE:
        raise Http404("Only a planned outage has its moments.")
    body = ics.written(found, language(), called_off=_shown(found).end is not None)
    return HttpResponse(body, content_type=ics.TYPE)


@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """`?language=fr`: in that one, whatever the reader's program speaks."""
    asked = request.GET.get("language", "")
    spoken = asked if asked in dict(settings.LANGUAGES) else language()
    return feeds.answer(request, feed_of(spoken, kind), kind)


def item(found: status.Shown) -> dict[str, Any]:
    """As the pages show it."""
    announcement, spoken = found.announcement, language()
    end = found.end
    return {
        "id": announcement.pk,
        "kind": announcement.kind,
        "name": kinds.name(announcement),
        "over": found.over_at is not None,
        "when": shown.when(announcement, None if found.called_off else found.over_at),
        "said_at": announcement.goes_at,
        "title": announcement.said("title", spoken),
        "text": announcement.said("text", spoken),
        "advice": announcement.said("advice", spoken),
        "end": {
            "name": kinds.name(end), "title": end.said("title", spoken), "text": end.said("text", spoken),
            "advice": end.said("advice", spoken), "said_at": end.goes_at,
        } if end else None,
    }  # fmt: skip


def _public(key: str) -> Announcement:
    rows = Announcement.objects.public(clock.now()).select_related("ends")
    return get_object_or_404(rows, pk=key)


def _shown(announcement: Announcement) -> status.Shown:
    now = clock.now()
    ends = Announcement.objects.public(now).filter(ends=announcement).select_related("ends").order_by("goes_at")
    return status.shown_at(announcement, ends.first(), now)
