"""The mail backend that sends nothing: whatever is written to people is a message in the outbox (mail/messages.py)."""

from collections.abc import Sequence
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class NotAMessage(RuntimeError):
    """Something tried to write to people past the outbox. Nothing was sent."""


class Never(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise NotAMessage(
            "Mail goes through smartbooth.mail.outbox.post, which names a declared message and a person."
        )
