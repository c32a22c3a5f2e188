"""A posted message as it is read: subject, text and HTML in its language, made from the row whenever it is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.policy import SMTPUTF8
from typing import Any

import msgspec
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from smartbooth.mail import mjml
from smartbooth.mail.links import absolute
from smartbooth.mail.messages import EXAMPLE_MOMENT, Facts, Message, message, messages, unpack
from smartbooth.mail.models import Outbox

NOTHING = "{}"  # no parameters: a message that needs none, or what is left of one to somebody who was erased


@dataclass(frozen=True)
class Letter:
    """What is sent, but for the address: that is opened by who sends it."""

    id: str
    subject: str
    text: str
    html: str
    language: str
    moment: datetime

    @property
    def message_id(self) -> str:
        """The same at each try (RFC 5322 3.6.4), so that a mailbox that got it twice shows it once."""
        return f"<{self.id}@{settings.STUDIO_HOST}>"


def compose(row: Outbox) -> Letter:
    """Raises KeyError where no room declares such a message, and what its templates raise."""
    cls = message(row.message)
    facts = Facts(row.person_id, row.language, row.created_at, unpack(cls, msgspec.json.decode(row.params)))
    return _write(cls, facts, row.pk)


def example(cls: type[Message], language: str) -> Letter:
    """What the message looks like, to nobody: for its preview and for checks."""
    facts = Facts("", language, EXAMPLE_MOMENT, cls.example)
    shown = {name: absolute(value) if str(value).startswith("/") else value for name, value in cls.example.items()}
    return _write(cls, facts, cls.name, shown)


def subject(row: Outbox) -> str:
    """The subject alone, for lists; the message's name where no room declares it any more, or its person was erased."""
    cls = messages().get(row.message)
    if cls is None or not row.person_id:
        return row.message
    facts = Facts(row.person_id, row.language, row.created_at, unpack(cls, msgspec.json.decode(row.params)))
    with translation.override(row.language):
        return _subject(cls, {**_house(facts), **facts.params})


def _subject(cls: type[Message], context: Mapping[str, Any]) -> str:
    return " ".join((str(cls.subject) % context).split())


def _write(cls: type[Message], facts: Facts, key: str, shown: Mapping[str, Any] | None = None) -> Letter:
    with translation.override(facts.language):
        if shown is None:
            paths = cls.links(facts)
            shown = {
                **facts.params,
                **cls.extras(facts),
                **{n: absolute(p) if p else "" for n, p in paths.items()},
            }
        context = {**_house(facts), **shown}
        return Letter(
            id=key,
            subject=_subject(cls, context),
            text=render_to_string(f"{cls.template}.txt", context).strip() + "\n",
            html=mjml.render(f"{cls.template}.mjml", {**context, "TITLE": _subject(cls, context)}),
            language=facts.language,
            moment=facts.posted_at,
        )


def _house(facts: Facts) -> dict[str, Any]:
    """What every letter may name."""
    return {
        "BRAND": settings.BRAND,
        "COMPANY": settings.COMPANY,
        "POSTAL_ADDRESS": settings.POSTAL_ADDRESS,
        "SUPPORT_ADDRESS": settings.SUPPORT_ADDRESS,
        "STUDIO": absolute("/"),
        "LANGUAGE": facts.language,
        "moment": facts.posted_at,
    }


def source(letter: Letter, address: str) -> EmailMessage:
    """The letter as it goes out (RFC 5322, RFC 2046 multipart/alternative) to `address`; "" leaves To away."""
    mail = EmailMessage(policy=SMTPUTF8)
    mail["From"] = Mailbox(settings.BRAND, addr_spec=settings.SUPPORT_ADDRESS)
    if address:
        local, _at, domain = address.rpartition("@")
        mail["To"] = Mailbox(username=local, domain=domain)
    mail["Subject"] = letter.subject
    mail["Date"] = letter.moment
    mail["Message-ID"] = letter.message_id
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notice answers it
    mail["Content-Language"] = letter.language
    mail.set_content(letter.text)
    mail.add_alternative(letter.html, subtype="html")
    return mail
