"""Letters carry our domain's signature (RFC 6376, rsa-sha256): who gets one can see that it is ours, and that nobody
changed it on its way. Why this and not a library: docs/decisions/0020.

Both canonicalisations are relaxed: a relay that folds a header anew or cuts blanks at a line's end breaks nothing.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

import idna
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from django.conf import settings

from smartbooth.core import clock
from smartbooth.mail.published.written import txt

BITS = 2048  # RFC 8301 3.2: signers use at least these
# Signed, and named once more than they occur (RFC 6376 8.15): a second one, put in by somebody else, breaks the
# signature. These are what a reader, or the reader's program, acts upon.
OVERSIGNED = (
    b"from", b"to", b"cc", b"subject", b"date", b"reply-to", b"content-type", b"content-transfer-encoding",
    b"list-unsubscribe", b"list-unsubscribe-post",
)  # fmt: skip
SIGNED = (*OVERSIGNED, b"message-id", b"mime-version", b"list-id", b"auto-submitted")

_WSP = re.compile(rb"[ \t]+")
_FIELD_END = re.compile(rb"\r\n(?![ \t])")
_NAME = re.compile(rb"[!-9;-~]+\Z")  # RFC 5322 2.2: printable ASCII but for the colon
_LABELS = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*\Z")
_BASE64_LINE = re.compile(rb".{1,72}")

Field = tuple[bytes, bytes]  # name in small letters, value relaxed


class Unusable(Exception):
    """A key that nothing can be signed with; says why, and what to do."""


class Signer:
    """Signs for `domain` with the key published at `<selector>._domainkey.<domain>`. Threads may share one."""

    def __init__(self, key: RSAPrivateKey, domain: str, selector: str) -> None:
        """Raises Unusable for a key under 2048 bits, and for what is no name in DNS."""
        if key.key_size < BITS:
            raise Unusable(
                f"It has {key.key_size} bits; receivers want {BITS}. Make one: `smartbooth mailkey PATH`."
            )
        self.key, self.domain, self.selector = key, _name(domain), _name(selector)
        self._head = f" v=1; a=rsa-sha256; c=relaxed/relaxed; d={self.domain};\r\n\ts={self.selector};".encode()

    @property
    def published_at(self) -> str:
        """Where in DNS the public half has to stand, without a final dot."""
        return f"{self.selector}._domainkey.{self.domain}"

    def record(self) -> str:
        """What has to stand there (RFC 6376 3.6.1)."""
        public = self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return f"v=DKIM1; k=rsa; p={b64encode(public).decode()}"

    def line(self) -> str:
        """The same as a zone file has it."""
        return txt(self.published_at, self.record())

    def sign(self, message: bytes) -> bytes:
        """The header to put in front of `message`, complete with its line's end. The message is what goes out: headers,
        an empty line, the body, each line ended by CRLF, the last as well. Raises ValueError for another."""
        head, body = _split(message)
        fields = _fields(head)
        names, listed = _names(frozenset(Counter(name for name, _value in fields).items()))
        hashed = b64encode(sha256(_relaxed_body(body)).digest())
        moment = int(clock.now().timestamp())
        value = b"%b t=%d;\r\n\th=%b;\r\n\tbh=%b;\r\n\tb=" % (self._head, moment, listed, hashed)
        signed = _chosen(fields, names) + b"dkim-signature:" + _relaxed(value)
        written = b64encode(self.key.sign(signed, PKCS1v15(), SHA256()))
        return b"DKIM-Signature:%b%b\r\n" % (value, b"\r\n\t ".join(_BASE64_LINE.findall(written)))


def load(path: str | Path, domain: str, selector: str) -> Signer:
    """The signer whose private key is the PEM file at `path`, without a passphrase. Raises Unusable."""
    try:
        pem = Path(path).read_bytes()
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}. `smartbooth mailkey {path}` makes a key.") from error
    try:
        key = load_pem_private_key(pem, password=None)
    except TypeError as error:
        raise Unusable(
            f"{path} asks for a passphrase; nobody is there to type it. Store the key without."
        ) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Unusable(f"{path} is no private key in PEM form (“-----BEGIN PRIVATE KEY-----”).") from error
    if not isinstance(key, RSAPrivateKey):
        raise Unusable(f"{path} is not an RSA key: not all receivers can check another kind.")
    try:
        return Signer(key, domain, selector)
    except Unusable as error:
        raise Unusable(f"{path}: {error}") from error


def current() -> Signer | None:
    """This installation's, read once; None where no key is set. Raises Unusable."""
    if not settings.DKIM_KEY:
        return None
    return _loaded(settings.DKIM_KEY, settings.MAIL_SENDER.rpartition("@")[2], settings.DKIM_SELECTOR)


