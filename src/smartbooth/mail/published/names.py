"""Asking DNS, wherever the answers come from: a resolver (`resolver.py`) or a zone file (`zonefile.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import dns.exception
import dns.name
from dns.rdata import Rdata

ALIASES = 8  # followed by us, where a server knows its own names only, or a zone file is read


class Silent(Exception):
    """No answer to a question: nobody answered in time, or a server failed. Says which, for a person."""


class Names(Protocol):
    def ask(self, name: dns.name.Name, kind: str) -> Sequence[Rdata]:
        """The records of one kind ("TXT", "MX") at an absolute name, aliases followed; empty where there are none, with
        or without such a name. Raises Silent."""


def ask(names: Names, name: str, kind: str) -> Sequence[Rdata]:
    """What is no name has no records. Raises Silent."""
    asked = absolute(name)
    return () if asked is None else names.ask(asked, kind)


def absolute(text: str) -> dns.name.Name | None:
    """None for what is no name: a label of none or over 63 characters."""
    try:
        return dns.name.from_text(text)
    except (dns.exception.DNSException, UnicodeError):
        return None


def texts(names: Names, name: str) -> list[str]:
    """Each TXT record with its strings joined (RFC 7208 3.3, RFC 6376 3.6.2.2), a character a byte. Raises Silent."""
    return [b"".join(one.strings).decode("latin-1") for one in ask(names, name, "TXT")]  # type: ignore[attr-defined]  # TXT has


def addresses(names: Names, name: str) -> list[str]:
    """IPv4 and IPv6. Raises Silent."""
    return [one.address for kind in ("A", "AAAA") for one in ask(names, name, kind)]  # type: ignore[attr-defined]  # both have


def circle(name: dns.name.Name) -> Silent:
    return Silent(f"{plain(name)} is an alias of an alias, more than {ALIASES} times")


def plain(name: object) -> str:
    """A name as people write it, without the final dot."""
    return str(name).rstrip(".").lower()
