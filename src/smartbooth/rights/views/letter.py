"""The letter and what can be done from it. Every act answers 303 to the letter, which says what was done; looking
changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartbooth.accounts.closing import StillNeeded
from smartbooth.core import clock
from smartbooth.core.methods import verb
from smartbooth.mail import choices
from smartbooth.mail.topics import TOPICS
from smartbooth.people import vault
from smartbooth.people.address import Address, AddressError
from smartbooth.people.models import Person
from smartbooth.rights import acts, links, shown
from smartbooth.rights import copy as copies
from smartbooth.rights import erase as erasing
from smartbooth.rights import letter as letters
from smartbooth.rights import light as lights
from smartbooth.rights.models import Request
from smartbooth.rights.register import TooLate
from smartbooth.rights.views.page import private, say, signal, too_many

LONGEST_NAME = 200


def opened(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`view(request, person, token, …)` for a link that opens; else a page that says why not and offers a new one."""

    @private
    @wraps(view)
    def wrapped(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, links.person(token), token, **kwargs)
        except links.Expired:
            return say(request, "expired", 410)
        except links.BadLink:
            return say(request, "tampered", 404)
        except (links.Gone, vault.Forgotten, Person.DoesNotExist):
            return say(request, "erased", 410)
        except acts.NotTheirs:
            return say(request, "nothing", 404)

    return wrapped


def back(token: str, done: str = "", what: str = "") -> HttpResponse:
    """To the letter, which says that `done` was done with `what`."""
    query = f"?done={done}&what={what}" if done else ""
    response = HttpResponseRedirect(f"{reverse('my_data', args=[token])}{query}#done")
    response.status_code = 303
    return response


@opened
@require_safe
def read(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    found = letters.write(person)
    context = shown.letter(found, token) | {
        "done": shown.done(found, request.GET.get("done", ""), request.GET.get("what", "")),
        "signal": signal(request),
    }
    return render(request, "rights/letter.html", context)


@opened
@require_POST
def withdrawal(request: HttpRequest, person: Person, token: str, consent: str) -> HttpResponse:
    """POST withdraws; with `undo` it is given again under the same words."""
    if request.POST.get("undo"):
        acts.give_again(person, consent)
        return back(token, "given-again", consent)
    acts.withdraw(person, consent, signal(request))
    return back(token, "withdrawn", consent)


@opened
@require_POST
def advertising(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    """POST stops everything that advertises; with `undo` it may go on."""
    if request.POST.get("undo"):
        acts.resume(person)
        return back(token, "resumed")
    acts.stop(person, signal(request))
    return back(token, "stopped")


@opened
@require_http_methods(["POST", "DELETE"])
def topic(request: HttpRequest, person: Person, token: str, key: str) -> HttpResponse:
    """POST starts a class of letters, under the words that stood beside the button (`language`, `wording`); DELETE
    stops it."""
    if key not in TOPICS:
        return say(request, "nothing", 404)
    if verb(request) == "DELETE":
        choices.stop(person, key, acts.HERE)
        return back(token, "ended", key)
    started = choices.start(person, key, request.POST.get("language", ""), request.POST.get("wording", ""))
    return back(token, "started" if started else "reworded", key)


@opened
@require_POST
def name(request: HttpRequest, person: Person, token: str, lead: str) -> HttpResponse:
    """POST `name`: as it should be; empty takes it away."""
    acts.rename(person, lead, " ".join(request.POST.get("name", "").split())[:LONGEST_NAME])
    return back(token, "renamed", lead)


@opened
@require_POST
def removal(request: HttpRequest, person: Person, token: str, lead: str) -> HttpResponse:
    """POST deletes what was left at one launch; when it was the last thing, that is the end of the letter."""
    if acts.remove(person, lead):
        return back(token, "removed")
    return say(request, "nothing-left")


@opened
@require_POST
def address(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    """POST `address`: it is asked by mail before it is used. 429: a letter must not become a way to write to many."""
    if wait := too_many(request):
        response = say(request, "wait", 429, back=reverse("my_data", args=[token]))
        response["Retry-After"] = str(wait)
        return response
    try:
        acts.move(person, Address.parse(request.POST.get("address", "")))
    except AddressError as error:
        return say(request, "no-address", 422, why=error.message, back=reverse("my_data", args=[token]))
    return back(token, "asked")


@opened
@require_POST
def light(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    """POST answers Shine the Light, once a person and year; the answer is shown, and mailed."""
    try:
        found, first = lights.ask(person, signal=signal(request)), True
    except lights.Already as already:
        found, first = already.request, False
    context = shown.light(found) | {"first": first, "back": reverse("my_data", args=[token])}
    return render(request, "rights/light.html", context)


@opened
@require_POST
def copy(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    """POST `as`: "json" a file for programs, else a page for reading and printing."""
    kind = "json" if request.POST.get("as") == "json" else "page"
    data = copies.take(person, kind)
    if kind == "page":
        found = letters.write(person)
        return render(request, "rights/copy.html", shown.letter(found, token) | {"data": shown.readable(data)})
    return _file(json.dumps(data, ensure_ascii=False, indent=1), f"my-data-{clock.now():%Y-%m-%d}.json")


@opened
@require_safe
def receipt(request: HttpRequest, person: Person, token: str, consent: str) -> HttpResponse:
    """A consent's receipt (ISO/IEC TS 27560), as JSON."""
    found = copies.receipt(person, consent)
    if found is None:
        return say(request, "nothing", 404)
    return _file(json.dumps(found, ensure_ascii=False, indent=1), f"consent-{consent}.json")


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@opened
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    """GET asks for the word; POST with it erases, and says what went and what law makes us keep."""
    word = _("erase")
    context = {
        "word": word,
        "back": reverse("my_data", args=[token]),
        **shown.letter(letters.write(person), token),
    }
    if request.method != "POST":
        return render(request, "rights/erasure.html", context)
    if request.POST.get("word", "").strip().casefold() != word.casefold():
        return render(request, "rights/erasure.html", context | {"wrong": True}, status=422)
    try:
        gone = erasing.erase(person)
    except StillNeeded as needed:
        return render(request, "rights/erasure.html", context | {"needed": needed.reason}, status=409)
    if gone is None:
        raise links.Gone
    return render(request, "rights/erased.html", shown.erased(gone))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def new_address(request: HttpRequest, token: str) -> HttpResponse:
    """From the new address' mail: GET shows a button, POST makes it theirs and opens the letter."""
    from smartbooth.mail import links as signed

    try:
        (key,) = signed.read("new-address", token)
    except signed.Expired:
        return say(request, "expired", 410)
    except signed.BadLink:
        return say(request, "tampered", 404)
    found = Request.objects.select_related("person", "other").filter(pk=key).first()
    if found is None or not found.open or found.other is None or found.person is None:
        return say(request, "used", 410)
    if request.method != "POST":
        return render(request, "rights/new_address.html")
    try:
        person = acts.moved(found)
    except acts.Taken:
        return say(request, "taken", 409)
    except (TooLate, vault.Forgotten):
        return say(request, "used", 410)
    return redirect("my_data", token=links.token(person, clock.now()))
