"""A page's counted buttons, by the name they have in `go/<name>`, in the words that stand on them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from smartbooth.launches import blocks, checks, documents, pages
from smartbooth.launches.compile import render
from smartbooth.launches.models import Launch, Variant

WORDS = ("button_text", "text", "label")  # where blocks keep the words on a button
LONGEST = 60  # characters that still read as a button's


def words(data: dict[str, Any], name: str, target: str) -> str:
    """What a button of a block with that data says, else where it leads. The second of a list's is `<block>-2`."""
    _block, _dash, number = name.partition("-")
    items = data.get("items") or []
    at = int(number or 1) - 1 if (number or "1").isdecimal() else 0
    places = [data, *([items[at]] if 0 <= at < len(items) and isinstance(items[at], dict) else [])]
    found = next((p[key] for p in places for key in WORDS if isinstance(p.get(key), str) and p[key]), "")
    return found if found and len(found) <= LONGEST else target.removeprefix("https://").removeprefix("http://")


def buttons(launch: Launch, variants: list[Variant]) -> dict[str, str]:
    """{name: “Reserve” (Price)} of what the variants' drafts count, in the pages' order. Renders each once; a draft
    that no longer holds (launches/checks.py) is passed over, publishing tells of it."""
    found: dict[str, str] = {}
    for variant in variants:
        if variant.retired_at is not None:
            continue
        try:
            document = checks.parse(variant.document)
        except checks.DocumentError:
            continue
        page = pages.page_for(launch, document, "publish", variant.letter)
        for name, target in render(document, page).buttons.items():
            block = documents.find(document, name.partition("-")[0])
            said = {"words": words(block["data"], name, target), "block": blocks.KINDS[block["kind"]].label}
            found.setdefault(name, _("“%(words)s” (%(block)s)") % said)
    return found
