"""What the frame of every page needs, and how pages write a moment."""

from datetime import date

from django import template
from django.contrib.messages.storage.base import Message
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from smartbooth.core.dates import written

register = template.Library()

UNDO = "undo:"


@register.filter
def undo_address(message: Message) -> str:
    """Where to POST to take back what `message` says, or "". See core/notices.py."""
    for tag in (message.extra_tags or "").split():
        address = tag.removeprefix(UNDO)
        if address != tag and url_has_allowed_host_and_scheme(address, allowed_hosts=None):
            return address
    return ""


@register.filter(expects_localtime=True)
def short(moment: date | None, form: str) -> str:
    """As Django's `date`, with "M", the month's short name, as the language writes it: French has no capital there."""
    if moment is None:
        return ""
    return written(moment, form if get_language() == "en" else form.replace("M", "b"))
