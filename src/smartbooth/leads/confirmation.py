"""Double opt-in: where the owner asks for it, an address is a lead once the person has said by mail that it is theirs.

Until then the lead is stored as waiting (`Lead.confirmed_at` null, its consents awaiting): it is no lead in any count
(that its visitor sent the form is counted, register.py), given to nobody, and deleted after UNCONFIRMED_DAYS
(leads/retention.py). The link in the mail opens a page with one button, so that a scanner that follows links confirms
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.journal import lines
from smartbooth.leads.messages import ConfirmAddress
from smartbooth.leads.models import Lead
from smartbooth.mail import links, outbox
from smartbooth.people import consents
from smartbooth.people.models import Consent
from smartbooth.registry.purposes import Purpose
from smartbooth.tallies import pending


class State(StrEnum):
    WAITING = "waiting"  # for the button
    CONFIRMED = "confirmed"
    ENDED = "ended"  # taken back, erased, or the page is no more


@dataclass(frozen=True)
class Asked:
    """What a link is about."""

    state: State
    lead: Lead | None = None  # with launch and workspace; None where nothing is left


def ask(lead_id: str) -> None:
    """Post the letter that asks. One an hour and lead at most, however often the form is sent. Runs in the
    transaction that stores the lead, within its workspace."""
    lead = Lead.objects.select_related("launch", "workspace").get(pk=lead_id)
    outbox.post(
        ConfirmAddress, lead.person_id, lead.language, unique=f"{ConfirmAddress.name}/{lead.pk}/{clock.hour()}",
        launch=lead.launch.name, owner=lead.workspace.name, left=lead.created_at, lead=lead.pk,
    )  # fmt: skip


def again(launch: str, person_id: str, confirm: bool) -> None:
    """The form came a second time from the same person: who still waits is asked once more and waits anew or, where
    the launch no longer asks, is a lead now. Runs as `ask` does."""
    lead = Lead.objects.get(launch=launch, person=person_id)
    if not _awaiting(lead):
        return
    if not confirm:
        _confirm(lead)
        return
    if lead.confirmed_at is None:
        lead.created_at = clock.now()
        lead.save(update_fields=["created_at"])
    ask(lead.pk)


def look(token: str) -> Asked:
    """What the link is about, changing nothing. Raises mail.links.BadLink, Expired."""
    lead = _lead(token)
    return Asked(_state(lead), lead) if lead else Asked(State.ENDED)


def confirm(token: str) -> Asked:
    """The button was pressed: the consents are in force, the lead counts, and the worker hands it over. A second time
    changes nothing. Raises mail.links.BadLink, Expired, django.db.DatabaseError."""
    with transaction.atomic():
        lead = _lead(token, lock=True)
        if lead is None:
            return Asked(State.ENDED)
        if _state(lead) is State.WAITING:
            with within(lead.workspace_id):
                _confirm(lead)
        return Asked(_state(lead), lead)


def _lead(token: str, lock: bool = False) -> Lead | None:
    (key,) = links.read(ConfirmAddress.name, token)
    with everywhere():
        leads = Lead.objects.select_related("launch", "workspace")
        if lock:
            leads = leads.select_for_update(of=("self",))
        return leads.filter(pk=key).first()


def _awaiting(lead: Lead) -> list[Consent]:
    return [
        consent
        for consent in consents.of(lead.person_id).filter(launch=lead.launch_id, awaits=True)
        if consent.withdrawn_at is None
    ]


def _state(lead: Lead) -> State:
    if _awaiting(lead):
        return State.WAITING
    live = consents.live(lead.person_id, Purpose.SERVICE, lead.workspace_id, lead.launch_id)
    return State.CONFIRMED if live and lead.confirmed_at else State.ENDED


def _confirm(lead: Lead) -> None:
    for consent in _awaiting(lead):
        consents.confirm(consent)
    if lead.confirmed_at is None:  # else the person came back after a withdrawal: they were counted the first time
        lead.confirmed_at = clock.now()
        lead.save(update_fields=["confirmed_at"])
        pending.note(event(lead))


def event(lead: Lead) -> lines.Event:
    """The confirmation as the journal counts it: now; for the experiment under the hour of its visitor's first view."""
    return lines.Event(
        clock.hour(), lines.CONFIRMED, lead.workspace_id, lead.launch_id, lead.variant, lead.first_hour or 0,
        lead.source, lead.campaign, lead.country, lead.device, lead.mark,
    )  # fmt: skip
