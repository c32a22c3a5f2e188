"""A posted message as it is read: subject, text and HTML in its language, made from the row whenever it is wanted.

`Words` are what a message says; a `Letter` is words to one reader. They differ by nothing but the token in the links to
the reader's own choices (mail/optout.py): words are written with PLACE where it goes.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import msgspec
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from smartbooth.core.lines import one_line
from smartbooth.mail import mjml, optout
from smartbooth.mail.links import absolute
from smartbooth.mail.messages import EXAMPLE_MOMENT, Facts, Message, message, messages, unpack
from smartbooth.mail.models import Outbox

CLIPPED = 102 * 1024  # bytes of HTML: what is longer Gmail cuts off, and with it the way to stop such letters
NOTHING = "{}"  # no parameters: a message that needs none, or what is left of one to somebody who was erased
PLACE = f"token{secrets.token_hex(12)}"  # of this process, so that nobody can write it into a name


@dataclass(frozen=True)
class Words:
    """What a message says, in one language. `text` and `html` have PLACE where a reader's token goes."""

    message: type[Message]
    language: str
    subject: str
    text: str
    html: str

    @cached_property
    def parts(self) -> tuple[list[bytes], list[bytes]]:
        """Text and HTML as they travel, cut where the reader's token goes."""
        from smartbooth.mail.mime import encoded

        return encoded(self.text.split(PLACE)), encoded(self.html.split(PLACE))


@dataclass(frozen=True)
class Letter:
    """What is sent, but for the address: that is opened by who sends it."""

    id: str
    words: Words
    token: str  # for the reader's choices; "" for nobody
    moment: datetime

    @property
    def subject(self) -> str:
        return self.words.subject

    @property
    def text(self) -> str:
        return self.words.text.replace(PLACE, self.token)

    @property
    def html(self) -> str:
        return self.words.html.replace(PLACE, self.token)

    @property
    def language(self) -> str:
        return self.words.language

    @property
    def topic(self) -> str:
        """What it can be stopped by; "" where it cannot."""
        return self.words.message.leaves

    @property
    def message_id(self) -> str:
        """The same at each try (RFC 5322 3.6.4), so that a mailbox that got it twice shows it once."""
        return f"<{self.id}@{settings.STUDIO_HOST}>"


def compose(row: Outbox, language: str = "") -> Letter:
    """`language`: the one its reader chose since, else the row's. Raises KeyError where no room declares such a
    message, and what its templates raise."""
    return letter(row, write(message(row.message), facts(row, language)))


def letter(row: Outbox, words: Words) -> Letter:
    """`words` to the row's reader."""
    token = optout.token(row.person_id, words.message.leaves) if row.person_id else ""
    return Letter(row.pk, words, token, row.created_at)


def facts(row: Outbox, language: str = "") -> Facts:
    params = unpack(message(row.message), msgspec.json.decode(row.params))
    return Facts(row.person_id, language or row.language, row.created_at, params)


def example(cls: type[Message], language: str) -> Letter:
    """What the message looks like, to nobody: for its preview and for checks."""
    known = Facts("", language, EXAMPLE_MOMENT, cls.example)
    shown = {name: absolute(value) if str(value).startswith("/") else value for name, value in cls.example.items()}
    return Letter(cls.name, write(cls, known, shown), optout.EXAMPLE, EXAMPLE_MOMENT)


def subject(row: Outbox) -> str:
    """The subject alone, for lists; the message's name where no room declares it any more, or its person was erased."""
    cls = messages().get(row.message)
    if cls is None or not row.person_id:
        return row.message
    known = facts(row)
    with translation.override(row.language):
        shown = cls.extras(known) if cls.alike else {}  # one that many got is named by what it says
        return _subject(cls, {**_house(known), **known.params, **shown})


def _subject(cls: type[Message], context: Mapping[str, Any]) -> str:
    return one_line(str(cls.subject) % context)


def write(cls: type[Message], known: Facts, shown: Mapping[str, Any] | None = None) -> Words:
    """Raises what the templates raise. `shown`: in place of what the message's class says of itself."""
    with translation.override(known.language):
        if shown is None:
            paths = cls.links(known)
            shown = {
                **known.params,
                **cls.extras(known),
                **{n: absolute(p) if p else "" for n, p in paths.items()},
            }
        context = {**_house(known), **_choices(cls), **shown}
        title = _subject(cls, context)
        return Words(
            cls,
            known.language,
            title,
            render_to_string(f"{cls.template}.txt", context).strip() + "\n",
            mjml.render(f"{cls.template}.mjml", {**context, "TITLE": title}),
        )


def _choices(cls: type[Message]) -> dict[str, str]:
    """Each letter leads to its reader's choices; one of a topic also to its end."""
    stop = absolute(optout.stop_path(PLACE)) if cls.leaves else ""
    return {"preferences": absolute(optout.choices_path(PLACE)), "unsubscribe": stop}


def _house(known: Facts) -> dict[str, Any]:
    """What every letter may name."""
    return {
        "BRAND": settings.BRAND,
        "COMPANY": settings.COMPANY,
        "POSTAL_ADDRESS": settings.POSTAL_ADDRESS,
        "SUPPORT_ADDRESS": settings.SUPPORT_ADDRESS,
        "STUDIO": absolute("/"),
        "LANGUAGE": known.language,
        "moment": known.posted_at,
    }
