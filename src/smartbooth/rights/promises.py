"""What the rights room promises, checked on what is there: promises B3, C2 and J1."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.disclosures.models import Entry
from smartbooth.handover.recalls import bar
from smartbooth.leads.models import Lead
from smartbooth.registry.promises import Result, check, says
from smartbooth.rights import clear, light, register, words
from smartbooth.rights.kinds import Kind
from smartbooth.rights.models import Request

NEWEST = 200  # answers recomputed: a second's work


@check("C2", _("Every reported child was deleted within 72 hours, everywhere"))
def children_deleted() -> Result:
    """No report is open past its clock, nothing of a fulfilled one is left, and who has not said in time that they
    deleted was given nobody's data since."""
    now = clock.now()
    reports = Request.objects.filter(kind=Kind.CHILD)
    late = reports.filter(state__in=Request.OPEN, due_by__lt=now).count()
    ended = reports.filter(state=Request.FULFILLED)
    left = ended.exclude(person=None).count()
    leads = [lead for proof in ended.values_list("proof", flat=True) for lead in proof.get("leads", [])]
    with everywhere():
        left += sum(Lead.objects.filter(pk__in=leads[at : at + 500]).count() for at in range(0, len(leads), 500))
        silent = list(bar.overdue().values_list("workspace", "due_by").distinct())
    served = sum(Entry.objects.filter(recipient=owner, at__gt=due).exists() for owner, due in silent)
    looked = reports.count()
    if late or left or served:
        text = _(
            "Of %(all)d reports, %(late)d are not dealt with in time; %(left)d left something behind; %(served)d "
            "recipients were given more before they had deleted."
        )
        return Result(False, says(text, all=looked, late=late, left=left, served=served), looked)
    text = _(
        "%(all)d reports, none of them late, nothing left. Owners who have yet to delete, and get nothing: %(n)d."
    )
    return Result(True, says(text, all=looked, n=len({owner for owner, _due in silent})), looked)


@check("J1", _("Every Shine the Light request was answered within 30 days, as the ledger has it"))
def light_answered() -> Result:
    """Answers of this calendar year are read from the ledger anew: what they cover is closed, so they must agree."""
    now = clock.now()
    asked = Request.objects.filter(kind=Kind.SHINE_THE_LIGHT)
    late = register.overdue(now).filter(kind=Kind.SHINE_THE_LIGHT).count()
    answered = asked.filter(state=Request.FULFILLED, year=now.year).exclude(person=None).select_related("person")
    wrong = sum(not _agrees(one) for one in answered.order_by("-ended_at")[:NEWEST])
    looked = asked.count()
    if late or wrong:
        text = _(
            "Of %(all)d requests, %(late)d wait longer than 30 days; %(wrong)d answers are not what the ledger says."
        )
        return Result(False, says(text, all=looked, late=late, wrong=wrong), looked)
    return Result(
        True, says(_("%(all)d requests, each answered in time and as the ledger has it."), all=looked), looked
    )


def _agrees(request: Request) -> bool:
    assert request.person is not None
    return words.of(request).light == light.answer(request.person, request.year or clock.now().year)


@check("B3", _("Every request about one’s data was answered by the date the law sets"))
def clocks_kept() -> Result:
    late, looked = register.overdue(clock.now()).count(), Request.objects.count()
    if late:
        return Result(False, says(_("%(late)d of %(all)d requests are overdue."), late=late, all=looked), looked)
    return Result(True, says(_("%(all)d requests, none overdue."), all=looked), looked)


@check("B3", _("No mail address stands in clear anywhere"))
def no_address_in_clear() -> Result:
    """In no column of text of any table, but where an owner publishes one."""
    looked = sum(len(one) for one in clear.columns().values())
    places = [label for label, _count in clear.found()]
    if places:
        return Result(
            False, says(_("Something like an address is in %(places)s."), places=", ".join(places)), looked
        )
    return Result(True, says(_("%(all)d columns of text, no address in any."), all=looked), looked)
