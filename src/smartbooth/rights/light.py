"""Shine the Light (California Civil Code 1798.83, promise J1): who was given somebody's data for their own direct
marketing in the calendar year before, and which kinds. Answered by the ledger, for owners and leads alike."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from smartbooth.core import clock
from smartbooth.disclosures import ledger
from smartbooth.disclosures.models import Kind as Recipient
from smartbooth.mail import outbox
from smartbooth.people.models import Person
from smartbooth.people.purpose import purpose
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject
from smartbooth.rights import clocks, register
from smartbooth.rights.kinds import Kind
from smartbooth.rights.messages import ShineTheLight
from smartbooth.rights.models import Request

# An owner writes to their list: that is their marketing, whatever it was given for. Who works for us does not, and an
# authority or the person themselves is nobody who advertises.
ADVERTISE = (Recipient.OWNER, Recipient.SUCCESSOR)


class Already(ValueError):
    """Asked and answered this year. `request`: that one."""

    def __init__(self, request: Request) -> None:
        super().__init__("answered this year")
        self.request = request


def answer(person: Person, asked_in: int) -> tuple[dict[str, Any], ...]:
    """Recipients of the year before `asked_in`, by name: `{"name", "contact", "kinds": [keys]}`. Empty: none."""
    begin, end = clocks.year_before(clock.now().replace(year=asked_in, month=1, day=2))
    with purpose(Purpose.CLAIMS, of=Subject.LEAD):
        rows = list(ledger.between(person.pk, begin, end).filter(recipient_kind__in=ADVERTISE))
    found: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for row in rows:
        contact, kinds = found.get((row.recipient, row.recipient_name), ("", set()))
        found[row.recipient, row.recipient_name] = (
            row.recipient_contact or contact,
            kinds | set(row.kinds.split(",")),
        )
    return tuple(
        {"name": name, "contact": contact, "kinds": sorted(kinds)}
        for (_id, name), (contact, kinds) in sorted(found.items(), key=lambda one: one[0][1].casefold())
    )


def before(person: Person) -> Request | None:
    """The one that was answered this year."""
    return Request.objects.filter(
        person=person, kind=Kind.SHINE_THE_LIGHT, year=clock.now().year, state=Request.FULFILLED
    ).first()


def ask(person: Person, request: Request | None = None, **fields: Any) -> Request:
    """Answer it, and mail the answer's link to the address on file. `request`: one that came in by a form. Raises
    Already (once a person and calendar year)."""
    known = before(person)
    if known is not None:
        raise Already(known)
    year = clock.now().year
    found = answer(person, year)
    try:
        with transaction.atomic():
            if request is None:
                request = register.receive(Kind.SHINE_THE_LIGHT, person, **fields)
            register.fulfil(
                request, how=Request.AUTOMATICALLY, light=found, year=year, proof={"recipients": len(found)}
            )
            outbox.post(
                ShineTheLight, person.pk, request.language, unique=f"light/{request.pk}", request=request.pk,
                year=year - 1,
            )  # fmt: skip
    except IntegrityError:  # a second click was faster
        first = before(person)
        if first is None:
            raise
        raise Already(first) from None
    return request
