"""The form: one address, and what the owner may ask besides. Posts to `lead`; docs/architecture.md names its fields."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks import look
from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import Choice, LinesField, LongText, Text
from smartbooth.launches.blocks.lead_form.drawn import drawn

LAYOUTS = [
    ("card", _("A card")),
    ("line", _("One line: field and button")),
    ("split", _("Words left, form right")),
    ("pledge", _("A pledge, large")),
]
AGES = [("no", _("Do not ask")), ("yes", _("Ask for the year of birth"))]
AGE_HELP = _("For what children could like. Whoever is too young is not taken down anywhere, nor is the year.")
NAMES = [("no", _("Do not ask")), ("optional", _("Ask, optional"))]
PURPOSES = 4
PURPOSE_HELP = _("An unticked box, such as “You may call me about the first orders”. Empty: no box.")


class LeadFormForm(BlockForm):
    headline = Text(max_length=120, required=True, label=_("Headline"))
    text = LongText(max_length=300, label=_("One sentence more"))
    button_text = Text(max_length=40, required=True, label=_("On the button"))
    name = Choice(choices=NAMES, label=_("Name"))
    age = Choice(choices=AGES, label=_("Age"), help_text=AGE_HELP)
    purpose_1 = Text(max_length=160, label=_("Permission 1"), help_text=PURPOSE_HELP)
    purpose_2 = Text(max_length=160, label=_("Permission 2"))
    purpose_3 = Text(max_length=160, label=_("Permission 3"))
    purpose_4 = Text(max_length=160, label=_("Permission 4"))
    thanks_title = Text(max_length=120, label=_("Afterwards: title"), help_text=_("Empty: “Thank you.”"))
    thanks_text = LongText(max_length=400, label=_("Afterwards: what happens next"))
    layout = Choice(choices=LAYOUTS, label=_("Layout"))
    tone = look.tone()


class QuestionForm(BlockForm):
    """`type` "choice" needs at least two choices."""

    last = ()
    TYPES = [("short", _("A short answer")), ("long", _("A long answer")), ("choice", _("One of a list"))]

    label = Text(max_length=120, required=True, label=_("Question"))
    type = Choice(choices=TYPES, label=_("Answer"))
    choices = LinesField(label=_("The list"), help_text=_("One choice a line."), max_lines=12)
    required = Choice(
        choices=[("no", _("May be left empty")), ("yes", _("Has to be answered"))], label=_("Answering")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("type") == "choice" and len(data.get("choices") or []) < 2:
            self.add_error("choices", _("Give at least two choices, one a line."))
        return data


class LeadForm(Block):
    kind = "lead_form"
    label = _("Form")
    form = LeadFormForm
    item_form = QuestionForm
    item_label = _("Question")
    max_items = 5
    once = True

    @classmethod
    def context(cls, data: dict[str, Any], page: Any) -> dict[str, Any]:
        return drawn(data, page)
