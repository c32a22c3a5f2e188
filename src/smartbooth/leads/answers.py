"""What the visitor is answered. Whatever they typed comes back with every answer that asks them to try again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartbooth.launches import compile
from smartbooth.leads import plain
from smartbooth.leads.arrival import CLOSED, Arrival
from smartbooth.leads.published import Published
from smartbooth.leads.reasons import Reason, Refused
from smartbooth.leads.visit import Visit

STATUS = {Reason.SIZE: 413, Reason.ORIGIN: 403, Reason.LIMITED: 429, Reason.CHANGED: 422}
CLOSED_SECONDS = 24 * 3600  # long enough that nobody tries again at once, too short to say anything later
RETRY_SECONDS = 30  # after which a database that was busy or full is worth another try


class SeeOther(HttpResponseRedirect):
    """RFC 9110 15.4.4: the answer to a POST is elsewhere, to be fetched by GET."""

    status_code = 303


def to_page() -> HttpResponse:
    """The form's address opened by itself: the page is one level up."""
    return SeeOther("./")


def thanks(published: Published, visit: Visit) -> HttpResponse:
    response = SeeOther("thanks")
    visit.remember(response, published.root)
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = (
        "default-src 'none'"  # the studio's has no place here, and takes building
    )
    return response


def not_taken(published: Published) -> HttpResponse:
    """Neutral: says neither why nor what answer would have done. The browser remembers for a day that the form is
    closed, so that going back and writing another year is no second try (promise C1)."""
    with translation.override(published.language):
        title = _("Thank you. We cannot take your address")
        response = plain.told(title, _("Nothing you wrote was kept. The page is still yours to read."), status=200)
    name, _sign, value = CLOSED.decode("ascii").partition("=")
    # sets: form
    response.set_cookie(
        name,
        value,
        max_age=CLOSED_SECONDS,
        path=published.root,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def again(
    published: Published, letter: str, arrival: Arrival, errors: dict[str, list[str]], status: int
) -> HttpResponse:
    """The page itself, with what was typed and what is wrong."""
    page = published.page(letter, {"values": _typed(arrival), "errors": errors})
    rendered = compile.render(published.documents[letter], page)
    response = HttpResponse(rendered.html, status=status)
    for name, value in rendered.headers:
        response[name] = value
    response["Cache-Control"] = "no-store"
    return response


def refused(refused: Refused, published: Published | None, arrival: Arrival | None) -> HttpResponse:
    status = STATUS.get(refused.reason, 400)
    with translation.override(published.language if published else translation.get_language()):
        if arrival is not None and refused.reason in (Reason.LIMITED, Reason.CHANGED):
            response = _retry(published, arrival, _words(refused), status)
        else:
            response = plain.told(*TOLD[refused.reason](), status=status)
    if refused.seconds:
        response["Retry-After"] = str(refused.seconds)
    return response


def unavailable(published: Published | None, arrival: Arrival | None) -> HttpResponse:
    """503: nothing was stored. A HEAD or a retry by a program may read Retry-After."""
    with translation.override(published.language if published else translation.get_language()):
        words = _(
            "We could not keep your address just now. What you wrote is still here: send it again in a minute."
        )
        if arrival is None:
            response = plain.told(_("Please try again in a minute"), words, status=503)
        else:
            response = _retry(published, arrival, words, 503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def gone(published: Published | None) -> HttpResponse:
    """410: taken down, or published anew without a form, between the visitor's reading and sending."""
    with translation.override(published.language if published else translation.get_language()):
        title = _("This page takes no more addresses")
        text = _("It was taken down while you had it open. Your address was not stored.")
        if published is not None:
            text = _("It was changed while you had it open. Your address was not stored.")
        return plain.told(title, text, status=410, back=published is not None)


def _retry(published: Published | None, arrival: Arrival, words: str, status: int) -> HttpResponse:
    letter = published.letter(arrival.fields.get("variant", "")) if published else None
    if published is None or letter is None:
        return plain.typed(words, _typed(arrival), status=status)
    return again(published, letter, arrival, {"form": [words]}, status)


def _typed(arrival: Arrival) -> dict[str, str]:
    return {name: text for name, text in arrival.fields.items() if name != "website"}


def _words(refused: Refused) -> str:
    if refused.reason is Reason.CHANGED:
        return _(
            "This page has changed since you opened it. What you wrote is here: read it once more, then send."
        )
    return ngettext(
        "Many forms came from your connection just now. What you wrote is still here: send it again in %(n)s second.",
        "Many forms came from your connection just now. What you wrote is still here: send it again in %(n)s seconds.",
        refused.seconds,
    ) % {"n": refused.seconds}


def _unreadable() -> tuple[str, str]:
    return (
        _("The form could not be read"),
        _("Some of its characters arrived broken. Nothing was stored. Go back, and send it once more."),
    )


def _too_large() -> tuple[str, str]:
    return (
        _("That is too much for this form"),
        _("Nothing was stored. Go back, shorten what you wrote, and send it once more."),
    )


def _elsewhere() -> tuple[str, str]:
    return (
        _("This form was sent from another site"),
        _("Nothing was stored. If you want to leave your address, do it on the page itself."),
    )


TOLD: dict[Reason, Any] = {Reason.ENCODING: _unreadable, Reason.SIZE: _too_large, Reason.ORIGIN: _elsewhere}
