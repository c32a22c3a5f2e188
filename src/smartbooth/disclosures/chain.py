"""The chain: what of a row is hashed, in Python and in SQL, and the keyed marks on head and seals.

A row's text is its columns in the order of COLUMNS, joined by the unit separator (U+001F). No value has that
character (`clean`), so two different rows have different texts. `hash` is SHA-256(hash of the row before + text in
UTF-8); before the first row it is 32 zero bytes.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from smartbooth.people import ring

GENESIS = bytes(32)
SEPARATOR = "\x1f"
COLUMNS = (
    "seq", "at", "subject", "recipient_kind", "recipient", "recipient_name", "recipient_contact", "kinds", "purpose",
    "ground", "how", "launch",
)  # fmt: skip


def text(seq: int, at: int, others: Iterable[str]) -> bytes:
    """The text of one row; `at` in microseconds since 1970, `others` in the order of COLUMNS from the third on."""
    return f"{seq}{SEPARATOR}{at}{SEPARATOR}{SEPARATOR.join(others)}".encode()


def link(before: bytes, row: bytes) -> bytes:
    """A row's hash, from the hash of the row before and its own text."""
    return hashlib.sha256(before + row).digest()


def sql(vendor: str) -> str:
    """The same text made by the database: an expression of bytes over the ledger's columns."""
    if vendor == "sqlite":
        return f"CAST({' || char(31) || '.join(COLUMNS)} AS BLOB)"
    joined = " || chr(31) || ".join(f"{name}::text" for name in COLUMNS)
    return f"convert_to({joined}, 'UTF8')"


def clean(value: str) -> str:
    """`value` without control characters: they would let one row's text be read as another's."""
    return "".join(character if character >= " " and character != "\x7f" else " " for character in value)


def head_mac(seq: int, hash: bytes, base_seq: int, base_hash: bytes) -> bytes:
    return _mac(f"head|{seq}|{hash.hex()}|{base_seq}|{base_hash.hex()}")


def seal_mac(seq: int, hash: bytes, at: int) -> bytes:
    """`at`: microseconds since 1970."""
    return _mac(f"seal|{seq}|{hash.hex()}|{at}")


def same(one: bytes | memoryview, other: bytes) -> bool:
    return hmac.compare_digest(bytes(one), other)


def _mac(what: str) -> bytes:
    return hmac.digest(ring.key_for("disclosures/head"), what.encode(), "sha256")
