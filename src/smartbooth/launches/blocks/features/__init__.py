"""A list that argues: reasons, steps, a programme, people, figures."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks import look
from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import Choice, LongText, PictureField, Text

LAYOUTS = [
    ("columns", _("Reasons, in columns")),
    ("list", _("Reasons, one below the other")),
    ("steps", _("Steps, numbered")),
    ("timeline", _("Programme, by the hour")),
    ("people", _("People")),
    ("figures", _("Figures")),
]
ORDERED = ("steps", "timeline")


class FeaturesForm(BlockForm):
    title = Text(max_length=120, label=_("Title"))
    intro = LongText(max_length=300, label=_("Introduction"))
    layout = Choice(choices=LAYOUTS, label=_("Layout"))
    tone = look.tone()


class FeatureForm(BlockForm):
    last = ()

    mark = Text(max_length=40, label=_("In front"), help_text=_("An hour, a figure, a role, by layout. Optional."))
    title = Text(max_length=100, required=True, label=_("Title"))
    text = LongText(max_length=400, label=_("Text"))
    picture = PictureField()
    alt = Text(max_length=160, label=_("What the picture shows"))


class Features(Block):
    kind = "features"
    label = _("Features")
    form = FeaturesForm
    item_form = FeatureForm
    item_label = _("Entry")

    @classmethod
    def context(cls, data: dict[str, Any], page: Any) -> dict[str, Any]:
        """`list`: the element the entries stand in; `level`: of their headings, none skipped; `entries`: the items,
        with the initials that are drawn where a person has no picture."""
        items = data.get("items", [])
        return {
            "list": "ol" if data.get("layout") in ORDERED else "ul",
            "level": 3 if data.get("title") else 2,
            "entries": [{**item, "initials": initials(item.get("title", ""))} for item in items],
        }


def initials(name: str) -> str:
    """ "Ana María Duarte" -> "AD"."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
