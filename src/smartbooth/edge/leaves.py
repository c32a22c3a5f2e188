"""What another room serves beside a launch's page (launches.Leaf): from memory, answered 304 where the reader has it.
Nobody is counted here and no cookie is read or set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.http import http_date, parse_http_date_safe

from smartbooth.edge.http import Answer, Head, Request, encoding
from smartbooth.edge.security import BASE
from smartbooth.edge.table import Body, answers

KEPT = {b"cache-control", b"vary", b"etag", b"last-modified"}  # of a 304 (RFC 9110, 15.4.5)


class Leaf(NamedTuple):
    answers: dict[bytes, Answer]  # by coding
    unchanged: Answer
    tag: bytes  # as sent: weak, since the codings share it
    modified: int  # seconds since 1970


def leaf(headers: Iterable[Iterable[str]], body: Body, digest: str, made_at: datetime) -> Leaf:
    """Raises ValueError or UnicodeError where a header is none."""
    modified = int(made_at.timestamp())
    given = [(name, value) for name, value in headers if name.lower() not in ("etag", "last-modified")]
    found = answers([*given, ("etag", f'W/"{digest[:32]}"'), ("last-modified", http_date(modified))], body)
    kept = [(name, value) for name, value in next(iter(found.values())).head.pairs if name in KEPT]
    names = {name for name, _ in kept}
    unchanged = Answer(Head(304, [*kept, *(pair for pair in BASE if pair[0] not in names)]))
    return Leaf(found, unchanged, dict(kept)[b"etag"], modified)


def answer(found: Leaf, request: Request) -> Answer:
    """RFC 9110, 13.2.2: the tag where one is sent, else the date."""
    tags = request.headers.get(b"if-none-match")
    if tags is not None:
        fresh = tags.strip() == b"*" or found.tag.removeprefix(b"W/") in tags
    else:
        since = request.headers.get(b"if-modified-since")
        moment = parse_http_date_safe(since.decode("latin-1")) if since else None
        fresh = moment is not None and found.modified <= moment
    return found.unchanged if fresh else found.answers[encoding(request.headers.get(b"accept-encoding"))]
