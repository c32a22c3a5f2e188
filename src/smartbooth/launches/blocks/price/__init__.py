"""What it costs, and what one gets for it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks import look
from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import Choice, LinesField, LinkField, LongText, Text

LAYOUTS = [("cards", _("Cards, side by side")), ("ticket", _("A ticket")), ("rows", _("A price list"))]


class PriceForm(BlockForm):
    title = Text(max_length=120, label=_("Title"))
    intro = LongText(max_length=300, label=_("Introduction"))
    note = LongText(
        max_length=200, label=_("Small print"), help_text=_("Taxes, delivery, how long the price holds.")
    )
    layout = Choice(choices=LAYOUTS, label=_("Layout"))
    tone = look.tone()


class OfferForm(BlockForm):
    last = ()

    name = Text(max_length=60, required=True, label=_("Name"))
    amount = Text(
        max_length=24, required=True, label=_("Price"), help_text=_("As it should read: €129, free, from £9.")
    )
    per = Text(max_length=40, label=_("After the price"), help_text=_("A month, a seat, once. Optional."))
    lines = LinesField(label=_("What is in it"), help_text=_("One thing a line."), max_lines=10)
    button_text = Text(max_length=40, label=_("Button"), help_text=_("Empty: no button."))
    button_url = LinkField(label=_("Where the button leads"), help_text=_("Empty: to the form on this page."))
    marked = Choice(choices=[("no", _("No")), ("yes", _("Yes"))], label=_("Put forward"))


class Price(Block):
    kind = "price"
    label = _("Price")
    form = PriceForm
    item_form = OfferForm
    item_label = _("Offer")
    max_items = 4

    @classmethod
    def context(cls, data: dict[str, Any], page: Any) -> dict[str, Any]:
        """`offers`: (offer, where its button leads, the button's own part of its name); `level`: of
        the offers' headings, none skipped."""
        return {
            "level": 3 if data.get("title") else 2,
            "offers": [
                (item, item.get("button_url") or "#form", "" if index == 0 else str(index + 1))
                for index, item in enumerate(data.get("items", []))
            ],
        }
