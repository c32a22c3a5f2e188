"""A letter to us becomes a case, in one transaction; the mail room acknowledges it afterwards."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

import msgspec
from django.conf import settings

from smartbooth.core import clock
from smartbooth.mail.inbound import body
from smartbooth.mail.inbound.correspondence import NotTaken
from smartbooth.mail.inbound.mailboxes import Mailbox
from smartbooth.mail.inbound.received import Received, addresses
from smartbooth.people import ring, vault
from smartbooth.people.address import Address, AddressError
from smartbooth.people.models import Person
from smartbooth.people.store import both
from smartbooth.support import letters
from smartbooth.support.letters import Named
from smartbooth.support.models import Attachment, Case, Mail

DAY = timedelta(days=1)
SENDERS = 5  # of a From header that are looked at (RFC 5322 3.6.2 allows several)


def take(received: Received, mailbox: Mailbox) -> bool:
    """Whether it was new. Raises NotTaken for a letter without a sender; django.db.DatabaseError, ring.RingError."""
    address = _sender(received)
    letter = letters.read(received, address.written)
    attached = list(body.attachments(received))
    with both():
        person, _new = vault.find_or_make(address)
        digest = _digest(address, letter.message_id, received.raw)
        if Mail.objects.filter(digest=digest).exists():
            return False
        now = clock.now()
        case, room = _case(person, mailbox, letter.subject, now)
        mail = Mail(case=case, digest=digest, received_at=now)
        kept, named = _attached(person, mail, attached, settings.SUPPORT_ATTACHMENT_BYTES if room else 0)
        mail.sealed = letters.seal(person, mail, msgspec.structs.replace(letter, attached=named))
        mail.save(force_insert=True)
        Attachment.objects.bulk_create(kept)
    return True


def _sender(received: Received) -> Address:
    """Whom to answer: From, or where that names nobody the one the mail came from."""
    for written in [*addresses(received.header("from"))[:SENDERS], received.sender]:
        try:
            return Address.parse(written)
        except AddressError:
            continue
    raise NotTaken("553 5.1.7", "There is no sender to answer to")


def _digest(address: Address, message_id: str, raw: bytes) -> bytes:
    """The same for the same letter, sent again. Of one writer: nobody can take another's letter's place."""
    known = message_id.encode() or hashlib.sha256(raw).digest()
    said = address.key.encode() + b"\n" + known
    return hmac.new(ring.key_for("support/mail"), said, hashlib.sha256).digest()


def _case(person: Person, mailbox: Mailbox, subject: str, now: datetime) -> tuple[Case, bool]:
    """A new one; of who opened enough in a day the last one, which is open again. And whether there is room for what is
    attached: a flood is kept as words."""
    theirs = Case.objects.filter(person=person, received_at__gt=now - DAY).order_by("-received_at", "-pk")
    recent = list(theirs[: settings.SUPPORT_CASES_PER_DAY])
    if len(recent) >= settings.SUPPORT_CASES_PER_DAY:
        case = recent[0]
        case.state, case.closed_at, case.latest_at = Case.OPEN, None, now
        case.save(update_fields=["state", "closed_at", "latest_at"])
        return case, False
    case = Case(person=person, mailbox=mailbox.kind, received_at=now, latest_at=now)
    case.subject = letters.seal_subject(person, case, subject)
    case.save(force_insert=True)
    return case, True


def _attached(
    person: Person, mail: Mail, attached: list[body.Attached], room: int
) -> tuple[list[Attachment], tuple[Named, ...]]:
    """What fits into `room` bytes is kept, the rest is named."""
    kept, named = [], []
    for one in attached:
        size, key = len(one.content), ""
        if size <= room:
            room -= size
            attachment = Attachment(mail=mail)
            attachment.sealed = letters.seal_attachment(person, attachment, one.content)
            kept.append(attachment)
            key = attachment.pk
        named.append(Named(one.name, one.type, size, key))
    return kept, tuple(named)
