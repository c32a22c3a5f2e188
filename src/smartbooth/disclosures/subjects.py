"""Whose row it is: a commitment salted with the person's own key. With the key it is found; without, by nobody."""

from __future__ import annotations

import hmac

BYTES = 16  # of HMAC-SHA256 (RFC 2104, section 5: no less than half): two persons share one once in 2^64


def subject(key: bytes) -> str:
    """The commitment under a person's data key (32 bytes), in hex."""
    return hmac.digest(key, b"ledger", "sha256")[:BYTES].hex()
