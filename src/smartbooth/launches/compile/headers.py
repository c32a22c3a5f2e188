"""The headers of a compiled page. Nothing runs, loads or frames that the page does not name by hash or host."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256

from smartbooth.launches import remarketing
from smartbooth.launches.compile.page import Page

# What a launch page never needs, switched off for it and whatever it frames. Only features that browsers know:
# they report the others as errors.
DENIED = (
    "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get", "usb",
)  # fmt: skip
REMARKETERS = frozenset(remarketing.SOURCES["frame-src"])  # they frame nothing that plays
PLAYER = ("autoplay", "encrypted-media", "fullscreen", "picture-in-picture")  # a video's player may


Sources = Mapping[str, Iterable[str]]


def of(page: Page, css: str, script: str, sources: Sources, index: bool) -> list[tuple[str, str]]:
    """Header names in lower case. `sources`: origins the blocks may load from after a click, by CSP directive (a
    video's player); `index`: search engines may list it."""
    found = [
        ("content-type", "text/html; charset=utf-8"),
        ("content-language", page.language),
        ("content-security-policy", policy(page, css, script, sources)),
        ("permissions-policy", _permissions(sources)),
        # Other sites learn the host at most, never the path (promise F1).
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ]
    if page.tag:
        found.append(("vary", "accept-encoding, sec-gpc"))
    if page.published:
        found.append(("x-frame-options", "DENY"))
    if not index:
        found.append(("x-robots-tag", "noindex"))
    return found


def policy(page: Page, css: str, script: str, sources: Sources) -> str:
    """The Content-Security-Policy."""
    allowed = {"style-src": [digest(css)], "img-src": ["'self'", "data:"]}
    allowed["connect-src"] = [
        "'self'"
    ]  # audits read robots.txt through the page; scripts, the other users, are ours
    if script:
        allowed["script-src"] = [digest(script)]
    for directive, origins in sorted(sources.items()):
        allowed.setdefault(directive, []).extend(sorted(origins))
    rules = ["default-src 'none'", *(f"{directive} {' '.join(found)}" for directive, found in allowed.items())]
    rules.append("form-action 'self'" if page.published else "form-action 'none'")
    rules.append("base-uri 'none'")
    rules.append("frame-ancestors 'none'" if page.published else f"frame-ancestors 'self' {page.studio}".rstrip())
    return "; ".join(rules)


def digest(text: str) -> str:
    """How a policy names an inline style or script (CSP3, hash-source)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _permissions(sources: Sources) -> str:
    """What a page may not do, nothing it frames may (W3C Permissions Policy, 9.8): a player's features are its too."""
    origins = sorted(set(sources.get("frame-src", ())) - REMARKETERS)
    allowed = " ".join(["self", *(f'"{origin}"' for origin in origins)]) if origins else ""
    return ", ".join(f"{name}=({allowed if name in PLAYER else ''})" for name in DENIED)
