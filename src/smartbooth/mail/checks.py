"""What stops a message before it is sent to anybody: a missing template, budgets that could not be counted."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

from smartbooth.mail.messages import messages

YEAR = 365


@register()
def templates(**kwargs: Any) -> list[CheckMessage]:
    """Each message has its text and its HTML, and they parse."""
    found: list[CheckMessage] = []
    for message in messages().values():
        for ending in ("txt", "html"):
            name = f"{message.template}.{ending}"
            try:
                get_template(name)
            except (TemplateDoesNotExist, TemplateSyntaxError) as error:
                hint = f"{type(error).__name__}: {error}"
                found.append(
                    Error(f"{message.__name__} cannot be written: {name}", hint=hint, id="smartbooth.E020")
                )
    return found


@register()
def budgets(**kwargs: Any) -> list[CheckMessage]:
    if settings.OUTBOX_DAYS > YEAR:
        return []
    return [
        Error(
            f"SMARTBOOTH_OUTBOX_DAYS is {settings.OUTBOX_DAYS}: a year's budget of messages could not be counted.",
            hint="At least 366.",
            id="smartbooth.E021",
        )
    ]
