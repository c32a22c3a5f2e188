"""Erasing a person, from the letter or for a child: everything, everywhere, at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from smartbooth.accounts.models import User
from smartbooth.accounts.tenancy import everywhere
from smartbooth.handover.recalls import begin
from smartbooth.handover.recalls.models import Recall
from smartbooth.leads.models import Lead
from smartbooth.mail.models import Outbox
from smartbooth.people import erasure, suppression
from smartbooth.people.models import Consent, Person
from smartbooth.people.store import both
from smartbooth.rights import parts, register
from smartbooth.rights.kinds import Kind
from smartbooth.rights.models import Request

HERE = "my data"  # why, for whoever notes it


@dataclass(frozen=True)
class Gone:
    """What an erasure took, and what stays with its ground."""

    leads: list[str]  # ids
    launches: list[str]
    owners: list[str]  # who were told to delete it
    consents: int
    messages: int
    requests: int
    accounts: int
    objection: bool  # the keyed hash of a stop stays, so that it goes on being kept
    others: list[str]  # what rooms above kept, a sentence each


def erase(person: Person, reason: str = Recall.ERASED) -> Gone | None:
    """Key destroyed, leads deleted, recalls under way, account closed, in one transaction. None when somebody else did
    it at this moment: one of two ends it, the other finds nobody. `reason` as in Recall. Raises
    accounts.closing.StillNeeded: then nothing happened."""
    with both():
        locked = Person.objects.select_for_update().filter(pk=person.pk).first()
        if locked is None:
            return None
        gone = _taking(locked)
        begin.of_person(locked.pk, reason)
        if reason == Recall.ERASED:
            register.done(Kind.ERASURE, None, proof(gone), region=register.region_of(locked))
        erasure.erase(locked.pk, HERE)
    return gone


def proof(gone: Gone) -> dict[str, Any]:
    """For the register: the leads' random ids, by which their recalls show who has deleted them."""
    return {"leads": gone.leads}


def _taking(person: Person) -> Gone:
    with everywhere():
        leads = list(Lead.objects.select_related("launch", "workspace").filter(person=person))
    return Gone(
        leads=[lead.pk for lead in leads],
        launches=[lead.launch.name for lead in leads],
        owners=sorted({lead.workspace.name for lead in leads if lead.handed_at}),
        consents=Consent.objects.filter(person=person).count(),
        messages=Outbox.objects.filter(person_id=person.pk).count(),
        requests=Request.objects.filter(person=person).count(),
        accounts=User.objects.filter(person=person).count(),
        objection=suppression.is_suppressed(bytes(person.index), suppression.MARKETING),
        others=[part.gone(len(rows)) for part in parts.parts() if (rows := part.read(person, False))],
    )
