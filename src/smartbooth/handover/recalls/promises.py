"""Promises B2, B5 and D1, looked at where leads leave: to whom they went, by which row, and whether what was taken
back was asked for again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.tenancy import everywhere
from smartbooth.disclosures import ledger
from smartbooth.disclosures.models import Entry, Kind
from smartbooth.disclosures.subjects import subject
from smartbooth.handover.api.models import Token
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.webhooks import events
from smartbooth.handover.webhooks.models import Delivery, Endpoint
from smartbooth.launches.models import Launch
from smartbooth.leads.models import Lead
from smartbooth.people.gate import parts
from smartbooth.people.models import Consent
from smartbooth.people.purpose import OPERATOR, purpose
from smartbooth.people.vault import keys
from smartbooth.registry.promises import Result, check, says
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

NEWEST = 200_000  # rows of the ledger: some days of a busy installation, within a second
SAMPLE = 1_000  # of what needs each person's key


@check("B5", _("Every lead went to the owner of its launch, and to nobody else"))
def own_owner() -> Result:
    """The newest rows: the launch's workspace, and the workspace of the token or webhook, are the recipient."""
    rows = Entry.objects.filter(recipient_kind=Kind.OWNER, seq__gt=ledger.head().seq - NEWEST).exclude(launch="")
    with everywhere():
        launch = Launch.objects.filter(pk=OuterRef("launch")).values("workspace")
        other = rows.annotate(own=Subquery(launch)).exclude(own=None).exclude(own=F("recipient")).count()
        for model, way in ((Token, "api:"), (Endpoint, "webhook:")):
            other += _by_another(rows, model, way)
    looked = rows.count()
    if other:
        return Result(
            False, says(_("%(count)d of %(looked)d went to somebody else."), count=other, looked=looked), looked
        )
    return Result(True, says(_("%(looked)d disclosures looked at: each to its own owner."), looked=looked), looked)


def _by_another(rows: QuerySet[Entry], model: type[Token] | type[Endpoint], way: str) -> int:
    """Rows by a token or webhook of a workspace that is not the recipient."""
    name = Concat(Value(way), F("pk"), output_field=CharField())
    whose = model.objects.annotate(way_name=name).filter(way_name=OuterRef("how")).values("workspace")[:1]
    some = rows.filter(how__startswith=way).annotate(whose=Subquery(whose))
    return some.exclude(whose=None).exclude(whose=F("recipient")).count()


@check("D1", _("Every lead that a webhook brought has its row in the ledger"))
def brought() -> Result:
    with everywhere():
        sent = Delivery.objects.filter(event=events.CREATED, state=Delivery.DELIVERED).order_by("-done_at")[
            :SAMPLE
        ]
        found = list(sent.values_list("lead", "endpoint", "workspace", "launch"))
        persons = dict(Lead.objects.filter(pk__in=[one[0] for one in found]).values_list("pk", "person"))
    known = _subjects(persons.values())
    wanted = {
        (known[persons[lead]], f"webhook:{endpoint}", workspace, launch or "")
        for lead, endpoint, workspace, launch in found
        if persons.get(lead) in known
    }
    written: set[tuple[str, str, str, str]] = set()
    for part in parts([one[0] for one in wanted]):
        rows = Entry.objects.filter(subject__in=part, how__startswith="webhook:").order_by()
        written.update(rows.values_list("subject", "how", "recipient", "launch"))
    missing = len(wanted - written)
    if missing:
        return Result(False, says(_("%(count)d messages that arrived have no row."), count=missing), len(wanted))
    return Result(
        True, says(_("%(looked)d messages looked at: each has its row."), looked=len(wanted)), len(wanted)
    )


@check("B2", _("What was taken back is recalled from wherever it went"))
def recalled() -> Result:
    """The newest withdrawals at a launch, of persons who are still here: where the ledger has a row, there is a recall.
    (Of who was erased the ledger tells nothing any more: those recalls are made in the same transaction.)"""
    ended = (
        Consent.objects.exclude(launch="").exclude(controller=OPERATOR).exclude(withdrawn_at=None).filter(box="")
    )
    newest = list(ended.order_by("-withdrawn_at").values_list("person", "launch", "withdrawn_at")[:SAMPLE])
    with everywhere():
        leads = {
            (person, launch): lead
            for lead, person, launch in Lead.objects.filter(
                person__in=[one[0] for one in newest], launch__in=[one[1] for one in newest]
            ).values_list("pk", "person", "launch")
        }
        asked = set(Recall.objects.filter(lead__in=leads.values()).values_list("lead", flat=True))
    known = _subjects(person for person, _launch in leads)
    given: set[tuple[str, str]] = set()
    for part in parts(list(known.values())):
        given.update(Entry.objects.filter(subject__in=part).order_by().values_list("subject", "launch"))
    looked = missing = 0
    for person, launch, _at in newest:
        lead = leads.get((person, launch))
        if lead is not None and (known.get(person), launch) in given:
            looked += 1
            missing += lead not in asked
    if missing:
        return Result(False, says(_("%(count)d were taken back, and nobody was told."), count=missing), looked)
    return Result(
        True, says(_("%(looked)d withdrawals looked at: whoever was given them was told."), looked=looked), looked
    )


def _subjects(persons: Iterable[str]) -> dict[str, str]:
    with purpose(Purpose.CLAIMS, of=Subject.LEAD):
        return {person: subject(key) for person, key in keys(persons).items()}
