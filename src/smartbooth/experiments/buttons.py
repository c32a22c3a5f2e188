"""What a counted button says on the page: the tallies know it by its block's id only."""

from __future__ import annotations

from typing import Any

LABELS = ("button_text", "text", "label")  # where blocks keep the words on a button


def labels(publication: Any) -> dict[str, str]:
    """{name in `go/<name>`: its words, else where it leads} for the buttons of a publication (None: of none)."""
    if publication is None:
        return {}
    blocks = {block["id"]: block["data"] for d in publication.documents.values() for block in d.get("blocks", [])}
    found: dict[str, str] = {}
    for variant in publication.manifest.get("variants", []):
        for name, target in variant.get("buttons", {}).items():
            found.setdefault(name, _words(blocks.get(name.partition("-")[0], {}), target))
    return found


def _words(data: dict[str, Any], target: str) -> str:
    words = next((data[key] for key in LABELS if isinstance(data.get(key), str) and data[key]), "")
    return words if words and len(words) <= 60 else target.removeprefix("https://").removeprefix("http://")
