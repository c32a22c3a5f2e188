"""An endpoint's secret: what its owner verifies our signature with (Standard Webhooks, "symmetric signatures")."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime, timedelta

from standardwebhooks.webhooks import Webhook

from smartbooth.core import clock
from smartbooth.handover.webhooks.models import Endpoint
from smartbooth.people import cipher, ring

PREFIX = "whsec_"
BYTES = 32  # the standard wants 24 to 64
OVERLAP = timedelta(hours=24)  # both secrets sign for so long after a change: time to deploy the new one


def make() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def seal(endpoint_id: str, secret: str) -> bytes:
    return cipher.seal(_key(), _place(endpoint_id), secret.encode())


def show(endpoint: Endpoint) -> str:
    """The secret, for the owner's eyes. Raises cipher.Unreadable."""
    return _open(endpoint, endpoint.secret)


def rotate(endpoint: Endpoint) -> None:
    """A new secret; the one before signs too until OVERLAP has passed."""
    endpoint.former, endpoint.former_until = endpoint.secret, clock.now() + OVERLAP
    endpoint.secret = seal(endpoint.pk, make())
    endpoint.save(update_fields=["secret", "former", "former_until"])


def overlaps(endpoint: Endpoint) -> bool:
    """Whether the secret before signs too."""
    return endpoint.former_until is not None and clock.now() < endpoint.former_until


def signatures(endpoint: Endpoint, name: str, moment: datetime, body: str) -> str:
    """The header `webhook-signature`: one signature, or two while a change is under way."""
    known = [endpoint.secret]
    if endpoint.former is not None and overlaps(endpoint):
        known.append(endpoint.former)
    return " ".join(Webhook(_open(endpoint, sealed)).sign(name, moment, body) for sealed in known)


def _open(endpoint: Endpoint, sealed: bytes | memoryview) -> str:
    return cipher.unseal(_key(), _place(endpoint.pk), bytes(sealed)).decode()


def _key() -> bytes:
    return ring.key_for("handover/webhooks")


def _place(endpoint_id: str) -> str:
    return f"endpoint/{endpoint_id}"
