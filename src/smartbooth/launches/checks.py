"""A document as it may be saved: every block parsed by its form, every rule about the whole held."""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from smartbooth.launches import blocks, theme
from smartbooth.launches.blocks.base import BlockError
from smartbooth.launches.documents import Document

MAX_BLOCKS = 40  # a page longer than this is read by nobody
MAX_BYTES = 200_000  # of the document as JSON
ID = re.compile(r"[0-9a-z]{4,16}")


class DocumentError(ValueError):
    """A document that may not be saved. `errors`: {block id: {field: [text]}}; "" stands for the page as a whole
    (its fields: "blocks", "theme.accent" …)."""

    def __init__(self, errors: dict[str, dict[str, list[str]]]) -> None:
        named = (
            f"{block}.{field}: {text}"
            for block, fields in errors.items()
            for field, texts in fields.items()
            for text in texts
        )
        super().__init__("; ".join(named))
        self.errors = errors


def parse(document: Document) -> Document:
    """The document with every block and the theme as their forms clean them. Raises DocumentError."""
    errors: dict[str, dict[str, list[str]]] = {}
    whole = _whole(document["blocks"])
    if whole:
        raise DocumentError({"": {"blocks": whole}})
    parsed: list[dict[str, Any]] = []
    for block in document["blocks"]:
        try:
            data = blocks.KINDS[block["kind"]].clean(block["data"])
        except BlockError as error:
            errors[block["id"]] = error.errors
            continue
        parsed.append({"id": block["id"], "kind": block["kind"], "data": data})
    look: dict[str, Any] = {}
    try:
        look = theme.parse(document.get("theme") or {})
    except theme.ThemeError as error:
        errors[""] = {f"theme.{name}": texts for name, texts in error.errors.items()}
    if errors:
        raise DocumentError(errors)
    clean = {"theme": look, "blocks": parsed}
    if len(json.dumps(clean).encode()) > MAX_BYTES:
        raise DocumentError({"": {"blocks": [_("This page holds too much text.")]}})
    return clean


def _whole(found: list[dict[str, Any]]) -> list[str]:
    problems = []
    if len(found) > MAX_BLOCKS:
        problems.append(_("A page has at most %(most)d blocks.") % {"most": MAX_BLOCKS})
    identities = [str(block.get("id")) for block in found]
    if len(set(identities)) != len(identities) or not all(map(ID.fullmatch, identities)):
        problems.append(_("Two blocks of this page have the same name. Reload the page and try again."))
    kinds = [block.get("kind") for block in found]
    for kind in dict.fromkeys(kinds):
        if kind not in blocks.KINDS:
            problems.append(_("There is no block “%(kind)s”.") % {"kind": kind})
        elif blocks.KINDS[kind].once and kinds.count(kind) > 1:
            problems.append(_("A page has at most one “%(label)s”.") % {"label": blocks.KINDS[kind].label})
    return problems
