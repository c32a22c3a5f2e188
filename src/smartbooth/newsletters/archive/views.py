"""The newsletter's own pages: every issue that went out, and the form that asks for the next ones."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.core import feeds
from smartbooth.mail.links import absolute
from smartbooth.newsletters import letter, published
from smartbooth.newsletters.archive.feed import feed_of
from smartbooth.newsletters.models import Version
from smartbooth.newsletters.subscribing import views as subscribing

PAGE = 20  # issues on one page of the list


@csrf_exempt  # it wants no cookie; subscribing.take refuses what another site's page sends
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """GET lists the issues in the reader's language, with those that exist in another one only. POST asks for the
    newsletter: 303; 403, 422, 429 with what was typed."""
    shown: dict[str, Any] = {"form": None, "status": 200}
    if request.method == "POST":
        taken = subscribing.take(request)
        if isinstance(taken, HttpResponse):
            return taken
        shown |= taken
    language = (get_language() or "en")[:2]
    found = Paginator(_issues(language), PAGE).get_page(request.GET.get("page"))
    form = shown["form"] or subscribing.form_for(request)
    context = {**shown, "form": form, "issues": found, "mine": subscribing.mine(request)}
    response = render(request, "newsletters/archive.html", context, status=shown["status"])
    if shown.get("wait"):
        response["Retry-After"] = str(shown["wait"])
    return response


def _issues(language: str) -> list[Version]:
    """One version an issue: in this language where there is one."""
    best: dict[str, Version] = {}
    for version in published.all_of([code for code, _name in settings.LANGUAGES]):
        if version.issue_id not in best or version.language == language:
            best[version.issue_id] = version
    return list(best.values())


@require_safe
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """One issue, in the language it was written in, whatever the reader's."""
    version = Version.objects.select_related("issue").filter(slug=slug, issue__begun_at__isnull=False).first()
    if version is None or version.shown is None:
        raise Http404("No such issue.")
    others = [one for one in _siblings(version) if one.pk != version.pk]
    with override(version.language):
        context = {
            "version": version, "document": version.shown, "body": letter.page(version.shown, version.language),
            "canonical": absolute(published.path(version)),
            "alternates": [(one, absolute(published.path(one))) for one in [version, *others]] if others else [],
            "others": others, "LANGUAGE_CODE": version.language,
            "form": subscribing.form_for(request), "mine": subscribing.mine(request),
        }  # fmt: skip
        return render(request, "newsletters/issue.html", context)


def _siblings(version: Version) -> list[Version]:
    return list(Version.objects.filter(issue=version.issue_id, slug__isnull=False).order_by("language"))


@require_safe
def feed(request: HttpRequest, language: str, kind: str) -> HttpResponse:
    """The newest issues in one language, as Atom or RSS."""
    if language not in dict(settings.LANGUAGES) or kind not in feeds.TYPES:
        raise Http404("No such feed.")
    return feeds.answer(request, feed_of(language, kind), kind)
