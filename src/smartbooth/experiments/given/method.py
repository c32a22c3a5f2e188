"""How the answer was found, in five lines for whoever reads it on paper."""

from __future__ import annotations

from django.utils.translation import gettext as _

from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown.decided import how_sure


def lines(now: Standing) -> list[str]:
    return [
        _(
            "Each visitor counts once, for the version they saw first and in the hour they first saw it. Only counts "
            "were kept: nobody was identified."
        ),
        _("Versions are compared within each hour, so neither busy hours nor quiet days favour one."),
        how_sure(now),
        _("A range holds every difference that the counts do not contradict. As visitors come, it narrows."),
        _(
            "How visitors were shared out is checked against the plan all along. Where it is off by more than chance, "
            "no version is named."
        ),
    ]
