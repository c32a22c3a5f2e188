"""A draft as it would arrive: compiled by the same templates as what is sent, to nobody."""

from __future__ import annotations

from typing import Any

from smartbooth.core import clock
from smartbooth.mail.letter import Words, write
from smartbooth.mail.links import absolute
from smartbooth.mail.messages import Facts
from smartbooth.newsletters import letter as letters
from smartbooth.newsletters.messages import NewsletterIssue
from smartbooth.newsletters.models import Version


def letter(version: Version, editing: bool = False) -> Words:
    """`editing`: with the marks that the editor looks for."""
    known = Facts("", version.language, version.issue.begun_at or clock.now(), {})
    shown: dict[str, Any] = {
        **letters.context(version.document, absolute("/newsletter/")),
        "pixel": "", "editing": editing,
    }  # fmt: skip
    return write(NewsletterIssue, known, shown)


def weight(version: Version) -> int:
    """Bytes of its HTML, as they travel before compression (mail.letter.CLIPPED)."""
    return len(letter(version).html.encode())
