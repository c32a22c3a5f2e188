"""An interest becomes a lead: one transaction, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock, ids
from smartbooth.core.insert import insert_values
from smartbooth.journal import lines
from smartbooth.leads import confirmation, drops, given, together
from smartbooth.leads.asked import Purpose
from smartbooth.leads.given import Given
from smartbooth.leads.messages import RightsNotice
from smartbooth.leads.models import Lead
from smartbooth.leads.reasons import Reason
from smartbooth.leads.visit import Visit
from smartbooth.mail import outbox
from smartbooth.people import consents, vault
from smartbooth.people.address import Address
from smartbooth.registry.purposes import Purpose as Use
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
    launch_name: str  # as published, for the notice of their rights
    owner_name: str
    confirm: bool = False  # whether the person is asked by mail first (Lead.confirmed_at)


def register(interest: Interest) -> bool:
    """Store it, durably; whether the lead is new. Raises django.db.DatabaseError, storing nothing.

    A second time by the same person changes nothing but for purposes newly ticked, and for a consent taken back that
    is given anew; and takes as long: one commit.
    """
    return together.commit(lambda: _register(interest, clock.now()))


def decoy(workspace: str, launch: str) -> None:
    """What a filled-in trap costs and stores: one commit, one count."""
    together.commit(lambda: pending.note(drops.event(workspace, launch, Reason.HONEYPOT)))


def _register(interest: Interest, now: datetime) -> bool:
    with within(interest.workspace):
        person, _made = vault.find_or_make(interest.address)
        lead = _lead(interest, person, now)
        new = insert_values(Lead, lead)
        _agree(interest, person.pk)
        if not new:
            pending.note(drops.event(interest.workspace, interest.launch, Reason.DUPLICATE))
            confirmation.again(interest.launch, person.pk, interest.confirm)
        elif interest.confirm:
            if interest.visit.mark == lines.FIRST:  # nobody else's form is counted before it is confirmed
                pending.note(_line(interest, lines.ASKED))
            confirmation.ask(lead["id"])
        else:
            pending.note(_line(interest, lines.LEAD))
            _notify(interest, person.pk, now)
        return new


def _notify(interest: Interest, person: str, now: datetime) -> None:
    """One letter a person and launch tells of their rights (promise B5). Who is asked to confirm reads them there."""
    once = f"{RightsNotice.name}/{interest.launch}/{person}"
    outbox.post(
        RightsNotice, person, interest.language, unique=once,
        launch=interest.launch_name, owner=interest.owner_name, left=now,
    )  # fmt: skip


def _agree(interest: Interest, person: str) -> None:
    """The form sent under its sentence implies a consent to hand the address to the launch's owner; each ticked box is
    an explicit one, in its own words."""
    told: dict[str, Any] = {
        "purpose": Use.SERVICE,
        "controller": interest.workspace,
        "launch": interest.launch,
        "awaits": interest.confirm,
        "language": interest.language,
        "country": interest.visit.country,
        "variant": interest.visit.variant,
        "publication": interest.publication,
    }
    implied: dict[str, Any] = {"way": consents.IMPLIED, "conduct": consents.SENT_THE_FORM}
    consents.give(person, words=interest.notice, **told, **implied)
    for purpose in interest.purposes:
        consents.give(person, words=purpose.wording, box=purpose.key, **told)


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
        "given": given.seal(person, name, interest.given),
        "created_at": now,
        "confirmed_at": None if interest.confirm else now,
        "handed_at": None,
    }


def _line(interest: Interest, kind: str) -> lines.Event:
    visit = interest.visit
    return lines.Event(
        clock.hour(),
        kind,
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
