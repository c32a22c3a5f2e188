"""Whether marketing may be written to a person at all: asked when it is posted, and again when it is sent."""

from __future__ import annotations

from smartbooth.mail.messages import Message
from smartbooth.registry.bases import Basis, basis
from smartbooth.registry.subjects import Region


class NoBasis(PermissionError):
    """Marketing for somebody who did not agree to it, where agreeing is needed. Nothing was posted."""


def require(message: type[Message], person_id: str, region: Region = Region.EU) -> None:
    """Raises NoBasis, or registry.bases.Gap where nobody declared a basis. The strictest region holds by default."""
    if basis(message.purpose, message.of, region) != Basis.CONSENT:
        return
    from smartbooth.people import consents

    if not consents.live(person_id, message.purpose, "operator", ""):
        raise NoBasis(f"{message.name}: this person did not agree to {message.purpose}.")
