"""A letter as it is kept: what was read of the mail, sealed under its writer's key."""

from __future__ import annotations

import base64
import re
from typing import Any

import msgspec

from smartbooth.mail.inbound import body
from smartbooth.mail.inbound.received import Received, addresses
from smartbooth.people import vault
from smartbooth.people.models import Person
from smartbooth.support.models import Attachment, Case, Mail

SUBJECT = 200  # characters
_ID = re.compile(r"<[^\s<>]{1,250}>")  # RFC 5322 3.6.4, as far as it can go into a header of ours


class Named(msgspec.Struct, frozen=True):
    """`key`: of the Attachment; "" where it was too large to be kept."""

    name: str
    type: str
    size: int  # bytes
    key: str = ""


class Letter(msgspec.Struct, frozen=True):
    """`sender` and `reply_to` as written, to answer to; `message_id`: so that the answer stands below the letter in
    its reader's mail program."""

    subject: str
    text: str
    sender: str
    name: str = ""
    reply_to: str = ""
    message_id: str = ""
    attached: tuple[Named, ...] = ()


def read(received: Received, sender: str) -> Letter:
    """Without what is attached. `sender`: their address, as it was parsed."""
    said = received.header("from")
    reply_to = addresses(received.header("reply-to"))
    return Letter(
        subject=received.header("subject")[:SUBJECT],
        text=body.text(received),
        sender=sender,
        name=_name(said, sender),
        reply_to=reply_to[0] if reply_to and reply_to[0].lower() != sender.lower() else "",
        message_id=next(iter(_ID.findall(received.header("message-id"))), ""),
    )


def _name(said: str, sender: str) -> str:
    """Beside the address; in quotes or not."""
    name = re.sub(r"<[^<>]*>", " ", said).replace('"', " ")
    name = " ".join(name.split())
    return "" if sender.lower() in name.lower() else name[:100]


def seal(person: Person, mail: Mail, letter: Letter) -> bytes:
    return vault.seal(person, _mail(mail.pk), letter)


def seal_subject(person: Person, case: Case, subject: str) -> bytes:
    return vault.seal(person, _case(case.pk), subject)


def seal_attachment(person: Person, attachment: Attachment, content: bytes) -> bytes:
    return vault.seal(person, _attachment(attachment.pk), content)


def unseal(key: bytes, person_id: str, mail: Mail) -> Letter:
    """Raises vault.Unreadable."""
    return msgspec.convert(vault.read(key, person_id, _mail(mail.pk), mail.sealed), Letter)


def unseal_subject(key: bytes, case: Case) -> str:
    return str(vault.read(key, case.person_id, _case(case.pk), case.subject))


def unseal_attachment(key: bytes, person_id: str, attachment: Attachment) -> bytes:
    packed: Any = vault.read(key, person_id, _attachment(attachment.pk), attachment.sealed)
    return base64.b64decode(packed)


def _case(pk: str) -> str:
    return f"support/case/{pk}"


def _mail(pk: str) -> str:
    return f"support/mail/{pk}"


def _attachment(pk: str) -> str:
    return f"support/attachment/{pk}"
