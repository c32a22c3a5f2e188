"""Running text with a few formats."""

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks import look
from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import Choice, RichField
from smartbooth.launches.blocks.fields import Text as Line
from smartbooth.launches.blocks.rich import sanitise

LAYOUTS = [
    ("plain", _("Plain")),
    ("side", _("Title at the side")),
    ("columns", _("Two columns")),
    ("excerpt", _("Excerpt, as in a book")),
    ("letter", _("Letter")),
]


class TextForm(BlockForm):
    title = Line(max_length=120, label=_("Title"))
    body = RichField(required=True, label=_("Text"))
    signature = Line(max_length=80, label=_("Signature"), help_text=_("Who speaks. Optional."))
    layout = Choice(choices=LAYOUTS, label=_("Layout"))
    tone = look.tone()


class Text(Block):
    kind = "text"
    label = _("Text")
    form = TextForm

    @classmethod
    def context(cls, data: dict[str, Any], page: Any) -> dict[str, Any]:
        return {"body": mark_safe(sanitise(str(data.get("body", ""))))}  # noqa: S308  (sanitised on this very line)
