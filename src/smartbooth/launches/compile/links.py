"""Where a page may lead. The blocks' forms check this too; here is the last word before bytes are made."""

from __future__ import annotations

from urllib.parse import urlsplit

SCHEMES = {"http", "https", "mailto", "tel"}


def safe(url: object) -> str:
    """`url` when it is http(s) with a host, mailto, tel, a path or a fragment of this page; else "#"."""
    text = "".join(str(url or "").split())
    if text.startswith("#"):
        return text
    if text.startswith("/") and not text.startswith(("//", "/\\")):
        return text
    try:
        parts = urlsplit(text)
    except ValueError:
        return "#"
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES or (scheme.startswith("http") and not parts.hostname):
        return "#"
    return text


def external(url: object) -> bool:
    """Whether it leads to another site."""
    return safe(url).lower().startswith(("http:", "https:"))
