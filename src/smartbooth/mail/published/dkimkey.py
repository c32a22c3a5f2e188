"""A DKIM key as published (RFC 6376 3.6.1, RFC 8301)."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NoBase64
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from smartbooth.mail.published import tags


class Wrong(ValueError):
    """No verifier can use the record; says why."""


@dataclass(frozen=True)
class Published:
    key: RSAPublicKey | None  # None: revoked
    testing: bool  # t=y: "unsigned or not, treat it the same"


def parse(text: str) -> Published:
    """Raises Wrong."""
    try:
        found = tags.parse(text)
    except tags.Wrong as error:
        raise Wrong(str(error)) from error
    if "v" in found and (found["v"] != "DKIM1" or next(iter(found)) != "v"):
        raise Wrong("“v=DKIM1” has to come first, written like this")
    if "p" not in found:
        raise Wrong("it has no “p=”, which holds the key")
    if found.get("k", "rsa") != "rsa":
        raise Wrong(f"“k={found['k']}”, and our key is an RSA key")
    if "sha256" not in _listed(found.get("h", "sha256")):
        raise Wrong(f"“h={found['h']}” does not allow SHA-256, which we sign with")
    if not {"*", "email"} & _listed(found.get("s", "*")):
        raise Wrong(f"“s={found['s']}” does not allow mail")
    return Published(_key(found["p"]), "y" in _listed(found.get("t", "")))


def _listed(value: str) -> set[str]:
    return {one.strip() for one in value.split(":")}


def _key(text: str) -> RSAPublicKey | None:
    packed = re.sub(r"\s", "", text)
    if not packed:
        return None
    try:
        key = load_der_public_key(b64decode(packed, validate=True))
    except (NoBase64, ValueError, UnsupportedAlgorithm) as error:
        raise Wrong("“p=” is no key; perhaps a part of it is missing") from error
    if not isinstance(key, RSAPublicKey):
        raise Wrong("“p=” is not an RSA key")
    return key
