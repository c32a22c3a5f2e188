"""What is said when something fails: what happened, what it means for the person's work, and what to do.

These pages ask nothing of the session or the database, which may be what failed. A visitor's page names no studio; it
carries its few rules inside, since a launch's host serves no static files.
"""

import sys
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RETRY_SECONDS = 60

# status: (what happened, what to do), for an owner
STUDIO: dict[int, tuple[Promise, Promise]] = {
    400: (
        _("We could not read that request"),
        _("It was too long or damaged on its way. Go back and send it again."),
    ),
    403: (
        _("This page is not yours to change"),
        _("Ask the owner of the workspace, or sign in with another account."),
    ),
    404: (_("Nothing is printed at this address"), _("It may have been moved or removed, or mistyped.")),
    429: (_("That was a lot at once"), _("Wait a minute, then try again. Nothing of yours is lost.")),
    500: (
        _("Something broke on our side"),
        _("What you sent may not have been saved. Try again; if it stays, write to us."),
    ),
    503: (
        _("We are away for a moment"),
        _(
            "What you sent may not have been saved: try again in a minute. Live pages go on and count their visitors."
        ),
    ),
}
FORGED = (
    _("This form waited too long"),
    _("For your safety a form works once and from its own page. Go back, load the page again, and send it."),
)
VISITOR: dict[int, tuple[Promise, Promise]] = {
    400: (_("We could not read that"), _("It was too long or damaged on its way. Go back and send it again.")),
    403: (_("This form waited too long"), _("Go back, load the page again, and send it.")),
    404: (_("There is no such page"), _("The address may be mistyped.")),
    429: (_("That was a lot at once"), _("Wait a minute, then try again.")),
    500: (
        _("Something broke on our side"),
        _("What you sent may not have arrived. Try again in a minute: sending it twice does no harm."),
    ),
    503: (
        _("We are away for a moment"),
        _("What you sent may not have arrived. Try again in a minute: sending it twice does no harm."),
    ),
}


def _studio(request: HttpRequest, status: int, words: tuple[Promise, Promise] | None = None) -> HttpResponse:
    what, then = words or STUDIO[status]
    return _answer(request, "web/error.html", status, {"what": what, "then": then})


def _visitor(request: HttpRequest, status: int) -> HttpResponse:
    what, then = VISITOR[status]
    return _answer(request, "web/visitor_error.html", status, {"what": what, "then": then})


def _answer(request: HttpRequest, template: str, status: int, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, {**context, "status": status}, status=status)
    response["Cache-Control"] = "no-store"
    if status in (429, 503):
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _why_broken() -> int:
    """503 when the database does not answer (retrying helps), else 500."""
    return 503 if isinstance(sys.exc_info()[1], OperationalError) else 500


def unreadable(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _studio(request, 400)


def refused(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _studio(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _studio(request, 404)


def too_many(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _studio(request, 429)


def broken(request: HttpRequest) -> HttpResponse:
    return _studio(request, _why_broken())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if getattr(request, "launch_id", None) is not None:
        return _visitor(request, 403)
    return _studio(request, 403, FORGED)


def visitor_unreadable(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _visitor(request, 400)


def visitor_refused(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _visitor(request, 403)


def visitor_not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _visitor(request, 404)


def visitor_too_many(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _visitor(request, 429)


def visitor_broken(request: HttpRequest) -> HttpResponse:
    return _visitor(request, _why_broken())
