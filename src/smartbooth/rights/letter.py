"""Everything that is kept about a person, as one letter: every launch, consent, disclosure and message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from smartbooth.accounts.models import User
from smartbooth.accounts.tenancy import everywhere
from smartbooth.disclosures import ledger
from smartbooth.disclosures.models import Entry
from smartbooth.handover.recalls.models import Recall
from smartbooth.leads import given as leads_given
from smartbooth.leads.given import Given
from smartbooth.leads.models import Lead
from smartbooth.mail import choices
from smartbooth.mail.choices import Standing
from smartbooth.mail.models import Outbox
from smartbooth.people import consents, suppression, vault
from smartbooth.people.address import readable
from smartbooth.people.models import Consent, Person
from smartbooth.people.purpose import purpose
from smartbooth.registry import categories
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject
from smartbooth.rights.kinds import Kind
from smartbooth.rights.models import Request

MESSAGES = 200  # of the newest: a letter that one can read


@dataclass(frozen=True)
class Passing:
    """What one recipient was given in one way: the first and the last time, and how often."""

    to: str
    how: str  # "list", "csv", "api", "webhook": the ledger's word without which token or endpoint
    kinds: list[Any]  # in words
    first: datetime
    last: datetime
    times: int
    contact: str = ""


@dataclass(frozen=True)
class Place:
    """One launch where they left something."""

    lead: Lead
    written: Given
    consent: Consent | None  # the newest of the form itself
    boxes: list[Consent]
    passed: list[Passing]
    recalls: list[Recall]

    @property
    def state(self) -> str:
        """ "given", "on its way", "waiting" (for their confirmation) or "ended"."""
        if self.consent is None or self.consent.withdrawn_at is not None:
            return "ended"
        if self.consent.awaits:
            return "waiting"
        return "given" if self.passed else "on its way"

    @property
    def first(self) -> Passing | None:
        return self.passed[0] if self.passed else None

    @property
    def same_day(self) -> bool:
        return bool(self.passed) and self.passed[0].first.date() == self.lead.created_at.date()

    @property
    def deleted_by(self) -> datetime | None:
        """When the owner said that they have deleted it; None while any way is open, or none was."""
        moments = [recall.acknowledged_at for recall in self.recalls]
        return None if not moments or None in moments else max(moment for moment in moments if moment)


@dataclass(frozen=True)
class Letter:
    person: Person
    address: str
    places: list[Place]
    others: list[Consent]  # consents to the operator, or of launches that are gone
    elsewhere: list[Passing]  # what was given for launches that are gone, and to processors
    messages: list[Outbox]
    accounts: list[User]
    requests: list[Request]
    stopped: bool  # they get nothing that advertises
    standing: list[Standing]  # what comes to them by mail, and what does not
    language: str  # the one they chose for it, or ""
    ways: dict[str, Any] = field(default_factory=dict)

    @property
    def live(self) -> list[Place]:
        return [place for place in self.places if place.state != "ended"]


def write(person: Person) -> Letter:
    """Reads, changes nothing. Raises vault.Forgotten, vault.Unreadable."""
    with purpose(Purpose.CLAIMS, of=Subject.LEAD), everywhere():
        key = vault.keys([person.pk]).get(person.pk)
        if key is None:
            raise vault.Forgotten(person.pk)
        agreed = list(consents.of(person.pk))
        rows = list(ledger.of(person.pk))
        leads = list(
            Lead.objects.select_related("launch", "workspace").filter(person=person).order_by("created_at")
        )
        recalls = list(Recall.objects.filter(lead__in=[lead.pk for lead in leads]).order_by("at"))
        places = [_place(lead, key, agreed, rows, recalls) for lead in leads]
        here = {lead.launch_id for lead in leads}
        return Letter(
            person=person,
            address=readable(vault.contact(key, person.pk, person.sealed).address),
            places=places,
            others=[one for one in agreed if one.launch not in here],
            elsewhere=passings(row for row in rows if row.launch not in here and row.recipient_kind != "person"),
            messages=list(
                Outbox.objects.filter(person_id=person.pk, state=Outbox.SENT).order_by("-sent_at")[:MESSAGES]
            ),
            accounts=list(User.objects.filter(person=person).prefetch_related("workspace_set")),
            # A report that they are a child is somebody else's request, with somebody else's words.
            requests=list(Request.objects.filter(person=person).exclude(kind=Kind.CHILD).order_by("-received_at")),
            stopped=suppression.is_suppressed(bytes(person.index), suppression.MARKETING),
            standing=choices.standing(person),
            language=choices.language(person),
        )


def _place(lead: Lead, key: bytes, agreed: list[Consent], rows: list[Entry], recalls: list[Recall]) -> Place:
    mine = [one for one in agreed if one.launch == lead.launch_id]
    forms = [one for one in mine if not one.box]
    given_rows = [row for row in rows if row.launch == lead.launch_id and row.recipient_kind != "person"]
    return Place(
        lead=lead,
        written=leads_given.parse(vault.read(key, lead.person_id, leads_given.place(lead.pk), lead.given)),
        consent=forms[-1] if forms else None,
        boxes=_newest(one for one in mine if one.box),
        passed=passings(given_rows),
        recalls=[one for one in recalls if one.lead == lead.pk],
    )


def _newest(boxes: Iterable[Consent]) -> list[Consent]:
    """One a box and wording: what was taken back and given anew is told once, as it stands."""
    return list({(one.box, one.wording_id): one for one in boxes}.values())


def passings(rows: Iterable[Entry]) -> list[Passing]:
    """Rows of the ledger, oldest first, by recipient and way."""
    grouped: dict[tuple[str, str, str], list[Entry]] = {}
    for row in rows:
        grouped.setdefault((row.recipient_kind, row.recipient_name, row.how.partition(":")[0]), []).append(row)
    return [
        Passing(
            to=name,
            how=how,
            kinds=categories.words({kind for row in group for kind in row.kinds.split(",")}),
            first=group[0].at,
            last=group[-1].at,
            times=len(group),
            contact=group[-1].recipient_contact,
        )
        for (_kind, name, how), group in grouped.items()
    ]
