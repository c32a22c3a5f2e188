"""An interest becomes a lead: one transaction, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock, ids
from smartbooth.core.insert import insert_values
from smartbooth.journal import lines
from smartbooth.leads import drops, given, together
from smartbooth.leads.asked import Purpose
from smartbooth.leads.given import Given
from smartbooth.leads.models import Agreement, Lead, Wording
from smartbooth.leads.reasons import Reason
from smartbooth.leads.visit import Visit
from smartbooth.leads.wording import digest
from smartbooth.people import vault
from smartbooth.people.address import Address
from smartbooth.tallies import pending


@dataclass(frozen=True)
class Interest:
    """A form that was understood: who, in what, from where, agreeing to what."""

    workspace: str
    launch: str
    publication: int
    language: str
    address: Address
    given: Given
    notice: str  # the words at the form that said who gets the address and for what
    purposes: tuple[Purpose, ...]  # ticked
    visit: Visit
    confirm: bool = False  # whether the person is asked by mail first (Lead.confirmed_at)


def register(interest: Interest) -> bool:
    """Store it, durably; whether the lead is new. Raises django.db.DatabaseError, storing nothing.

    A second time by the same person changes nothing but for purposes newly ticked, and takes as long: one commit.
    """
    return together.commit(lambda: _register(interest, clock.now()))


def decoy(workspace: str, launch: str) -> None:
    """What a filled-in trap costs and stores: one commit, one count."""
    together.commit(lambda: pending.note(drops.event(workspace, launch, Reason.HONEYPOT)))


def _register(interest: Interest, now: datetime) -> bool:
    with within(interest.workspace):
        person, _made = vault.find_or_make(interest.address)
        _remember([interest.notice, *(purpose.wording for purpose in interest.purposes)], interest.language)
        lead = _lead(interest, person, now)
        new = insert_values(Lead, lead)
        if interest.purposes:
            known = lead["id"] if new else Lead.objects.get(launch=interest.launch, person=person).pk
            _agree(interest, known, now)
        pending.note(
            _line(interest) if new else drops.event(interest.workspace, interest.launch, Reason.DUPLICATE)
        )
        return new


def _remember(texts: list[str], language: str) -> None:
    """Every wording is stored once; from the second visitor on this writes nothing."""
    for text in dict.fromkeys(texts):
        insert_values(Wording, {"digest": digest(language, text), "language": language, "text": text})


def _agree(interest: Interest, lead: str, now: datetime) -> None:
    for purpose in interest.purposes:
        insert_values(
            Agreement,
            {
                "workspace_id": interest.workspace,
                "lead_id": lead,
                "purpose": purpose.key,
                "wording_id": digest(interest.language, purpose.wording),
                "given_at": now,
            },
        )


def _lead(interest: Interest, person: vault.Person, now: datetime) -> dict[str, Any]:
    """A Lead's columns: making the model first would cost more than storing it."""
    visit = interest.visit
    name = ids.token()
    return {
        "id": name,
        "workspace_id": interest.workspace,
        "launch_id": interest.launch,
        "person_id": person.pk,
        "variant": visit.variant,
        "publication": interest.publication,
        "source": visit.source,
        "campaign": visit.campaign,
        "country": visit.country,
        "device": visit.device,
        "first_hour": visit.first_hour or None,
        "mark": visit.mark,
        "language": interest.language,
        "wording_id": digest(interest.language, interest.notice),
        "given": given.seal(person, name, interest.given),
        "created_at": now,
        "confirmed_at": None if interest.confirm else now,
    }


def _line(interest: Interest) -> lines.Event:
    visit = interest.visit
    return lines.Event(
        clock.hour(),
        lines.LEAD,
        interest.workspace,
        interest.launch,
        visit.variant,
        visit.first_hour,
        visit.source,
        visit.campaign,
        visit.country,
        visit.device,
        visit.mark,
    )
