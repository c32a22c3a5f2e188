"""All issues, newest first; and the way to begin one."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smartbooth.accounts.operators import operator
from smartbooth.core.notices import tell
from smartbooth.experiments import names
from smartbooth.newsletters import editing
from smartbooth.newsletters.models import Issue
from smartbooth.newsletters.sending.progress import spoken
from smartbooth.newsletters.studio.access import Desk, issue_or_404, language_or_404
from smartbooth.newsletters.studio.state import State, state
from smartbooth.newsletters.subscribing import readers

PAGE = 50


@dataclass(frozen=True)
class Line:
    issue: Issue
    subject: str
    languages: list[str]
    first: str  # the language its editor opens in
    state: State
    when: str


@operator
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Desk) -> HttpResponse:
    """POST begins an issue, in the language of whoever writes it."""
    if request.method == "POST":
        language = language_or_404((get_language() or "en")[:2])
        return redirect("desk_page", editing.begin(language, request.user).pk, language)
    issues = Issue.objects.prefetch_related("versions__current")
    page = Paginator(issues, PAGE).get_page(request.GET.get("page"))
    lines = [_line(issue) for issue in page]
    context = {"lines": lines, "page": page, "sentence": sentence(sum(readers.by_language().values()))}
    return render(request, "newsletters/desk/list.html", context)


def sentence(count: int) -> str:
    if not count:
        return _("Nobody reads the newsletter yet. Its form is on the front page.")
    said = ngettext("%(count)s person reads the newsletter.", "%(count)s people read the newsletter.", count)
    return said % {"count": names.count(count)}


def _line(issue: Issue) -> Line:
    versions = list(issue.versions.all())
    here = (get_language() or "en")[:2]
    best = next((one for one in versions if one.language == here), versions[0])
    moment = issue.begun_at or issue.send_at or issue.created_at
    return Line(
        issue,
        best.document["subject"] or _("No subject yet"),
        [str(one.get_language_display()) for one in versions],
        best.language,
        state(issue),
        spoken(moment),
    )


@operator
@require_POST
def versions(request: Desk, issue: str) -> HttpResponse:
    """POST `language`: the issue in that language as well, as a copy to be written anew: of a draft, since nobody
    has written it yet. One that is scheduled is taken back first."""
    found = issue_or_404(issue)
    language = language_or_404(request.POST.get("language", ""))
    if found.state == Issue.DRAFT:
        editing.translate(found, language, request.user)
    elif not found.versions.filter(language=language).exists():
        tell(request, _("It is scheduled. Take it back first, then write it in another language."))
        return redirect("desk_sending", found.pk)
    return redirect("desk_page", found.pk, language)


@operator
@require_POST
def removal(request: Desk, issue: str) -> HttpResponse:
    """POST deletes a draft, for good. One that is scheduled is taken back first; what went out stays."""
    found = issue_or_404(issue)
    gone, _rows = Issue.objects.filter(pk=found.pk, state=Issue.DRAFT).delete()
    tell(request, _("The draft is deleted.") if gone else _("What is scheduled or went out is not deleted."))
    return redirect("desk") if gone else redirect("desk_sending", found.pk)


@operator
@require_POST
def version_removal(request: Desk, issue: str, language: str) -> HttpResponse:
    """POST takes one language out of a draft that has another."""
    found = issue_or_404(issue)
    others = found.versions.exclude(language=language)
    first = others.first()
    if found.state == Issue.DRAFT and first is not None:
        found.versions.filter(language=language).delete()
        return redirect("desk_page", found.pk, first.language)
    return redirect("desk_page", found.pk, language)
