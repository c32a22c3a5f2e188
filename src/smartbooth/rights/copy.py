"""A copy of everything, to take along (GDPR Art. 15(3), 20): JSON for programs; the letter itself is for reading."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import transaction

from smartbooth.core import clock
from smartbooth.disclosures.door import ADDRESS, PERSON, Item, disclose
from smartbooth.leads import given as leads_given
from smartbooth.leads.items import ANSWERS, NAME
from smartbooth.mail.letter import compose
from smartbooth.mail.models import Outbox
from smartbooth.people import consents
from smartbooth.people.models import Consent, Person
from smartbooth.registry.bases import Basis
from smartbooth.registry.purposes import Purpose
from smartbooth.rights import letter, parts, register, words
from smartbooth.rights.kinds import Kind
from smartbooth.rights.letter import Letter, Passing, Place
from smartbooth.rights.models import Request

VERSION = 1  # of the file's shape


def take(person: Person, how: str) -> dict[str, Any]:
    """Everything, as JSON's types; a row in the ledger (a copy to the person themselves) and a request in the register
    first. `how`: "json" or "page". Raises vault.Forgotten when they are erased at this moment: then nothing goes out.
    """
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        found = letter.write(locked)
        sealed = {leads_given.place(place.lead.pk): place.lead.given for place in found.places}
        kinds = (ADDRESS, NAME, ANSWERS) if sealed else (ADDRESS,)
        disclose(
            [Item(locked.pk, locked.sealed, sealed, kinds)], to=PERSON, purpose=Purpose.CLAIMS,
            ground=Basis.OBLIGATION, how=f"copy:{how}",
        )  # fmt: skip
        register.done(Kind.COPY, locked)
        return data(found)


def data(found: Letter) -> dict[str, Any]:
    return {
        "version": VERSION,
        "made_at": clock.now().isoformat(),
        "by": {"service": settings.BRAND, "company": settings.COMPANY, "support": settings.SUPPORT_ADDRESS},
        "person": {
            "id": found.person.pk,
            "address": found.address,
            "known_since": found.person.created_at.isoformat(),
            "no_advertising": found.stopped,
        },
        "mail": {"language": found.language, "topics": {one.topic.key: one.on for one in found.standing}},
        "launches": [_place(place) for place in found.places],
        "consents": [consents.receipt(one, _names(found)) for one in consents.of(found.person.pk)],
        "other_disclosures": [_passing(one) for one in found.elsewhere],
        "messages": [_message(row) for row in found.messages],
        "accounts": [
            {
                "username": user.username,
                "since": user.date_joined.isoformat(),
                "last_login": user.last_login.isoformat() if user.last_login else None,
                "language": user.language,
                "workspaces": [workspace.name for workspace in user.workspace_set.all()],
            }
            for user in found.accounts
        ],
        "requests": [_request(one) for one in found.requests],
        **{part.key: part.read(found.person, True) for part in parts.parts()},
    }


def _names(found: Letter) -> dict[str, str]:
    return {place.lead.workspace_id: place.lead.workspace.name for place in found.places}


def _place(place: Place) -> dict[str, Any]:
    lead = place.lead
    return {
        "launch": lead.launch.name,
        "owner": lead.workspace.name,
        "left_at": lead.created_at.isoformat(),
        "state": place.state,
        "name": place.written.name,
        "answers": [asdict(answer) for answer in place.written.answers],
        "version_read": lead.variant,
        "publication": lead.publication,
        "source": lead.source,
        "campaign": lead.campaign,
        "country": lead.country,
        "device": lead.device,
        "language": lead.language,
        "first_visit_hour": lead.first_hour and clock.hour_start(lead.first_hour).isoformat(),
        "confirmed_at": lead.confirmed_at and lead.confirmed_at.isoformat(),
        "handed_at": lead.handed_at and lead.handed_at.isoformat(),
        "disclosures": [_passing(one) for one in place.passed],
        "recalls": [
            {
                "how": one.how.partition(":")[0],
                "asked_at": one.at.isoformat(),
                "due_by": one.due_by.isoformat(),
                "confirmed_at": one.acknowledged_at and one.acknowledged_at.isoformat(),
            }
            for one in place.recalls
        ],
    }


def _passing(one: Passing) -> dict[str, Any]:
    return {
        "recipient": one.to,
        "contact": one.contact,
        "how": one.how,
        "kinds": [str(kind) for kind in one.kinds],
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "times": one.times,
    }


def _message(row: Outbox) -> dict[str, Any]:
    return {"message": row.message, "subject": subject(row), "sent_at": row.sent_at and row.sent_at.isoformat()}


def subject(row: Outbox) -> str:
    """As it stood on the letter; the message's name where no room declares it any more."""
    try:
        return compose(row).subject
    except KeyError:
        return row.message


def _request(one: Request) -> dict[str, Any]:
    said = words.of(one)
    return {
        "kind": one.kind,
        "law": one.law,
        "received_at": one.received_at.isoformat(),
        "due_by": one.deadline.isoformat(),
        "state": one.state,
        "ended_at": one.ended_at and one.ended_at.isoformat(),
        "how": one.how,
        "asked": said.asked,
        "answer": said.answer,
        "extension": said.extension,
    }


def receipt(person: Person, consent_id: str) -> dict[str, Any] | None:
    """One consent's receipt (ISO/IEC TS 27560)."""
    found = Consent.objects.select_related("wording").filter(pk=consent_id, person=person).first()
    return consents.receipt(found) if found else None
