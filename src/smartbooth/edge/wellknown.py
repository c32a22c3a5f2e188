"""What every host answers, the studio's and each launch's, also one that no launch has taken: that Global Privacy
Control is obeyed (the GPC specification, 4.2), and where to report a weakness (RFC 9116)."""

from __future__ import annotations

import json
import re
from datetime import timedelta

from django.conf import settings

from smartbooth.core import clock
from smartbooth.edge.http import Answer, Head, Request
from smartbooth.edge.security import STATIC
from smartbooth.edge.table import is_ours, is_studio

GPC, SECURITY = b"/.well-known/gpc.json", b"/.well-known/security.txt"
HOST = re.compile(rb"[a-z0-9_.-]+|\[[0-9a-f:.]+\]")  # it is written into the answer
PATHS = (GPC, SECURITY)
GPC_SINCE = "2026-11-23"  # the day on which what we do about the signal last changed
FRESH_DAYS = 180  # RFC 9116, 2.5.5: less than a year ahead, so that an abandoned service is seen to be one


def answer(request: Request) -> Answer | None:
    """None where this is no such address, or the host is none of ours."""
    if request.path not in PATHS or request.method not in (b"GET", b"HEAD"):
        return None
    if not (is_studio(request.host) or is_ours(request.host)) or not HOST.fullmatch(request.host):
        return None
    if request.path == GPC:
        return _answer(b"application/json", json.dumps({"gpc": True, "lastUpdate": GPC_SINCE}))
    return _answer(b"text/plain; charset=utf-8", security_txt(request.host.decode("latin-1")))


def security_txt(host: str) -> str:
    """For `host`, which it names as its own place (2.5.2)."""
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    fields = {
        "Contact": f"mailto:{settings.SECURITY_CONTACT or settings.SUPPORT_ADDRESS}",
        "Expires": f"{midnight + timedelta(days=FRESH_DAYS):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": "en, fr",
        "Canonical": f"{settings.SCHEME}://{host}{settings.PUBLIC_PORT}{SECURITY.decode()}",
        "Policy": f"{settings.SCHEME}://{settings.STUDIO_HOST}{settings.PUBLIC_PORT}/security/",
    }
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items())


def _answer(kind: bytes, text: str) -> Answer:
    body = text.encode()
    pairs = [
        *STATIC,
        (b"content-type", kind),
        (b"cache-control", b"public, max-age=3600"),
        (b"content-length", b"%d" % len(body)),
    ]
    return Answer(Head(200, pairs), body)
