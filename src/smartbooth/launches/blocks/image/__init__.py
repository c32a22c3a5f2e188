"""A picture, with a line under it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks import look
from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import Choice, PictureField, Text

LAYOUTS = [
    ("wide", _("As wide as the page's column")),
    ("full", _("Edge to edge")),
    ("inset", _("Small, in the text")),
]


class ImageForm(BlockForm):
    last = ("drawing", "layout", "tone")

    picture = PictureField()
    alt = Text(max_length=160, label=_("What the picture shows"))
    caption = Text(max_length=200, label=_("Caption"))
    drawing = look.drawing("garden", "cover")  # those two are frames of the headline block
    layout = Choice(choices=LAYOUTS, label=_("Size"))
    tone = look.tone()


class Image(Block):
    kind = "image"
    label = _("Picture")
    form = ImageForm

    @classmethod
    def context(cls, data: dict[str, Any], page: Any) -> dict[str, Any]:
        return {"drawing": look.shown(data)}
