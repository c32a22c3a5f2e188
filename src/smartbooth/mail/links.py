"""Links in mail: signed, with an end, on the studio's own host. They name rows by id and never an address.

A token is `<ids>~<end>~<signature>`, and says nothing about a person to who does not know the ids already. It is made
anew whenever a message is rendered, and is the same each time: no table holds it.
"""

from __future__ import annotations

import base64
import hmac
from datetime import UTC, datetime

from django.conf import settings

from smartbooth.core import clock, keyed

SIGNATURE = 18  # bytes: 144 bits
SEPARATOR = "~"


class BadLink(ValueError):
    """Not a link of ours for this use, or changed on the way."""


class Expired(BadLink):
    """It was one; its time is over."""


def sign(use: str, *ids: str, until: datetime) -> str:
    """A token for `use` ("my-data") that names `ids` (in their order) and ends at `until`; fits an address' path."""
    body = SEPARATOR.join((*ids, format(int(until.timestamp()), "x")))
    return f"{body}{SEPARATOR}{_signature(use, body)}"


def read(use: str, token: str) -> tuple[str, ...]:
    """The ids. Raises BadLink, Expired."""
    body, _separator, signature = token.rpartition(SEPARATOR)
    genuine = token.isascii() and hmac.compare_digest(signature, _signature(use, body))
    if not genuine or not body:
        raise BadLink(use)
    *ids, end = body.split(SEPARATOR)
    if datetime.fromtimestamp(int(end, 16), UTC) < clock.now():
        raise Expired(use)
    return tuple(ids)


def absolute(path: str) -> str:
    """`path` on the studio's host, whatever host was asked: who asks for a mail is not always who reads it."""
    return f"{settings.SCHEME}://{settings.STUDIO_HOST}{settings.PUBLIC_PORT}{path}"


def _signature(use: str, body: str) -> str:
    made = keyed.digest(f"mail/link/{use}", body.encode())[:SIGNATURE]
    return base64.urlsafe_b64encode(made).decode().rstrip("=")
