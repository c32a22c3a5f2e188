"""Whether what can be stopped may be written to a person: asked when it is posted, and again when it is sent."""

from __future__ import annotations

from collections.abc import Sequence

from smartbooth.mail.messages import Kind, Message
from smartbooth.people import gate, suppression
from smartbooth.people.purpose import Use


class NoBasis(PermissionError):
    """A message to somebody who stopped such ones, or marketing without a consent. Nothing was posted."""


def wanted(message: type[Message], persons: Sequence[str]) -> set[str]:
    """Those of `persons` (ids) who may get it: a few queries, however many they are (up to gate.AT_ONCE a query).
    Raises registry.bases.Gap where nobody declared a basis."""
    if message.kind == Kind.SERVICE:
        return set(persons)
    found = set(persons)
    if message.kind == Kind.MARKETING:
        found = gate.allowed(persons, Use(message.purpose, message.of))
    return found - suppression.of_persons(found, message.leaves) if found else found


def require(message: type[Message], person_id: str) -> None:
    """Raises NoBasis, registry.bases.Gap."""
    if person_id not in wanted(message, [person_id]):
        raise NoBasis(f"{message.name}: this person did not agree to it, or stopped {message.leaves}.")
