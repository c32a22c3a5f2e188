"""What the links in a message lead to: the page of its reader's choices, and RFC 8058's one click. No signing in: the
link came to their mailbox. GET changes nothing, whoever follows it (mail scanners do)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.mail import choices, optout
from smartbooth.people.models import Person


@never_cache
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """What they get, and its switches. 404 for no link of ours, 410 for somebody who was erased."""
    try:
        person_id, topic = optout.read(token)
    except optout.BadToken:
        return _shown(request, {"state": "unknown"}, 404)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return _shown(request, {"state": "gone"}, 410)
    return _shown(request, {"state": "known", "standing": choices.standing(person, topic), "token": token})


@csrf_exempt  # RFC 8058 3.1: mail programs post it, without a cookie or a form of ours
@never_cache
@require_http_methods(["POST", "GET", "HEAD"])
def one_click(request: HttpRequest, token: str) -> HttpResponse:
    """POST stops the message's topic at once and answers 200 without redirecting, again and again; whatever the body
    is (urlencoded, multipart, nothing). GET shows the page with the button. A message without a topic has no such
    address; who was erased gets nothing anyway."""
    if request.method != "POST":
        return page(request, token)
    try:
        person_id, topic = optout.read(token)
    except optout.BadToken:
        return HttpResponse("This is no link of ours.\n", content_type="text/plain", status=404)
    person = Person.objects.filter(pk=person_id).first()
    if person is not None and topic:
        choices.stop(person, topic, choices.BY_LINK)
    return HttpResponse("Stopped.\n", content_type="text/plain")


def _shown(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, "mail/choices.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"  # the address of this page is the key to it
    return response
