"""The foot of the page: who is behind it, links, and what every page owes its visitors."""

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks import look
from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import Choice, LinkField, LongText, Text

LAYOUTS = [("line", _("One line")), ("columns", _("Columns")), ("centered", _("Centred"))]


class FooterForm(BlockForm):
    contact = LongText(
        max_length=300, label=_("Who you are"), help_text=_("Name, postal address, an address to write to.")
    )
    layout = Choice(choices=LAYOUTS, label=_("Layout"))
    tone = look.tone()


class FooterLinkForm(BlockForm):
    last = ()

    text = Text(max_length=60, required=True, label=_("Text"))
    url = LinkField(required=True, label=_("Where it leads"))


class Footer(Block):
    kind = "footer"
    label = _("Footer")
    form = FooterForm
    item_form = FooterLinkForm
    item_label = _("Link")
    max_items = 8
    once = True
