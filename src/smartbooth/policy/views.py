"""The policy as people read it: the version in force, every one before, and what changed between any two."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.accounts.models import User
from smartbooth.policy import acceptance, markup, publish, text
from smartbooth.policy.differences import changes
from smartbooth.policy.models import Version


def language() -> str:
    return "fr" if (get_language() or "en").startswith("fr") else "en"


def _document(request: HttpRequest, version: Version | None, status: int = 200) -> HttpResponse:
    """`version`, or, before the first is published, what would be."""
    said = version.text(language()) if version else text.generated()[language()]
    first, *sections = markup.parse(said)
    context = {
        "version": version,
        "summary": version.summary(language()) if version else "",
        "newest": publish.current(),
        "opening": first,
        "sections": sections,
        "versions": Version.objects.values_list("number", "published_at"),
    }
    return render(request, "policy/policy.html", context, status=status)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The version in force."""
    return _document(request, publish.current())


@require_safe
def plain(request: HttpRequest) -> HttpResponse:
    """The same as a text file."""
    version = publish.current()
    said = version.text(language()) if version else text.generated()[language()]
    return HttpResponse(markup.plain(said), content_type="text/plain; charset=utf-8")


@require_safe
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One that was published, as it stood."""
    return _document(request, get_object_or_404(Version, pk=number))


@require_safe
def since(request: HttpRequest, number: int, before: int) -> HttpResponse:
    """What changed from version `before` to version `number`, word by word."""
    newer, older = get_object_or_404(Version, pk=number), get_object_or_404(Version, pk=before)
    context = {
        "newer": newer,
        "older": older,
        "summary": newer.summary(language()) if newer.number == older.number + 1 else "",
        "changes": changes(older.text(language()), newer.text(language())),
        "versions": Version.objects.values_list("number", "published_at"),
    }
    return render(request, "policy/since.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def changed(request: HttpRequest) -> HttpResponse:
    """What someone who signs in is told once. POST: they go on. `next`: where to."""
    assert isinstance(request.user, User)
    target = (request.POST if request.method == "POST" else request.GET).get("next", "")
    safe = target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else "/"
    if request.method == "POST":
        acceptance.go_on(request.user)
        return HttpResponseRedirect(safe)
    told = acceptance.waiting(request.user)
    if told is None:
        return redirect(safe)
    before = acceptance.before(request.user, told.version)
    newer = Version.objects.filter(number__lte=told.version_id, number__gt=before.number if before else 0)
    summaries = [(one, one.summary(language())) for one in newer if one.summary(language())] if before else []
    context = {"version": told.version, "before": before, "summaries": summaries, "next": safe}
    return render(request, "policy/changed.html", context)
