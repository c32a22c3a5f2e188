"""What a visitor wrote besides the address: sealed under the person's key, bound to the lead."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from smartbooth.leads.models import Lead
from smartbooth.people import vault
from smartbooth.people.models import Person


@dataclass(frozen=True)
class Answer:
    """One of the owner's questions, as it stood on the page, and what was written."""

    key: str
    question: str
    text: str


@dataclass(frozen=True)
class Given:
    name: str = ""
    answers: tuple[Answer, ...] = ()


def place(lead_id: str) -> str:
    return f"lead/{lead_id}"


def seal(person: Person, lead_id: str, given: Given) -> bytes:
    return vault.seal(person, place(lead_id), given)


def of(lead: Lead) -> Given:
    """Raises vault.Unreadable."""
    return parse(vault.unseal(lead.person, place(lead.pk), lead.given))


def parse(raw: object) -> Given:
    return msgspec.convert(raw, Given)
