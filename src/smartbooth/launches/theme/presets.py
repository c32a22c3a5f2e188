"""Palettes that go together, to start from."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def _colours(background: str, surface: str, text: str, accent: str) -> dict[str, str]:
    return {"background": background, "surface": surface, "text": text, "accent": accent}


# Name -> (what it is called, the theme's colours). None fails the contrast check (tests).
PRESETS: dict[str, tuple[str | Promise, dict[str, str]]] = {
    "ink": (_("Ink"), _colours("#ffffff", "#f2f3f5", "#14171c", "#1f4fd8")),
    "midnight": (_("Midnight"), _colours("#0e1430", "#172046", "#f4ead7", "#ffb454")),
    "clay": (_("Clay"), _colours("#faf5ee", "#f1e7da", "#2b211b", "#b3471d")),
    "signal": (_("Signal red"), _colours("#ffffff", "#f4f1ec", "#111111", "#d9230f")),
    "sprout": (_("Sprout"), _colours("#f6faef", "#e6f1d8", "#16301f", "#1f7a3d")),
    "oxblood": (_("Oxblood"), _colours("#f8f2e4", "#efe5cf", "#2a1c18", "#7b1e22")),
    "lagoon": (_("Lagoon"), _colours("#f2f8f7", "#dfeeec", "#0d2b33", "#0b6e75")),
    "plum": (_("Plum"), _colours("#fbf6fb", "#f2e6f3", "#2a1830", "#8a2c8f")),
    "graphite": (_("Graphite"), _colours("#16181b", "#22262b", "#eceff2", "#7fd1ae")),
    "lemon": (_("Lemon"), _colours("#fffdf2", "#fbf3c8", "#22210f", "#7a6400")),
}
