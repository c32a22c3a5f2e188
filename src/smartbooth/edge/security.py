"""Headers that every answer of the edge carries."""

from django.conf import settings

# Published pages bring their own content-security-policy; nothing else of ours runs, frames or loads anything.
STATIC = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()"),
]
if settings.SECURE:
    STATIC.append((b"strict-transport-security", b"max-age=63072000"))
BASE = STATIC
