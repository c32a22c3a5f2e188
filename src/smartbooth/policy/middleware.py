"""Going on to use the service after having been told of a change is accepting it (promise A2)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from smartbooth.accounts.models import User
from smartbooth.policy import acceptance

SAFE = {"GET", "HEAD", "OPTIONS"}
LEAVING = ("account_logout", "set_language", "theme")  # whoever only reads it, in their language, or leaves


class GoingOn:
    """An act in the studio, not a look, by someone who was told: recorded once it succeeded."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        # Whether they were told before the act: a sign-in tells, and is not going on.
        told = request.method not in SAFE and isinstance(user, User) and acceptance.waiting(user) is not None
        response = self.get_response(request)
        if told and response.status_code < 400 and request.path not in {reverse(name) for name in LEAVING}:
            acceptance.go_on(user)  # type: ignore[arg-type]  # told says that it is a User
        return response
