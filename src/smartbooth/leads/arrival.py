"""The border: an HTTP request becomes one value; nothing further in sees a request."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError

from smartbooth.leads.reasons import Reason, Refused

FORM = "application/x-www-form-urlencoded"  # what our form sends; nothing else has a reason to come
CLOSED = b"form=closed"  # the cookie of a form that was not taken, the same for all
MOST_FIELDS = 200  # a form with every question there can be has under 40


@dataclass(frozen=True)
class Arrival:
    """What was posted. `fields`: name to text, the last of each name. `cookie`: the Cookie header."""

    fields: dict[str, str]
    cookie: bytes
    client: str  # the sender's network address: for the limit and the country, in memory, never kept
    agent: str

    @property
    def closed(self) -> bool:
        """Whether the form was closed in this browser, shortly before (answers.not_taken)."""
        return any(part.strip() == CLOSED for part in self.cookie.split(b";"))

    @property
    def trap(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.fields.get("website"))


def arrive(request: HttpRequest) -> Arrival:
    """Raises Refused: ORIGIN, SIZE, ENCODING."""
    check_origin(request)
    return Arrival(
        fields=_fields(request),
        cookie=request.META.get("HTTP_COOKIE", "").encode("latin-1", "replace"),
        client=request.META.get("REMOTE_ADDR", ""),
        agent=request.META.get("HTTP_USER_AGENT", ""),
    )


def check_origin(request: HttpRequest) -> None:
    """Only the launch's own pages post here. Compared are host and port; the scheme may change at a proxy.

    `Origin` decides where it says something ("null" says nothing: a page whose referrer policy hides it), else
    `Referer`, else `Sec-Fetch-Site`. Without any of the three the form is taken: every browser of the last years
    sends one with a POST, so it is no other site's page acting through a visitor, which is all this check is for;
    and there is nothing to ride on, for a form here acts with no one's session.
    """
    for header in ("HTTP_ORIGIN", "HTTP_REFERER"):
        value = request.META.get(header, "")
        if value and value != "null":
            try:
                same = urlsplit(value).netloc.lower() == request.get_host().lower()
            except ValueError:
                same = False
            if not same:
                raise Refused(Reason.ORIGIN)
            return
    if request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") not in {"same-origin", "none"}:
        raise Refused(Reason.ORIGIN)


def _fields(request: HttpRequest) -> dict[str, str]:
    """Read strictly: Django's own reading puts a replacement character where text is broken, and would store it."""
    if request.META.get("CONTENT_TYPE", "").split(";")[0].strip().lower() != FORM:
        raise Refused(Reason.ENCODING)
    try:
        body = request.body
    except RequestDataTooBig:
        raise Refused(Reason.SIZE) from None
    except UnreadablePostError:
        raise Refused(Reason.ENCODING) from None
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:  # UnicodeDecodeError is one
        raise Refused(Reason.ENCODING) from None
    fields = dict(pairs)
    if any("\0" in text for pair in fields.items() for text in pair):
        raise Refused(Reason.ENCODING)
    return fields
