"""What a counted button says on the page: the tallies know it by its block's id only."""

from __future__ import annotations

from typing import Any

from smartbooth.launches.buttons import words


def labels(publication: Any) -> dict[str, str]:
    """{name in `go/<name>`: its words, else where it leads} for the buttons of a publication (None: of none)."""
    if publication is None:
        return {}
    blocks = {block["id"]: block["data"] for d in publication.documents.values() for block in d.get("blocks", [])}
    found: dict[str, str] = {}
    for variant in publication.manifest.get("variants", []):
        for name, target in variant.get("buttons", {}).items():
            found.setdefault(name, words(blocks.get(name.partition("-")[0], {}), name, target))
    return found
