"""What the frame of every page needs."""

from django import template
from django.contrib.messages.storage.base import Message
from django.utils.http import url_has_allowed_host_and_scheme

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
