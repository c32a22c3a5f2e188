"""Sealing bytes: AES-256-GCM (NIST SP 800-38D), each seal bound to what it is for.

A seal is `version (1) | nonce (12) | ciphertext and tag`. Nonces are random: one key may seal 2^32 times before
two are likely to meet (SP 800-38D 8.3); a person's key seals a handful, the wrapping key one a person.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
KEY_BYTES = 32
NONCE_BYTES = 12


class Unreadable(ValueError):
    """A seal that was changed, moved to another row, or made under another key."""


def new_key() -> bytes:
    return AESGCM.generate_key(KEY_BYTES * 8)


def seal(key: bytes, what: str, clear: bytes) -> bytes:
    """`clear` sealed under `key` (32 bytes). `what` names its place; it opens under the same name only."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, clear, what.encode())


def unseal(key: bytes, what: str, sealed: bytes) -> bytes:
    """The clear bytes. Raises Unreadable."""
    if sealed[:1] != VERSION:
        raise Unreadable(f"{what}: unknown form")
    nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, rest, what.encode())
    except (InvalidTag, ValueError):
        raise Unreadable(f"{what}: does not open") from None
