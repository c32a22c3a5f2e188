"""An issue as it will be seen, in the editor's frame: the letter, its text alone, its page. Nothing in it can run, and
the letter loads nothing."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from smartbooth.accounts.operators import operator
from smartbooth.newsletters import letter, preview
from smartbooth.newsletters.models import Version
from smartbooth.newsletters.studio.access import Desk, issue_or_404, version_or_404

FRAMED = "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
LETTER = f"default-src 'none'; style-src 'unsafe-inline'; {FRAMED}"
PAGE = f"default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; {FRAMED}"


@operator
@require_safe
def look(request: Desk, issue: str, language: str) -> HttpResponse:
    """`?look=letter`, "text" or "page": as saved."""
    version = version_or_404(issue_or_404(issue), language)
    seen = request.GET.get("look", "letter")
    if seen == "letter":
        return _framed(HttpResponse(letter.marked(preview.letter(version, editing=True).html)), LETTER)
    if seen not in ("text", "page"):
        raise Http404("It looks no such way.")
    with override(language):
        response = _text(request, version) if seen == "text" else _page(request, version)
    return _framed(response, PAGE)


def _text(request: Desk, version: Version) -> HttpResponse:
    return render(
        request, "newsletters/desk/text.html", {"text": preview.letter(version).text, "version": version}
    )


def _page(request: Desk, version: Version) -> HttpResponse:
    body = letter.page(version.document, version.language)
    context = {"version": version, "document": version.document, "body": body}
    return render(request, "newsletters/desk/page.html", context)


def _framed(response: HttpResponse, policy: str) -> HttpResponse:
    response["Content-Security-Policy"] = policy
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["X-Robots-Tag"] = "noindex"
    return response
