"""Who is in it: names or logos in a row."""

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks import look
from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import Choice, LinkField, PictureField, Text

LAYOUTS = [("row", _("A row")), ("grid", _("A grid with lines"))]


class LogosForm(BlockForm):
    title = Text(max_length=120, label=_("Title"))
    layout = Choice(choices=LAYOUTS, label=_("Layout"))
    tone = look.tone()


class LogoForm(BlockForm):
    last = ()

    name = Text(max_length=60, required=True, label=_("Name"), help_text=_("Shown where there is no logo."))
    picture = PictureField(alt="name", label=_("Logo"))
    url = LinkField(label=_("Their address"))


class Logos(Block):
    kind = "logos"
    label = _("Logos")
    form = LogosForm
    item_form = LogoForm
    item_label = _("Name")
    max_items = 16
