"""The first sentence of a launch's tests' page, and what is said of the test under way."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from smartbooth.experiments.desk import under_way, words
from smartbooth.experiments.desk.at_hand import Desk
from smartbooth.experiments.desk.past import Past
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown.answer import Answer
from smartbooth.experiments.shown.answer import answer as answered
from smartbooth.experiments.shown.facts import Facts


def sentence(desk: Desk, now: Standing | None, history: Sequence[Past]) -> SafeString | str:
    if now is not None:
        return under_way.sentence(now, desk.buttons)
    if history and history[0].waiting:
        return history[0].since
    if history and history[0].since and desk.live:
        return format_html("{} {}", _("No test is under way."), history[0].since)
    if not desk.live:
        return _("No test is under way: the page is not live.")
    if len(desk.ready) < 2:
        return _("Nothing to compare yet: visitors see one version.")
    served = words.listed([letter for letter, _name in desk.ready])
    return _("No test is under way. %(letters)s could be one.") % {"letters": served}


def by_itself(round_: Round) -> str:
    """What is chosen of what can happen by itself, beside its fold: "nothing", "all to the winner"."""
    said = [_("all to the winner")] if round_.by_itself else []
    said += [_("the split follows the results")] if round_.adaptive else []
    if round_.keep_back:
        told = {"part": words.percent(round_.keep_back / 100), "letter": round_.control.upper()}
        said.append(_("%(part)s keep getting %(letter)s") % told)
    return ", ".join(said) or pgettext("what happens by itself", "nothing")


def answer(now: Standing, desk: Desk) -> Answer:
    """What the numbers say, as the results page says it."""
    return answered(now, Facts(label=desk.buttons.get(now.round.button, "")))
