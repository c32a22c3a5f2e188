"""Answers from a zone file (RFC 1035 5): what will be published can be looked at before it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import dns.exception
import dns.name
import dns.tokenizer
import dns.zonefile
from dns.rdata import Rdata
from dns.rdataclass import RdataClass
from dns.rdatatype import RdataType
from dns.rrset import RRset

from smartbooth.mail.published.names import ALIASES, circle

TTL = 3600  # where the file says none; nobody keeps these answers


class NoZone(ValueError):
    """The file cannot be read as a zone file; says where."""


class ZoneFile:
    """Names outside of the file have no records: put what a relay publishes into it as well."""

    def __init__(self, path: Path) -> None:
        """Raises NoZone."""
        try:
            text = path.read_text(encoding="utf-8")
            sets = _sets(text)
        except (OSError, UnicodeDecodeError) as error:
            raise NoZone(f"{path}: {getattr(error, 'strerror', None) or 'is not UTF-8'}") from error
        except (dns.exception.DNSException, ValueError) as error:
            raise NoZone(f"{path}: {error}") from error
        self._records = {(one.name, one.rdtype): list(one) for one in sets}
        self._names = {part for name, _kind in self._records for part in _up(name)}

    def ask(self, name: dns.name.Name, kind: str) -> Sequence[Rdata]:
        """Raises Silent for aliases in a circle."""
        wanted = RdataType.make(kind)
        for _hop in range(ALIASES):
            owner = self._owner(name)
            if found := self._records.get((owner, wanted)):
                return found
            alias = self._records.get((owner, RdataType.CNAME))
            if not alias:
                return []
            name = alias[0].target
        raise circle(name)

    def _owner(self, name: dns.name.Name) -> dns.name.Name:
        """The name itself, or the wildcard that stands for it (RFC 4592 3.3.1)."""
        if name not in self._names:
            for above in _up(name)[1:]:
                if above in self._names:
                    return dns.name.Name((b"*", *above.labels))
        return name


class _Several(dns.zonefile.RRsetsReaderTransaction):
    """Takes files of several zones: an SOA record, which only one name could have, is of no use here."""

    def add(self, name: dns.name.Name, ttl: int, data: Rdata) -> None:
        if data.rdtype != RdataType.SOA:
            super().add(name, ttl, data)


def _sets(text: str) -> list[RRset]:
    """As dns.zonefile.read_rrsets does it, with $ORIGIN and $TTL: records of several zones stand in one file."""
    manager = dns.zonefile.RRSetsReaderManager(origin=dns.name.root, relativize=False)
    with _Several(manager, replacement=True, read_only=False) as transaction:
        words = dns.tokenizer.Tokenizer(text, "line")
        reader = dns.zonefile.Reader(
            words, RdataClass.IN, transaction, allow_directives={"$ORIGIN", "$TTL"}, default_ttl=TTL
        )
        reader.read()
    found: list[RRset] = manager.rrsets
    return found


def _up(name: dns.name.Name) -> list[dns.name.Name]:
    """A name and all above it: those between are there as well, without records of their own."""
    found = [name]
    while name != dns.name.root:
        name = name.parent()
        found.append(name)
    return found
