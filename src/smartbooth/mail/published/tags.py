"""`tag=value; tag=value` (RFC 6376 3.2), as DKIM and DMARC records are written."""

from __future__ import annotations

import re

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")


class Wrong(ValueError):
    """Not such a list; says why."""


def parse(text: str) -> dict[str, str]:
    """The values by tag, in their order, without the white space around them. Raises Wrong."""
    found: dict[str, str] = {}
    parts = text.split(";")
    if not parts[-1].strip():
        parts.pop()
    for part in parts:
        name, equals, value = part.partition("=")
        name = name.strip()
        if not equals or not _NAME.match(name):
            raise Wrong(f"“{part.strip()}” is no “tag=value”")
        if name in found:
            raise Wrong(f"“{name}=” stands there twice")
        found[name] = value.strip()
    return found
