"""Someone takes their address back: each way by which the owner had got it becomes a recall, in the transaction that
takes it back, while the ledger still knows the person."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.disclosures import ledger
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.webhooks import queue
from smartbooth.leads.models import Lead
from smartbooth.people.models import Consent, Person
from smartbooth.people.purpose import purpose
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

CHILD_HOURS = 72  # promise C2


def begin(lead: Lead, reason: str) -> list[Recall]:
    """Recall `lead` from wherever it went; `reason` as in Recall. What still waits to be sent of it is not sent.

    Call before the lead or its person is deleted, in the same transaction. A second call changes nothing.
    """
    now = clock.now()
    with within(lead.workspace_id):
        queue.void(lead.pk)
        last = Recall.objects.filter(lead=lead.pk).aggregate(last=Max("at"))["last"]
        rows = [
            Recall(
                workspace_id=lead.workspace_id, launch_id=lead.launch_id, launch_name=lead.launch.name, lead=lead.pk,
                how=how, left_on=lead.created_at.date(), reason=reason, at=now, due_by=due(reason, now),
            )
            for how in ways(lead, last)
        ]  # fmt: skip
        new = Recall.objects.bulk_create(rows)
        for row in new:
            if row.how.startswith("webhook:"):
                queue.recalled(row)
    return new


def of_person(person_id: str, reason: str) -> int:
    """`begin` for each lead of a person, in every workspace; how many recalls."""
    with everywhere():
        leads = list(Lead.objects.select_related("launch").filter(person=person_id))
    return sum(len(begin(lead, reason)) for lead in leads)


def ways(lead: Lead, since: datetime | None) -> list[str]:
    """How the lead reached its owner, first way first: as the ledger has it. `since`: its last recall, before which
    nothing needs to be recalled again."""
    with purpose(Purpose.CLAIMS, of=Subject.LEAD):
        rows = list(ledger.of(lead.person_id))
    mine = (row for row in rows if row.launch == lead.launch_id and row.recipient == lead.workspace_id)
    return list(dict.fromkeys(row.how for row in mine if since is None or row.at > since))


def due(reason: str, now: datetime) -> datetime:
    if reason == Recall.CHILD:
        return now + timedelta(hours=CHILD_HOURS)
    return now + timedelta(days=settings.RECALL_DAYS)


def removed(lead: Lead) -> None:
    """Its owner removes the lead: their other ways have to follow."""
    begin(lead, Recall.ERASED)


def erased(person: Person) -> None:
    """A person is erased, everywhere."""
    of_person(person.pk, Recall.ERASED)


def withdrawn(consent: Consent) -> None:
    """A person takes back what they agreed to at one launch. The lead leaves the owner's list; who signs up again is
    handed over anew."""
    with everywhere():
        leads = Lead.objects.select_related("launch").filter(launch=consent.launch, person=consent.person_id)
        for lead in leads.filter(workspace=consent.controller):
            begin(lead, Recall.WITHDRAWN)
            Lead.objects.filter(pk=lead.pk).update(handed_at=None)
