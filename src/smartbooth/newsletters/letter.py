"""An issue as it is read: the letter (HTML and text), and its page. Made from a document; nothing of who reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from smartbooth.newsletters import documents, pictures
from smartbooth.newsletters.documents import Document
from smartbooth.newsletters.kinds import KINDS

MARK = re.compile(r'class="([^"]*?)\s*\bblock-([0-9a-z]{4,16})"')


def blocks(document: Document) -> list[dict[str, Any]]:
    """The blocks, each with the names of its three faces. A kind that is no more is left out."""
    return [
        {**block, **{face: f"newsletters/blocks/{block['kind']}.{face}" for face in ("mjml", "txt", "html")}}
        for block in document["blocks"]
        if block["kind"] in KINDS
    ]


def context(document: Document, web: str = "") -> dict[str, Any]:
    """What the letter's templates need besides what the mail room gives every letter. `web`: the issue's page."""
    return {
        "title": document["subject"],
        "summary": document["summary"],
        "blocks": blocks(document),
        "web": web,
        "pictured": bool(documents.pictures(document)),
    }


def marked(html: str) -> str:
    """For the editor: the classes that `block_class` wrote, as the attribute its script looks for."""
    return MARK.sub(lambda found: f'class="{found[1]}" data-block="{found[2]}"', html)


def page(document: Document, language: str, base: str = "") -> SafeString:
    """The blocks as a page shows them, pictures included. `base`: the origin, where addresses have to be absolute."""
    known: Mapping[str, Any] = pictures.known(documents.pictures(document))
    with override(language):
        made = [
            render_to_string(
                block["html"], {"data": block["data"], "block": block, "pictures": known, "base": base}
            )
            for block in blocks(document)
        ]
    return mark_safe("\n".join(made))  # noqa: S308 - made by escaping templates just above
