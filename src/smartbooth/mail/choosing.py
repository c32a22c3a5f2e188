"""What the links in a message lead to: the page of its reader's choices, and RFC 8058's one click. No signing in: the
link came to their mailbox. GET changes nothing, whoever follows it (mail scanners do)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartbooth.accounts.models import User
from smartbooth.core.methods import verb
from smartbooth.mail import choices, optout, shown
from smartbooth.mail.topics import TOPICS
from smartbooth.people import suppression
from smartbooth.people.models import Person

View = Callable[..., HttpResponse]
CHANGE = ["POST", "DELETE"]


def private(view: View) -> View:
    """The address of these pages is the key to them, and what keeps forged forms out: it is told to nobody, kept by no
    cache, and needs no cookie (RFC 8058 3.1: mail programs have none)."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return wrapped


def opened(view: View) -> View:
    """`view(request, person, topic, token, …)` for a link of ours, in the reader's language; else a page that says what
    is wrong: 404 for no link of ours (no database is asked), 410 for somebody who was erased."""

    @private
    @wraps(view)
    def wrapped(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            person_id, topic = optout.read(token)
        except optout.BadToken:
            return _say(request, "unknown", 404)
        person = Person.objects.filter(pk=person_id).first()
        if person is None:
            return _say(request, "gone", 410)
        with translation.override(choices.language(person) or translation.get_language()):
            return view(request, person, topic, token, **kwargs)

    return wrapped


@opened
@require_safe
def page(request: HttpRequest, person: Person, topic: str, token: str) -> HttpResponse:
    """What they get, and its switches. `?done=` names what was just done there."""
    return _page(request, person, topic, token)


@opened
@require_http_methods(CHANGE)
def topic(request: HttpRequest, person: Person, topic: str, token: str, key: str) -> HttpResponse:
    """DELETE stops it. POST starts it again: with `undo` as it was before the stop, else under the words that stood
    beside the button, by `language` and `wording` (their digest)."""
    if key not in TOPICS:
        return _say(request, "unknown", 404)
    if verb(request) == "DELETE":
        choices.stop(person, key, choices.BY_LINK)
        return _back(token, "stopped", key)
    if TOPICS[key].consent and not optout.proves(token):
        return _back(token, "unproven", key)
    if request.POST.get("undo"):
        choices.undo(person, key)
        return _back(token, "undone", key)
    named = request.POST.get("wording", "")
    started = choices.start(person, key, request.POST.get("language", ""), named)
    return _back(token, "started" if started else "reworded", key)


@opened
@require_http_methods(CHANGE)
def box(request: HttpRequest, person: Person, topic: str, token: str, key: str) -> HttpResponse:
    """DELETE takes back what was ticked beside a topic (a consent's id); POST undoes that."""
    if verb(request) == "DELETE":
        done = choices.untick(person, key)
        return _back(token, "unticked" if done else "", key)
    if not optout.proves(token):
        return _back(token, "unproven")
    return _back(token, "ticked" if choices.tick_again(person, key) else "")


@opened
@require_http_methods(CHANGE)
def marketing(request: HttpRequest, person: Person, topic: str, token: str) -> HttpResponse:
    """DELETE stops all that advertises. POST lifts that; with `undo` all is as it was before."""
    if verb(request) == "DELETE":
        choices.stop_marketing(person, choices.BY_LINK)
        return _back(token, "stopped-all")
    if not optout.proves(token):
        return _back(token, "unproven")
    if request.POST.get("undo"):
        choices.undo(person, suppression.MARKETING)
        return _back(token, "undone-all")
    choices.resume_marketing(person)
    return _back(token, "lifted")


@opened
@require_POST
def language(request: HttpRequest, person: Person, topic: str, token: str) -> HttpResponse:
    """POST `language`: every letter is in it from now on, those that wait too. 422 for one we do not speak."""
    before, wanted = str(translation.get_language()), request.POST.get("language", "")
    try:
        choices.speak(person, wanted)
    except ValueError:
        return _page(request, person, topic, token, wrong=True)
    return _back(token, "language", before if before != wanted else "")


@private
@require_http_methods(["POST", "GET", "HEAD"])
def one_click(request: HttpRequest, token: str) -> HttpResponse:
    """POST stops the message's topic at once and answers 200 without redirecting, again and again; whatever the body
    is (urlencoded, multipart, nothing): it is not read. GET shows the page with the button. 404 for a message without
    a topic, which has no such address. Who was erased gets nothing anyway."""
    if request.method != "POST":
        return page(request, token=token)
    try:
        person_id, topic = optout.read(token)
    except optout.BadToken:
        topic = ""
    if not topic:
        return HttpResponse("Nothing can be stopped by this link.\n", content_type="text/plain", status=404)
    person = Person.objects.filter(pk=person_id).first()
    if person is not None:
        choices.stop(person, topic, choices.BY_LINK)
    return HttpResponse("Stopped.\n", content_type="text/plain")


@login_required
@private
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """An owner's own page, from their account: to stop, and for what needs no consent to start. To agree to something,
    or to lift a stop, they need the link in a letter: nobody confirmed an account's address."""
    assert isinstance(request.user, User)
    if request.user.person_id is None:
        raise Http404("This account has no address.")
    return HttpResponseRedirect(optout.choices_path(optout.token(request.user.person_id, optout.ACCOUNT)))


def _page(request: HttpRequest, person: Person, topic: str, token: str, wrong: bool = False) -> HttpResponse:
    found = shown.page(person, topic, token)
    done = (
        {"what": "no-language"}
        if wrong
        else shown.done(found, request.GET.get("done", ""), request.GET.get("what", ""))
    )
    return render(request, "mail/choices.html", {**found, "done": done}, status=422 if wrong else 200)


def _say(request: HttpRequest, state: str, status: int) -> HttpResponse:
    return render(request, "mail/choices.html", {"state": state}, status=status)


def _back(token: str, done: str, what: str = "") -> HttpResponse:
    """To the page, which says that `done` was done with `what`."""
    response = HttpResponseRedirect(f"{optout.choices_path(token)}?done={done}&what={what}#done")
    response.status_code = 303
    return response
