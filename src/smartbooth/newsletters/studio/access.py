"""Operators write the newsletter. An issue that is none of ours, or a language it is not written in, is not there."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from smartbooth.accounts.models import User
from smartbooth.newsletters.models import Issue, Version


class Desk(HttpRequest):
    """A request that `accounts.operators.operator` let through."""

    user: User


def issue_or_404(key: str) -> Issue:
    return get_object_or_404(Issue, pk=key)


def version_or_404(issue: Issue, language: str, lock: bool = False) -> Version:
    """With its current revision. `lock` within a transaction: two changes of one text wait for each other."""
    versions = Version.objects.select_related("current", "current__made_by")
    if lock:
        versions = versions.select_for_update(of=("self",))
    version = get_object_or_404(versions, issue=issue, language=language)
    version.issue = issue
    return version


def language_or_404(code: str) -> str:
    if code not in dict(settings.LANGUAGES):
        raise Http404("We do not write in that language.")
    return code
