"""Questions and answers, folded."""

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks import look
from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import Choice, LongText, Text

LAYOUTS = [
    ("folded", _("Folded, one column")),
    ("side", _("Title at the side")),
    ("open", _("All open, two columns")),
]


class QuestionsForm(BlockForm):
    title = Text(max_length=120, label=_("Title"))
    layout = Choice(choices=LAYOUTS, label=_("Layout"))
    tone = look.tone()


class AnswerForm(BlockForm):
    last = ()

    question = Text(max_length=160, required=True, label=_("Question"))
    answer = LongText(max_length=1500, required=True, label=_("Answer"))


class Questions(Block):
    kind = "questions"
    label = _("Questions and answers")
    form = QuestionsForm
    item_form = AnswerForm
    item_label = _("Question")
    max_items = 20
