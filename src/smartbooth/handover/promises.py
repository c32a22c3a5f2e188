"""Promises D1 and B5, looked at where leads are handed over."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core.ids import token
from smartbooth.disclosures.models import Entry
from smartbooth.disclosures.subjects import subject
from smartbooth.handover.recalls import promises as of_recalls
from smartbooth.leads.items import LIST
from smartbooth.leads.models import Lead
from smartbooth.people.gate import parts
from smartbooth.people.purpose import purpose
from smartbooth.people.vault import keys
from smartbooth.registry.promises import Result, check
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

__all__ = ["handed", "of_recalls"]  # its checks are declared by being imported

SAMPLE = 1_000  # the newest, and as many of all: their keys are needed, which takes some 20 µs each


@check("D1", _("Every lead an owner has is in the ledger"))
def handed() -> Result:
    """The newest ones, and ones drawn at random: ids are random, so those from a random one on are a sample."""
    with everywhere():
        given = Lead.objects.filter(handed_at__isnull=False).values_list("person_id", "workspace_id", "launch_id")
        newest = given.order_by("-created_at")[:SAMPLE]
        drawn = given.order_by("pk").filter(pk__gte=token())[:SAMPLE]
        leads = list({*newest, *drawn})
    with purpose(Purpose.CLAIMS, of=Subject.LEAD):
        subjects = {person: subject(key) for person, key in keys(one[0] for one in leads).items()}
    known: set[tuple[str, str, str]] = set()
    for part in parts(list(subjects.values())):
        rows = Entry.objects.filter(subject__in=part, how=LIST).order_by()
        known.update(rows.values_list("subject", "recipient", "launch"))
    readable = [(subjects[person], *rest) for person, *rest in leads if person in subjects]
    missing = sum(one not in known for one in readable)
    if missing:
        says = format_lazy(
            _("{missing} of {looked} leads looked at have no row."), missing=missing, looked=len(readable)
        )
    else:
        says = format_lazy(
            _("{looked} leads looked at, the newest and a sample: each has its row."), looked=len(readable)
        )
    return Result(not missing, says, len(readable))
