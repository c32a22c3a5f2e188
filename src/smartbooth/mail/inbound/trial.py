"""For the check of promise B4: whether who unsubscribes by mail is heard, tried with a mail as programs send it."""

from __future__ import annotations

from django.db import transaction

from smartbooth.mail import optout
from smartbooth.mail.inbound.handle import handle
from smartbooth.mail.inbound.mailboxes import find
from smartbooth.mail.inbound.received import parse
from smartbooth.mail.topics import TOPICS
from smartbooth.people import suppression
from smartbooth.people.models import Person

MAIL = b"From: somebody@example.org\r\nSubject: unsubscribe\r\n\r\n"


def heard(topic: str) -> bool:
    """A mail to the mailbox that a letter of `topic` ("": none) names stops it. Tried with somebody there is, and
    rolled back; True where there is nobody. Raises django.db.DatabaseError."""
    person = Person.objects.order_by("pk").first()
    if person is None:
        return True
    kind = TOPICS[topic].key if topic else suppression.MARKETING
    index = bytes(person.index)
    with transaction.atomic():
        for wish in (kind, suppression.MARKETING, suppression.EVERYTHING, suppression.BOUNCED):
            suppression.lift(index, wish)  # who stopped it already shows nothing
        mailbox = find(optout.mailbox(optout.token(person.pk, topic)))
        handle(parse(MAIL, "somebody@example.org"), mailbox)
        stopped = suppression.is_suppressed(index, kind)
        transaction.set_rollback(True)
    return stopped
