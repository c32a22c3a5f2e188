"""The outbox and the list of all messages, for operators."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from smartbooth.accounts.operators import operator
from smartbooth.core.notices import tell
from smartbooth.mail import reading
from smartbooth.mail.letter import Letter, compose
from smartbooth.mail.messages import messages
from smartbooth.mail.mime import source
from smartbooth.mail.models import Outbox

# A letter's HTML in a frame: nothing but its own style, and links that open elsewhere.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
PARTS = ("letter", "text", "source")


@operator
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    state, kind = request.GET.get("state", ""), request.GET.get("message", "")
    lines, more = reading.lines(state, kind, request.GET.get("before", ""))
    context = {
        "lines": lines, "more": more, "counts": reading.counts(), "state": state, "kind": kind,
        "states": Outbox.STATES, "kinds": sorted(messages()), "trouble": reading.trouble(),
        "stays": settings.MAIL_TRANSPORT == "browser",
    }  # fmt: skip
    return render(request, "mail/outbox.html", context)


@operator
@require_safe
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """One letter: as it looks, its text, or its source (`?part=text`, `?part=source`)."""
    row = get_object_or_404(Outbox, pk=key)
    made, to, part = _composed(row), reading.address(row), request.GET.get("part", "")
    context = {
        "row": row, "problem": reading.said(row.problem), "letter": made, "to": to, "again": reading.tried_next(row),
        "part": part if part in PARTS else "letter",
        "kind": messages().get(row.message), "sender": settings.MAIL_SENDER,
    }  # fmt: skip
    if made and context["part"] == "source":
        context["source"] = source(made, to).decode("utf-8", "replace")
    return render(request, "mail/letter.html", context)


@operator
@require_safe
def body(request: HttpRequest, key: str) -> HttpResponse:
    made = _composed(get_object_or_404(Outbox, pk=key))
    if made is None:
        raise Http404("Nothing is left of this letter.")
    return framed(made.html)


@operator
@require_POST
def again(request: HttpRequest, key: str) -> HttpResponse:
    """Let a letter go that was held back or given up."""
    row = get_object_or_404(Outbox, pk=key)
    if reading.again(row):
        tell(request, _("It is on its way."))
    return redirect("letter", key=row.pk)


@operator
@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """Every message that this installation can send; there are no others."""
    declared = sorted(messages().values(), key=lambda one: (one.kind, one.purpose, one.name))
    return render(request, "mail/kinds.html", {"kinds": declared, "per_day": settings.MAILS_PER_DAY})


def _composed(row: Outbox) -> Letter | None:
    """None where nothing is left: the person was erased, or no room declares the message any more."""
    return compose(row) if row.message in messages() and row.person_id else None


def framed(html: str) -> HttpResponse:
    """A letter's HTML for a frame, where a link opens beside it, as in a mail program."""
    response = HttpResponse(html.replace("<head>", '<head><base target="_blank">', 1))
    response["Content-Security-Policy"] = POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Referrer-Policy"] = "no-referrer"
    return response
