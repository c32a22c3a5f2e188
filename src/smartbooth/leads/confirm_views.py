"""The link in the mail: a page with one button, and what pressing it leads to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from smartbooth.leads import confirmation
from smartbooth.mail import optout, shown
from smartbooth.mail.links import BadLink, Expired
from smartbooth.people.suppression import DIGEST


@csrf_exempt  # what is needed to press the button is the link itself, which no other site has
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what would be confirmed and changes nothing; POST confirms. 404 for no link of ours, 410 for one whose
    time is over or whose address was taken back."""
    try:
        asked = confirmation.confirm(token) if request.method == "POST" else confirmation.look(token)
    except Expired:
        return _page(request, "expired", 410)
    except BadLink:
        return _page(request, "unknown", 404)
    if asked.lead is None:
        return _page(request, asked.state, 410)
    with translation.override(asked.lead.language):
        return _page(request, asked.state, 410 if asked.state == confirmation.State.ENDED else 200, asked)


def _page(request: HttpRequest, state: str, status: int, asked: confirmation.Asked | None = None) -> HttpResponse:
    lead = asked.lead if asked else None
    context: dict[str, Any] = {"state": str(state), "lead": lead, "launch": lead.launch if lead else None}
    if lead and state == confirmation.State.CONFIRMED:
        context |= {
            "offer": shown.offer(lead.person, DIGEST),
            "choices": optout.token(lead.person_id, DIGEST),
        }
    response = render(request, "leads/confirm.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"  # the address of this page is the key to it
    return response
