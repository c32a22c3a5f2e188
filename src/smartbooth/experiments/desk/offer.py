"""Before a second version goes out: how long the test that begins with it will take."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from smartbooth.experiments.desk import calculator
from smartbooth.experiments.desk.at_hand import Desk
from smartbooth.experiments.desk.calculator import Panel
from smartbooth.experiments.desk.traffic import recent
from smartbooth.experiments.rounds.begin import usual_goal
from smartbooth.launches.models import Launch
from smartbooth.launches.studio.ahead import Word

TEMPLATE = "experiments/desk/ahead.html"


@dataclass(frozen=True)
class Offer:
    launch: Launch
    calculator: Panel


def offer(launch: Launch) -> Word | None:
    """None while there is one version, and once all that there are compete."""
    desk = Desk.of(launch)
    wanted = [one.letter for one in desk.variants if one.retired_at is None]
    if len(wanted) < 2 or (desk.round is not None and set(wanted) <= set(desk.round.letters)):
        return None
    panel = calculator.own(recent(launch.pk), usual_goal(launch), len(wanted))
    return Word("ahead-tests", _("How long a test of them takes"), TEMPLATE, Offer(launch, panel))
