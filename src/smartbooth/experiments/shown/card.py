"""The verdict as the first thing on the results page: its words, its picture, its action, and what is behind folds."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.experiments import names
from smartbooth.experiments.models import Round
from smartbooth.experiments.moments import spoken
from smartbooth.experiments.rounds.standing import standing
from smartbooth.experiments.shown import goals, picture
from smartbooth.experiments.shown.answer import answer
from smartbooth.experiments.shown.arms import present
from smartbooth.experiments.shown.facts import Facts, facts
from smartbooth.experiments.shown.guards import guards, nothing_else, worst
from smartbooth.experiments.shown.moments import span
from smartbooth.experiments.shown.numbers import numbers
from smartbooth.experiments.shown.segments import segments
from smartbooth.experiments.shown.twins import same_page
from smartbooth.experiments.shown.words import together
from smartbooth.launches.models import Publication


def card(launch: Any, newest: Publication | None = None, reader: User | None = None) -> dict[str, Any]:
    """What templates/experiments/shown/card.html needs, of the launch's newest test; {} where there was none. `newest`:
    the launch's newest publication; `reader`: whom it is shown to. At most ten queries, whatever the traffic. Runs
    inside the workspace."""
    round_ = Round.objects.filter(launch=launch.pk).order_by("-number").first()
    if round_ is None:
        return {}
    round_.launch = launch
    now, known = standing(round_), facts(round_, reader)
    beside = guards(now, known)
    return {
        "round": round_,
        "answer": answer(now, known),
        "about": about(round_, known),
        "twins": same_page(newest, round_.running) if round_.open else "",
        "pictures": picture.sizes(now, picture.TABLET),
        "picture_words": picture.title(now),
        "often": names.count(1 / round_.alpha),
        "caption": picture.caption(now),
        "numbers": numbers(now, known),
        "guards": beside,
        "worst": worst(beside),
        "nothing_else": nothing_else(now) if not beside else "",
        "segments": segments(now),
        "undo": (bool(round_.shown) or round_.stays)
        and not round_.open
        and (round_.ended_hour or 0) > clock.hour(),
    }


def about(round_: Round, known: Facts) -> str:
    """ "Test 1 · A and B · Sign-ups · since 3 November", "… · 3 Nov – 17 Nov" of one that has ended."""
    letters = present(round_) if len(present(round_)) > 1 else round_.letters
    return _("Test %(number)s · %(letters)s · %(what)s · %(when)s") % {
        "number": round_.number,
        "letters": together(letters),
        "what": goals.heading(round_.goal, known.label),
        "when": span(round_, spoken),
    }
