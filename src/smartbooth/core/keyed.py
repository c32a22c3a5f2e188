"""Keyed hashes and keys, all derived from the installation's master key, each for one named use."""

import hashlib
import hmac
from functools import cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@cache
def _derived(master: bytes, use: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"smartbooth/" + use.encode()).derive(master)


def key(use: str) -> bytes:
    """The 32-byte key for `use` (RFC 5869 HKDF-SHA256 of SMARTBOOTH_MASTER_KEY)."""
    return _derived(settings.MASTER_KEY, use)


def key_of(master: bytes, use: str) -> bytes:
    """The same under another master key than this installation's: the one it had before."""
    return _derived(master, use)


def digest(use: str, value: bytes) -> bytes:
    """HMAC-SHA256 of `value` under the key for `use`: 32 bytes, useless without the master key."""
    return hmac.new(key(use), value, hashlib.sha256).digest()
