"""Promise C1, on the forms that ask for the year of birth: a child's answer stores nothing."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.launches.models import Publication
from smartbooth.leads import published, submission
from smartbooth.leads.submission import TooYoung
from smartbooth.registry.promises import Result, check, says

SAMPLE = 50  # live launches whose form asks, those published last


@check("C1", _("Forms that ask for the year of birth take nothing from who may be too young"))
def young_are_not_taken() -> Result:
    """Plays a child on each: the year of those who reach the age within this year, and later ones."""
    least, looked = settings.AGE_MINIMUM, 0
    years = [clock.now().year - least, clock.now().year - 5]
    with everywhere():
        live = Publication.objects.filter(ended_at=None, manifest__asks_age=True).order_by("-pk")
        for launch in live.values_list("launch_id", flat=True)[:SAMPLE]:
            found = published.live(launch)
            for asked in found.asked.values() if found else ():
                looked += 1
                if not asked.asks_age or not all(_refused(asked, year) for year in years):
                    return Result(
                        False, _("A form that asks for the year of birth took a child’s address."), looked
                    )
    if not looked:
        return Result(True, _("No form that is live asks for it."))
    return Result(True, says(_("%(count)d forms were tried."), count=looked), looked)


def _refused(asked: submission.Asked, year: int) -> bool:
    fields = {"email": "child@example.org", "year": str(year)}
    fields |= {question.key: (question.choices or ("x",))[0] for question in asked.questions}
    try:
        submission.read(fields, asked)
    except TooYoung:
        return True
    except submission.Invalid:
        return False
    return False
