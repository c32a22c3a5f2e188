"""A lead as programs get it, by API and webhook alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from ninja import Field, Schema

from smartbooth.disclosures.door import Item, Opened
from smartbooth.leads.items import item, written
from smartbooth.leads.models import Lead
from smartbooth.people.models import Consent

DEVICES: dict[str, Literal["phone", "tablet", "desktop"]] = {"p": "phone", "t": "tablet", "d": "desktop"}
UNKNOWN = "ZZ"


class AnswerOut(Schema):
    question: str = Field(description="As it stood on the page.")
    answer: str


class ConsentOut(Schema):
    text: str = Field(description="The words they agreed to, as they stood on the page.")
    given_at: datetime


class LeadOut(Schema):
    """Someone who left their address, and wants to hear from you."""

    id: str = Field(description="Stays the same for as long as the lead exists. Keep it: recalls name it.")
    state: Literal["live"] = "live"
    launch: str
    address: str
    name: str = Field(description="Empty where the form did not ask, or they did not say.")
    answers: list[AnswerOut]
    consents: list[ConsentOut] = Field(description="What they read at the form, then each box they ticked.")
    left_at: datetime
    handed_at: datetime = Field(description="When it became yours. The order of the list.")
    variant: str = Field(description="The letter of the version they saw.")
    source: str
    campaign: str
    country: str | None = Field(description="ISO 3166-1 alpha-2; null where it is not known.")
    device: Literal["phone", "tablet", "desktop"] | None
    language: str


def items(leads: Sequence[Lead]) -> list[Item]:
    """For the door. Needs `person` loaded."""
    return [item(lead.pk, lead.person_id, lead.person.sealed, lead.given) for lead in leads]


def shapes(leads: Sequence[Lead], opened: Sequence[Opened]) -> dict[str, LeadOut]:
    """By id, those that were opened. `leads` are of one launch."""
    known = {one.key: one for one in opened}
    chosen = [lead for lead in leads if lead.pk in known]
    agreed = _agreed(chosen)
    return {lead.pk: _shape(lead, known[lead.pk], agreed.get(lead.person_id, [])) for lead in chosen}


def _agreed(leads: Sequence[Lead]) -> dict[str, list[ConsentOut]]:
    found: dict[str, list[ConsentOut]] = {}
    if not leads:
        return found
    rows = Consent.objects.filter(
        person__in=[lead.person_id for lead in leads], launch=leads[0].launch_id, withdrawn_at=None, awaits=False
    )
    for person, text, given_at in rows.order_by("box", "given_at").values_list(
        "person", "wording__text", "given_at"
    ):
        found.setdefault(person, []).append(ConsentOut(text=text, given_at=given_at))
    return found


def _shape(lead: Lead, opened: Opened, agreed: list[ConsentOut]) -> LeadOut:
    wrote = written(opened)
    return LeadOut(
        id=lead.pk,
        launch=lead.launch_id,
        address=opened.address,
        name=wrote.name,
        answers=[AnswerOut(question=one.question, answer=one.text) for one in wrote.answers],
        consents=agreed,
        left_at=lead.created_at,
        handed_at=lead.handed_at or lead.created_at,  # who reads it was handed it: never the latter
        variant=lead.variant,
        source=lead.source,
        campaign=lead.campaign,
        country=None if lead.country == UNKNOWN else lead.country,
        device=DEVICES.get(lead.device),
        language=lead.language,
    )
