"""Promise C1, on the forms that ask for the year of birth: a child's answer stores nothing. Promise B2: every lead
agreed, and to what is known. Promise B5: all were told of their rights."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.launches.models import Publication
from smartbooth.leads import published, submission
from smartbooth.leads.messages import ConfirmAddress, RightsNotice
from smartbooth.leads.models import Lead
from smartbooth.leads.submission import TooYoung
from smartbooth.mail.models import Outbox
from smartbooth.people.models import Consent
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


@check("B2", _("Every lead has a consent that says what was agreed to, when and how"))
def every_lead_agreed() -> Result:
    """One that was taken back counts: it says that the lead was rightly there until then."""
    form = Consent.objects.filter(
        person=OuterRef("person"), controller=OuterRef("workspace_id"), launch=OuterRef("launch_id"), box=""
    )
    with everywhere():
        leads = Lead.objects.count()
        without = Lead.objects.filter(~Exists(form)).count()
    if without:
        return Result(
            False, says(_("%(without)d of %(all)d leads have no consent."), without=without, all=leads), leads
        )
    return Result(True, says(_("%(all)d leads, each with the consent they gave."), all=leads), leads)


@check("B5", _("Everyone who left an address was told of their rights, in the same moment"))
def told_of_rights() -> Result:
    """Each lead of the last month has a row in the outbox: the notice of their rights or, where they are asked to
    confirm, the letter that asks and says the same. (Whom a person's erasure made nobody is in neither.)"""
    since = clock.now() - timedelta(days=30)
    notice = Concat(Value(f"{RightsNotice.name}/"), OuterRef("launch_id"), Value("/"), OuterRef("person_id"))
    with everywhere():
        recent = Lead.objects.filter(created_at__gt=since)
        count = recent.count()
        asked = Outbox.objects.filter(  # for this very lead: the person's other launches are others
            message=ConfirmAddress.name, person_id=OuterRef("person_id"), params__contains=OuterRef("pk")
        )
        told = Exists(Outbox.objects.filter(unique=notice)) | Exists(asked)
        missing = recent.exclude(told).count()
    if missing:
        return Result(False, says(_("%(count)d people were not told of their rights."), count=missing), count)
    return Result(True, says(_("%(count)d people of 30 days were told."), count=count), count)
