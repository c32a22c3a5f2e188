"""What stops a message before it is sent to anybody: a missing template, budgets that could not be counted, a key
that signs nothing, a provider that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

from smartbooth.mail import dkim
from smartbooth.mail.budgets import YEAR
from smartbooth.mail.letter import example
from smartbooth.mail.messages import Message, messages
from smartbooth.mail.mjml import NotMJML, lost


@register()
def templates(**kwargs: Any) -> list[CheckMessage]:
    """Each message has its text and its MJML; they parse, and its example is a letter in every language."""
    found: list[CheckMessage] = []
    for message in messages().values():
        lacking = [
            Error(f"{message.__name__} cannot be written: {name}", hint=hint, id="smartbooth.E020")
            for name, hint in _unreadable(message)
        ]
        found += lacking or [
            Error(f"{message.__name__} is no letter in {language}.", hint=hint, id="smartbooth.E022")
            for language, _words in settings.LANGUAGES
            if (hint := _garbled(message, language))
        ]
    return found


def _unreadable(message: type[Message]) -> Iterator[tuple[str, str]]:
    for ending in ("txt", "mjml"):
        name = f"{message.template}.{ending}"
        try:
            get_template(name)
        except (TemplateDoesNotExist, TemplateSyntaxError) as error:
            yield name, f"{type(error).__name__}: {error}"


def _garbled(message: type[Message], language: str) -> str:
    """Why the HTML of the example is not what its template says; "" when it is."""
    try:
        gone = lost(example(message, language).html)
    except (TemplateDoesNotExist, TemplateSyntaxError, NotMJML) as error:  # what they include is read here
        return f"{type(error).__name__}: {error}"
    return f"Not in an mj-text, or no element of MJML: {', '.join(gone)}" if gone else ""


@register()
def budgets(**kwargs: Any) -> list[CheckMessage]:
    if YEAR.days < settings.OUTBOX_DAYS:
        return []
    return [
        Error(
            f"SMARTBOOTH_OUTBOX_DAYS is {settings.OUTBOX_DAYS}: a year's budget of messages could not be counted.",
            hint="At least 366.",
            id="smartbooth.E021",
        )
    ]


@register()
def signing(**kwargs: Any) -> list[CheckMessage]:
    """The key that signs letters is one, and nobody else's."""
    try:
        if dkim.current() is None:
            return []
    except dkim.Unusable as error:
        hint = "Or set none: letters then go unsigned, and more of them to junk folders."
        return [Error(f"SMARTBOOTH_DKIM_KEY: {error}", hint=hint, id="smartbooth.E024")]
    if Path(settings.DKIM_KEY).stat().st_mode & 0o077:
        says = f"SMARTBOOTH_DKIM_KEY: {settings.DKIM_KEY} can be read by others, who could write in our name."
        return [Warning(says, hint=f"chmod 600 {settings.DKIM_KEY}", id="smartbooth.W024")]
    return []


@register()
def carrier(**kwargs: Any) -> list[CheckMessage]:
    """The mail provider is one that can be used, and the policy can name it."""
    if settings.MAIL_TRANSPORT != "provider":
        return []
    from smartbooth.mail.transports.provider import choice  # what it needs takes a while to load

    found: list[CheckMessage] = []
    try:
        choice.ability()
    except choice.Unusable as error:
        found.append(Error(str(error), hint="docs/settings.md, Mail", id="smartbooth.E025"))
    if not settings.MAIL_COMPANY:
        says = "SMARTBOOTH_MAIL_COMPANY is not set: the policy has to name who carries letters, and where."
        found.append(Warning(says, hint="The company's name as its contract has it.", id="smartbooth.W026"))
    return found
