"""Choices that many blocks share: the tone behind a block, and the drawings that stand where no picture is yet."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks.fields import Choice

TONES = [
    ("plain", _("The page's background")),
    ("surface", _("Tinted")),
    ("accent", _("The accent colour")),
    ("deep", _("Dark")),
]
DRAWINGS = [
    ("", _("None")),
    ("night", _("Night train")),
    ("lamp", _("Lamp")),
    ("press", _("Printer's forms")),
    ("garden", _("Garden, on a phone")),
    ("cover", _("Book cover")),
    ("river", _("River and hills")),
]


def tone() -> Choice:
    return Choice(choices=TONES, label=_("Background"))


def drawing(*leave_out: str) -> Choice:
    """`leave_out`: those that only make sense elsewhere."""
    choices = [choice for choice in DRAWINGS if choice[0] not in leave_out]
    return Choice(
        choices=choices, label=_("Drawing"), help_text=_("Stands in as long as there is no picture of yours.")
    )


def shown(data: dict[str, Any]) -> str:
    """The template of the drawing to show, or "" where a picture was chosen or neither."""
    name = data.get("drawing") if not data.get("picture") else ""
    return f"drawings/{name}.html" if name in dict(DRAWINGS) and name else ""
