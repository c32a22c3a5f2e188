"""Issues that went out: their text as it was sent, their page as it stands now."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.urls import reverse

from smartbooth.newsletters.models import Version


class NotSent(LookupError):
    """No issue of this name went out."""


def version(issue: str, language: str) -> Version:
    """The issue's text in this language, or in the one it has (who chose another language since it was posted gets what
    there is). Raises NotSent where there is none."""
    found = Version.objects.filter(issue=issue).select_related("issue", "current")
    by_language = {one.language: one for one in found}
    chosen = by_language.get(language) or next(iter(by_language.values()), None)
    if chosen is None:
        raise NotSent(issue)
    return chosen


def path(version: Version) -> str:
    return reverse("newsletter_issue", args=[version.slug])


def all_of(languages: Collection[str]) -> QuerySet[Version]:
    """Every version that is public, newest first."""
    found = Version.objects.filter(language__in=languages, issue__begun_at__isnull=False, slug__isnull=False)
    return found.select_related("issue").order_by("-issue__begun_at", "-pk")
