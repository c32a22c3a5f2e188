"""Somebody pressed "this is spam" (ARF, RFC 5965): what that letter was one of is stopped, and all that advertises."""

from __future__ import annotations

from dataclasses import dataclass

from smartbooth.mail import choices
from smartbooth.mail.inbound.received import Received, header, inside
from smartbooth.mail.messages import messages
from smartbooth.mail.models import Outbox
from smartbooth.people.models import Person

REPORT = "message/feedback-report"
# Not about what somebody wants: it was no spam after all; forged mail (RFC 6591); a program found something.
OTHER = {"not-spam", "auth-failure", "dmarc", "virus"}


@dataclass(frozen=True)
class Complaint:
    """`paths`: the return path that the report says the letter had."""

    unwanted: bool
    paths: tuple[str, ...]


def read(received: Received) -> Complaint | None:
    fields = inside(received.first(REPORT))
    if fields is None:
        return None
    kind = header(fields, "feedback-type").lower()
    returned = (header(one, "return-path") for one in received.parts() if one is not received.mail)
    paths = (header(fields, "original-mail-from"), *returned)
    return Complaint(kind not in OTHER, tuple(path for path in paths if path))


def stop(row_id: str) -> bool:
    """Whether there was somebody who gets less from now on. The same again changes nothing."""
    row = Outbox.objects.filter(pk=row_id).first()
    person = Person.objects.filter(pk=row.person_id).first() if row and row.person_id else None
    if row is None or person is None:
        return False
    message = messages().get(row.message)
    topic = message.leaves if message is not None else ""
    new = choices.stop(person, topic, choices.COMPLAINT) if topic else False
    return choices.stop_marketing(person, choices.COMPLAINT) or new
