""" "Do not count me", and its withdrawal: two small forms that work without a script."""

from urllib.parse import urlsplit

from smartbooth.core import clock
from smartbooth.edge import cookie
from smartbooth.edge.http import Answer, Request
from smartbooth.edge.table import Launch, redirect
from smartbooth.edge.visits import Visits


def own(request: Request) -> bool:
    """Whether a form was sent from a page of the same host. Sec-Fetch-Site where the browser sends it, else Origin;
    a browser too old for both carries nothing that another site could misuse here."""
    site = request.headers.get(b"sec-fetch-site")
    if site is not None:
        return site in (b"same-origin", b"none")
    origin = request.headers.get(b"origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == request.headers.get(b"host", b"").lower()
    except ValueError:
        return False


def object_(visits: Visits, launch: Launch, request: Request) -> Answer:
    """Counted no more, from now on; the variant stays. 303 to the page that says so."""
    raw = request.headers.get(b"cookie")
    visit = cookie.parse(raw, launch.variants, launch.since) if raw else None
    if visit is None:
        hour = max(clock.hour(), launch.since)
        visit = cookie.Visit(visits.drawn(launch, request, hour), hour)
    told = cookie.header(cookie.mark(visit, cookie.OBJECTS), launch.root, clock.seconds())
    return redirect(launch.root + "uncounted")._replace(cookie=told)


def withdraw(launch: Launch, request: Request) -> Answer:
    """Counted again. 303 to the page."""
    answer = redirect(launch.root)
    raw = request.headers.get(b"cookie")
    visit = cookie.parse(raw, launch.variants, launch.since) if raw else None
    if visit is None:
        return answer
    visit = cookie.unmark(visit, cookie.OBJECTS)
    return answer._replace(cookie=cookie.header(visit, launch.root, clock.seconds()))
