"""What someone says about it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks import look
from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import Choice, LongText, PictureField, Text

LAYOUTS = [("large", _("Large, centred")), ("side", _("At the margin, with a rule")), ("card", _("On a card"))]


class QuoteForm(BlockForm):
    text = LongText(
        max_length=600, required=True, label=_("What was said"), help_text=_("Without quotation marks.")
    )
    name = Text(max_length=80, label=_("By whom"))
    role = Text(max_length=120, label=_("Who that is"))
    picture = PictureField(label=_("Portrait"))
    alt = Text(max_length=160, label=_("What the portrait shows"))
    layout = Choice(choices=LAYOUTS, label=_("Layout"))
    tone = look.tone()


class Quote(Block):
    kind = "quote"
    label = _("Quote")
    form = QuoteForm

    @classmethod
    def context(cls, data: dict[str, Any], page: Any) -> dict[str, Any]:
        """`opening`, `closing`: the quotation marks of the page's language."""
        opening, closing = ("«\u202f", "\u202f»") if page.language == "fr" else ("“", "”")
        return {"opening": opening, "closing": closing}
