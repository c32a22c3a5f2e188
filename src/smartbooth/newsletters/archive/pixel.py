"""The pixel in the letters of those who agreed that openings are counted: one address an issue, the same for every
reader, and nothing of the request is read (promise G5)."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from smartbooth.edge.visits import GIF
from smartbooth.newsletters.models import Openings

log = logging.getLogger(__name__)
PATH = re.compile(r"/newsletter/([0-9a-z]{1,16})/seen\.gif")


class First:
    """Middleware, before all other: sessions, languages and accounts read cookies and headers, and ask the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = PATH.fullmatch(request.path_info)
        return seen(request, found[1]) if found else self.get_response(request)


def seen(request: HttpRequest, issue: str) -> HttpResponse:
    """GET counts one opening of `issue`. Whatever becomes of the count, the mailbox gets its picture."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if request.method == "GET":
        count(issue)
    return HttpResponse(GIF, content_type="image/gif", headers={"Cache-Control": "no-store"})


def count(issue: str) -> None:
    """One more; nothing for an issue that is none. A database that is away or locked loses this opening: the log says
    so."""
    try:
        Openings.objects.filter(issue=issue).update(count=F("count") + 1)
    except (DatabaseError, InterfaceError):
        log.warning("an opening of %s was not counted", issue, exc_info=True)
