"""A button on its own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks import look
from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import Choice, LinkField, LongText, Text

LAYOUTS = [("solid", _("Filled")), ("outline", _("Outlined")), ("band", _("A band: words left, button right"))]


class ButtonForm(BlockForm):
    title = Text(max_length=120, label=_("Line before the button"))
    text = Text(
        max_length=40, required=True, label=_("On the button"), help_text=_("A verb: Reserve, Download, Join.")
    )
    url = LinkField(label=_("Where it leads"), help_text=_("Empty: to the form on this page."))
    note = LongText(max_length=160, label=_("Small print under it"))
    layout = Choice(choices=LAYOUTS, label=_("Style"))
    tone = look.tone()


class Button(Block):
    kind = "button"
    label = _("Button")
    form = ButtonForm

    @classmethod
    def context(cls, data: dict[str, Any], page: Any) -> dict[str, Any]:
        return {"target": data.get("url") or "#form"}
