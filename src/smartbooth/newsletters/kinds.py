"""What an issue is made of: the blocks of launch pages that a letter can hold, without what only a page of one's own
has (layouts, tones, drawings). Each has three faces in `templates/newsletters/blocks/`: `<kind>.mjml` in the letter,
`<kind>.txt` in the letter's text, `<kind>.html` on the issue's page and in feeds.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import (
    Choice,
    LinesField,
    LinkField,
    LongText,
    PictureField,
    RichField,
    Text,
)

ITEMS_FIRST: tuple[str, ...] = ()  # no field has to come last


class Link(LinkField):
    """A letter has no places to jump to: a full address."""

    def to_python(self, value: Any) -> str:
        url = super().to_python(value)
        if url.startswith("#"):
            raise ValidationError(_("Write a full address, such as https://example.org."), code="invalid")
        return url


class Kind(Block):
    """`says`: what it is good for, in the editor's palette. `sample`: what a new one begins with."""

    says: ClassVar[str | Lazy]
    sample: ClassVar[dict[str, Any]] = {}


class Words(Kind):
    class form(BlockForm):
        title = Text(max_length=120, label=_("Title"))
        body = RichField(required=True, label=_("Text"))

    kind, label, says = "text", _("Text"), _("Paragraphs, headings, links, a list.")
    sample = {"body": _("A few lines.")}


class Brief(Kind):
    class form(BlockForm):
        title = Text(max_length=120, label=_("Title"))
        intro = LongText(max_length=300, label=_("Introduction"))
        numbered = Choice(choices=[("no", _("No")), ("yes", _("Yes"))], label=_("Numbered"))

    class item_form(BlockForm):
        last = ITEMS_FIRST

        title = Text(max_length=100, required=True, label=_("Title"))
        text = LongText(max_length=600, label=_("Text"))
        url = Link(label=_("Where it leads"), help_text=_("Optional."))

    kind, label, says = (
        "features",
        _("News in brief"),
        _("A few things, each with a title and a sentence or two."),
    )
    item_label = _("Entry")
    sample = {"items": [{"title": _("The first thing")}, {"title": _("The second thing")}]}


class Button(Kind):
    class form(BlockForm):
        text = Text(max_length=60, required=True, label=_("Button"))
        url = Link(required=True, label=_("Where it leads"), help_text=_("On our site, or on another."))
        note = Text(max_length=160, label=_("Small print"))

    kind, label, says = "button", _("Button"), _("The one thing to do. Nobody’s click is counted.")
    sample = {"text": _("Read more"), "url": "https://example.org/"}


class Quote(Kind):
    class form(BlockForm):
        text = LongText(
            max_length=600, required=True, label=_("What was said"), help_text=_("Without quotation marks.")
        )
        name = Text(max_length=80, label=_("By whom"))
        role = Text(max_length=120, label=_("Who that is"))

    kind, label, says = "quote", _("Quote"), _("What someone else says about it.")
    sample = {"text": _("What someone said."), "name": _("Their name")}


class Prices(Kind):
    class form(BlockForm):
        title = Text(max_length=120, label=_("Title"))
        note = LongText(
            max_length=200, label=_("Small print"), help_text=_("Taxes, and how long the price holds.")
        )

    class item_form(BlockForm):
        last = ITEMS_FIRST

        name = Text(max_length=60, required=True, label=_("Name"))
        amount = Text(
            max_length=24, required=True, label=_("Price"), help_text=_("As it should read: €129, free, from £9.")
        )
        per = Text(max_length=40, label=_("After the price"), help_text=_("A month, a seat, once. Optional."))
        lines = LinesField(label=_("What is in it"), help_text=_("One thing a line."), max_lines=10)

    kind, label, says = "price", _("Prices"), _("What something costs: one offer, or a few.")
    item_label = _("Offer")
    max_items = 4
    sample = {"items": [{"name": _("The simple one"), "amount": _("€19")}]}


class Image(Kind):
    class form(BlockForm):
        picture = PictureField()
        alt = Text(max_length=160, label=_("What the picture shows"))
        caption = Text(max_length=200, label=_("Caption"))

    kind, label = "image", _("Picture")
    says = _("Seen on the issue’s page. The letter itself loads nothing, and leads there.")


KINDS: dict[str, type[Kind]] = {one.kind: one for one in (Words, Brief, Button, Quote, Prices, Image)}
