"""Whether marketing may be written to a person at all: asked when it is posted, and again when it is sent."""

from __future__ import annotations

from smartbooth.mail.messages import Message
from smartbooth.people import gate, suppression
from smartbooth.people.purpose import Use


class NoBasis(PermissionError):
    """Marketing for somebody who did not agree to it, or stopped it. Nothing was posted."""


def require(message: type[Message], person_id: str) -> None:
    """Raises NoBasis, or registry.bases.Gap where nobody declared a basis."""
    if suppression.of_persons([person_id], message.leaves):
        raise NoBasis(f"{message.name}: this person stopped {message.leaves}.")
    if not gate.allowed([person_id], Use(message.purpose, message.of)):
        raise NoBasis(f"{message.name}: this person did not agree to {message.purpose}.")
