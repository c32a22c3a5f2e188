"""The top of the page: what it is, in one line, and the one thing to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks import look
from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import Choice, LinkField, LongText, PictureField, Text

LAYOUTS = [
    ("centered", _("Centred")),
    ("left", _("Picture on the left")),
    ("right", _("Picture on the right")),
    ("full", _("Picture behind the words")),
    ("phone", _("Picture in a phone")),
    ("poster", _("Poster: very large words")),
    ("programme", _("Programme: a grid, the date large")),
    ("cover", _("Book: the picture as a cover")),
]


class HeroForm(BlockForm):
    last = ("drawing", "layout", "tone")

    eyebrow = Text(
        max_length=80, label=_("Above the headline"), help_text=_("A date, a place, a category. Optional.")
    )
    headline = Text(max_length=120, required=True, label=_("Headline"))
    tagline = LongText(max_length=300, label=_("One sentence more"))
    button_text = Text(max_length=40, label=_("Button"), help_text=_("Empty: no button."))
    button_url = LinkField(label=_("Where the button leads"), help_text=_("Empty: to the form on this page."))
    note = Text(max_length=120, label=_("Small print under the button"))
    picture = PictureField()
    alt = Text(max_length=160, label=_("What the picture shows"))
    drawing = look.drawing()
    layout = Choice(choices=LAYOUTS, label=_("Layout"))
    tone = look.tone()


class Hero(Block):
    kind = "hero"
    label = _("Headline")
    form = HeroForm

    @classmethod
    def context(cls, data: dict[str, Any], page: Any) -> dict[str, Any]:
        return {"target": data.get("button_url") or "#form", "drawing": look.shown(data)}
