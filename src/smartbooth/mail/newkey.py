"""A new key to sign letters with."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from smartbooth.mail.dkim import BITS, Signer


def make(path: Path, domain: str, selector: str) -> Signer:
    """Write a new key to `path`, which nobody but its owner can read, then return its signer. 2,048 bits: the record of
    a longer one does not fit into a DNS answer of 512 bytes. Raises FileExistsError, OSError, dkim.Unusable."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    signer = Signer(key, domain, selector)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return signer
