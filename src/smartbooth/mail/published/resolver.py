"""Answers from DNS itself. What is asked are names of our own installation, nothing about a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import ip_address

import dns.exception
import dns.name
import dns.resolver
from dns.rdata import Rdata

from smartbooth.mail.processors import DNS
from smartbooth.mail.published.names import ALIASES, Silent, circle, plain
from smartbooth.registry.egress import egress

SECONDS = 5.0  # for one question; resolvers give up on a dead server within three
_SERVER = re.compile(r"\[([^\]]*)\](?::(\d+))?|([^:]*)(?::(\d+))?|([^\[]*)")


class NoResolver(ValueError):
    """What was given is no resolver's address, or this machine has none set."""


class Resolver:
    """Asks the server at `server` ("192.0.2.53", "127.0.0.1:5353", "[2001:db8::53]:53"); "": this machine's own."""

    def __init__(self, server: str = "", seconds: float = 0) -> None:
        """Raises NoResolver."""
        try:
            self._resolver = dns.resolver.Resolver(configure=not server)
        except dns.resolver.NoResolverConfiguration as error:
            raise NoResolver("this machine has no resolver set; name one with --resolver") from error
        if server:
            address, port = _parse(server)
            self._resolver.nameservers, self._resolver.port = [address], port
        self._resolver.lifetime = seconds or SECONDS
        self._gone: Silent | None = None  # it has never answered: nobody waits for it again
        self._answered = False
        self._kept: dict[tuple[dns.name.Name, str], Sequence[Rdata] | Silent] = {}

    def ask(self, name: dns.name.Name, kind: str) -> Sequence[Rdata]:
        """Each question is asked once. Raises Silent."""
        if self._gone:
            raise self._gone
        if (name, kind) not in self._kept:
            try:
                self._kept[name, kind] = self._follow(name, kind)
            except Silent as error:
                self._kept[name, kind] = error
        kept = self._kept[name, kind]
        if isinstance(kept, Silent):
            raise kept
        return kept

    def _follow(self, name: dns.name.Name, kind: str) -> Sequence[Rdata]:
        for _hop in range(ALIASES):
            answer = self._once(name, kind)
            if answer is None or answer.rrset is not None:
                return list(answer.rrset or ()) if answer else []
            if answer.canonical_name == name:
                return []
            name = answer.canonical_name
        raise circle(name)

    def _once(self, name: dns.name.Name, kind: str) -> dns.resolver.Answer | None:
        try:
            with egress(DNS):
                found = self._resolver.resolve(name, kind, search=False, raise_on_no_answer=False)
        except dns.resolver.NXDOMAIN:
            self._answered = True
            return None
        except dns.exception.Timeout as error:
            said = f"DNS did not answer within {self._resolver.lifetime:g} seconds about {plain(name)}"
            self._gone = None if self._answered else Silent(said)
            raise Silent(said) from error
        except (dns.exception.DNSException, OSError) as error:
            raise Silent(f"DNS failed to answer about {plain(name)}: {_why(error)}") from error
        self._answered = True
        return found


def _why(error: Exception) -> str:
    """Of a failure of all servers, what the first one said."""
    errors = getattr(error, "errors", None)
    if errors:
        said = errors[0][3]
        return said if isinstance(said, str) else type(said).__name__
    return type(error).__name__


def _parse(server: str) -> tuple[str, int]:
    found = _SERVER.fullmatch(server)
    six, its_port, four, port, bare_six = found.groups() if found else (None,) * 5
    try:
        number = int(its_port or port or 53)
        if not 0 < number < 65536:
            raise ValueError(number)
        return str(ip_address(six or four or bare_six or "")), number
    except ValueError as error:
        raise NoResolver(
            f"“{server}” is no address of a resolver, such as 192.0.2.53 or 127.0.0.1:5353"
        ) from error
