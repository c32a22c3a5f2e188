"""What all pages about rights share: they are never kept, indexed or named elsewhere, and need no cookie."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from smartbooth.edge import client
from smartbooth.leads.limit import Limiter
from smartbooth.rights.says import SAYS

View = Callable[..., HttpResponse]
_clients = Limiter()
_addresses = Limiter()
HOUR = 3600


def private(view: View) -> View:
    """Leaves no trace in caches, search engines or referrers. Without Django's token against forged forms, which
    needs a cookie: a letter's address cannot be guessed, and elsewhere `elsewhere` tells."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and elsewhere(request):
            response = say(request, "elsewhere", 403)
        else:
            response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return wrapped


def elsewhere(request: HttpRequest) -> bool:
    """Another site's page sent this form (Fetch Metadata; the Origin where a browser has none of that)."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin", "")
    return origin not in ("", f"{request.scheme}://{request.get_host()}")


def signal(request: HttpRequest) -> bool:
    """Global Privacy Control: exactly "1" (the specification, 3.2)."""
    return request.headers.get("Sec-GPC") == "1"


def too_many(request: HttpRequest) -> int:
    """Seconds until this client may send again; 0: now, and one is used up."""
    return _clients.take(client.of(request), settings.RIGHTS_PER_MINUTE)


def enough(index: bytes) -> bool:
    """Whether this address got its links of the hour: then none is sent, and the answer is the same."""
    return _addresses.take(index.hex(), settings.RIGHTS_LINKS_PER_HOUR, HOUR) > 0


def say(request: HttpRequest, what: str, status: int = 200, **context: Any) -> HttpResponse:
    """One of the pages that say one thing (rights/says.py)."""
    return render(request, "rights/says.html", {"said": SAYS[what], **context}, status=status)
