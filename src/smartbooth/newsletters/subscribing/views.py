"""The form that asks for the newsletter, and the link in the letter that asks back. Neither needs a cookie."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.accounts.models import User
from smartbooth.edge import client
from smartbooth.leads.limit import Limiter
from smartbooth.mail.links import BadLink, Expired
from smartbooth.newsletters.subscribing import asking, confirming
from smartbooth.newsletters.subscribing.forms import AccountForm, SubscriptionForm
from smartbooth.people import store
from smartbooth.people.models import Person
from smartbooth.rights.views.page import elsewhere, private

_clients = Limiter()
Form = SubscriptionForm | AccountForm


def mine(request: HttpRequest) -> Person | None:
    """The person of the account that is signed in."""
    return request.user.person if isinstance(request.user, User) else None


def form_for(request: HttpRequest, data: Any = None) -> Form:
    """Who is signed in types no address: the account has one. (The small forms on other pages do without all that.)"""
    initial = {"language": (get_language() or "en")[:2]}
    kind = (
        AccountForm if mine(request) is not None and (data is None or "address" not in data) else SubscriptionForm
    )
    return kind(data, initial=initial)


def take(request: HttpRequest) -> HttpResponse | dict[str, Any]:
    """A form that was sent: 303 to the neutral page, or what to show it again with (`form`, `wait`, `foreign`,
    `status`). Raises django.db.DatabaseError."""
    form = form_for(request, request.POST)
    if elsewhere(request):
        return {"form": form, "foreign": True, "status": 403}
    if not form.is_valid():
        return {"form": form, "status": 422}
    if isinstance(form, SubscriptionForm) and form.trapped:
        return redirect("newsletter_asked")  # a program's: it sees what people see
    wait = too_many(request)
    if wait:
        return {"form": form, "wait": wait, "status": 429}
    wanted = form.cleaned_data
    person = mine(request)
    if isinstance(form, AccountForm) and person is not None:
        with store.both():
            asking.of_person(person, wanted["language"], wanted["openings"])
    else:
        asking.ask(wanted["address"], wanted["language"], wanted["openings"])
    return redirect("newsletter_asked")


def too_many(request: HttpRequest) -> int:
    """Seconds until this network address may ask again; 0: now, and one is used up."""
    return _clients.take(client.of(request), settings.NEWSLETTERS_PER_MINUTE)


@private
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same for everybody, whether the address was known, or reads it already."""
    return render(request, "newsletters/asked.html", {"days": settings.UNCONFIRMED_DAYS})


@csrf_exempt  # what is needed to press the button is the link itself, which no other site has
@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what would be confirmed and changes nothing; POST confirms, with `all=end` for who had stopped all that
    advertises. 404 for no link of ours, 410 for one whose time is over or whose subscription ended, 422 without
    that word."""
    status = 200
    try:
        if request.method == "POST":
            try:
                found = confirming.confirm(token, ends_stop=request.POST.get("all") == "end")
            except confirming.Unsaid:
                found, status = confirming.look(token), 422
        else:
            found = confirming.look(token)
    except Expired:
        return render(request, "newsletters/confirm.html", {"state": "expired"}, status=410)
    except BadLink:
        return render(request, "newsletters/confirm.html", {"state": "unknown"}, status=404)
    with translation.override(found.language):
        ended = found.state is confirming.State.ENDED
        context = {"state": str(found.state), "asked": found, "LANGUAGE_CODE": found.language}
        return render(request, "newsletters/confirm.html", context, status=410 if ended else status)
