"""Global Privacy Control in the studio: heard with each request, and kept for the account of whoever is signed in."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from smartbooth.accounts.models import User
from smartbooth.rights import acts
from smartbooth.rights.views.page import signal

KEPT = "signal"  # in the session: this sign-in's signal is kept already


class BrowserSays:
    """An account's person gets nothing that advertises from the first act under the signal on, on every device; signing
    in is one. Looking (GET) changes nothing. The foot of each page says that the signal is honoured, so pages vary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Sec-GPC"])
        if request.method == "POST" and signal(request) and response.status_code < 400:
            keep(request)
        return response


def keep(request: HttpRequest) -> None:
    user = request.user
    if isinstance(user, User) and user.person is not None and KEPT not in request.session:
        acts.stop(user.person, signal=True)
        request.session[KEPT] = True