_loaded = cache(load)


def _name(text: str) -> str:
    """As DNS has it, in ASCII."""
    try:
        name = text.lower() if text.isascii() else idna.encode(text.lower()).decode()
    except idna.IDNAError as error:
        raise Unusable(f"“{text}” is no name in DNS.") from error
    if not _LABELS.match(name):
        raise Unusable(f"“{text}” is no name in DNS.")
    return name


def _split(message: bytes) -> tuple[bytes, bytes]:
    ends = message.count(b"\r\n")
    if not message.endswith(b"\r\n") or not ends == message.count(b"\n") == message.count(b"\r"):
        raise ValueError(
            "Each line of a letter ends with CRLF: servers would change it otherwise, once it is signed."
        )
    head, gap, body = message.partition(b"\r\n\r\n")
    return (head, body) if gap else (head.removesuffix(b"\r\n"), b"")


def _fields(head: bytes) -> list[Field]:
    """Those that are signed, from the first to the last. RFC 6376 3.4.2."""
    found: list[Field] = []
    for line in _FIELD_END.split(head):
        name, colon, value = line.partition(b":")
        name = name.rstrip(b" \t").lower()
        if not colon or not _NAME.match(name):
            raise ValueError("A letter begins with its headers, each with a name and a colon.")
        if name in SIGNED:
            found.append((name, _relaxed(value)))
    if not any(name == b"from" for name, _value in found):
        raise ValueError("A letter without From cannot be signed (RFC 6376 5.4).")
    return found


def _relaxed(value: bytes) -> bytes:
    return _WSP.sub(b" ", value.replace(b"\r\n", b"")).strip(b" ")


def _relaxed_body(body: bytes) -> bytes:
    """RFC 6376 3.4.4; an empty body is nothing."""
    body = body.replace(b"\t", b" ")
    while b"  " in body:  # each time half of what is left; on 24 KB a ninth of the time of a regular expression
        body = body.replace(b"  ", b" ")
    lines = body.replace(b" \r\n", b"\r\n").rstrip(b"\r\n")
    return lines + b"\r\n" if lines else b""


@lru_cache(maxsize=64)  # all letters of a kind have the same headers
def _names(present: frozenset[tuple[bytes, int]]) -> tuple[tuple[bytes, ...], bytes]:
    """What is signed of headers that occur so often each; and that as h= lists it, folded."""
    counts = dict(present)
    names = tuple(name for name in SIGNED for _ in range(counts.get(name, 0) + (name in OVERSIGNED)))
    lines = [b""]
    for name in names:
        if len(lines[-1]) + len(name) > 70:
            lines.append(b"")
        lines[-1] += name + b":"
    return names, b"\r\n\t ".join(lines).removesuffix(b":")


def _chosen(fields: list[Field], names: tuple[bytes, ...]) -> bytes:
    """The headers `names` stand for: of several the last first (RFC 6376 5.4.2), and nothing for one too many."""
    left: dict[bytes, list[bytes]] = {}
    for name, value in fields:
        left.setdefault(name, []).append(value)
    return b"".join(b"%b:%b\r\n" % (name, left[name].pop()) for name in names if left.get(name))
