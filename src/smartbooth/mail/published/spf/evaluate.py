"""RFC 7208 4: whether a domain's record lets an address send for it, and which term says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Literal

from dns.rdata import Rdata

from smartbooth.mail.published.names import Names, Silent, absolute, ask, plain, texts
from smartbooth.mail.published.spf import record as records
from smartbooth.mail.published.spf.macros import Address, Sending, expand
from smartbooth.mail.published.spf.record import Term, Wrong

LOOKUPS, VOIDS, NAMES = (
    10,
    2,
    10,
)  # 4.6.4: terms that ask DNS; answers with nothing in them; names of one mx or ptr

Result = Literal["pass", "fail", "softfail", "neutral", "none", "permerror", "temperror"]
_QUALIFIERS: dict[str, Result] = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}


@dataclass
class Verdict:
    """`why`: for permerror and temperror, what is wrong; else the term that matched, "" where none did. `domains`:
    whose records were read, in that order."""

    result: Result
    why: str = ""
    lookups: int = 0
    voids: int = 0
    domains: list[str] = field(default_factory=list)


class _Permanent(Exception):
    """Receivers cannot follow the record: "permerror"."""


def evaluate(names: Names, ip: str, domain: str, local: str = "postmaster", helo: str = "unknown") -> Verdict:
    """What receivers make of a letter with the envelope sender `local`@`domain` that comes from `ip`. Raises ValueError
    for what is no address."""
    address = ip_address(ip)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    domain = plain(domain)
    labels = domain.split(".")
    if len(labels) < 2 or not all(0 < len(label) < 64 for label in labels) or "[" in domain:
        return Verdict("none")
    check = _Check(names, Sending(address, local or "postmaster", domain, helo))
    verdict = check.verdict
    try:
        verdict.result, verdict.why = check.host(domain)
    except _Permanent as error:
        verdict.result, verdict.why = "permerror", str(error)
    except Silent as error:
        verdict.result, verdict.why = "temperror", str(error)
    return verdict


class _Check:
    """One run of check_host(), which counts what it asks."""

    def __init__(self, names: Names, sending: Sending) -> None:
        self.names, self.sending, self.verdict = names, sending, Verdict("none")
        self.kind = "A" if sending.ip.version == 4 else "AAAA"

    def host(self, domain: str) -> tuple[Result, str]:
        """Raises _Permanent, Silent."""
        self.verdict.domains.append(domain)
        found = [text for text in texts(self.names, domain) if records.is_spf(text)]
        if not found:
            return "none", ""
        if len(found) > 1:
            raise _Permanent(f"{domain} has {len(found)} SPF records, and may have one")
        try:
            record = records.parse(found[0])
        except Wrong as error:
            raise _Permanent(f"the record of {domain} cannot be read: {error}") from error
        for term in record.terms:
            if self._matches(term, domain):
                return _QUALIFIERS[term.qualifier], term.text
        if record.redirect:
            return self._redirected(record.redirect, domain)
        return "neutral", ""

    def _redirected(self, to: str, domain: str) -> tuple[Result, str]:
        self._count(f"redirect={to}", domain)
        result, why = self.host(self._name(to, domain))
        if result == "none":
            raise _Permanent(f"“redirect={to}” of {domain} leads to no SPF record")
        return result, why

    def _matches(self, term: Term, domain: str) -> bool:
        if term.name not in ("all", "ip4", "ip6"):
            self._count(term.text, domain)
        matcher: Callable[[Term, str], bool] = getattr(self, f"_{term.name}")
        return matcher(term, self._name(term.domain, domain) if term.domain else domain)

    def _all(self, term: Term, name: str) -> bool:
        return True

    def _ip4(self, term: Term, name: str) -> bool:
        assert term.network is not None  # parsed so
        return self.sending.ip in term.network

    _ip6 = _ip4

    def _include(self, term: Term, name: str) -> bool:
        result, _why = self.host(name)
        if result == "none":
            raise _Permanent(f"“{term.text}” leads to no SPF record")
        return result == "pass"

    def _a(self, term: Term, name: str) -> bool:
        return any(self._near(address, term) for address in self._addresses(name))

    def _mx(self, term: Term, name: str) -> bool:
        found = self._asked(name, "MX")
        if len(found) > NAMES:
            raise _Permanent(f"“{term.text}” leads to {len(found)} mail servers; {NAMES} are followed at most")
        hosts = [plain(one.exchange) for one in found]  # type: ignore[attr-defined]  # MX has
        return any(self._near(address, term) for host in hosts for address in self._addresses(host))

    def _exists(self, term: Term, name: str) -> bool:
        return bool(self._asked(name, "A"))  # whatever kind the sending address is of (5.7)

    def _ptr(self, term: Term, name: str) -> bool:
        return any(one == name or one.endswith(f".{name}") for one in self._validated())

    def _validated(self) -> list[str]:
        """Names of the sending address that lead back to it (5.5). Errors are no match, not an error."""
        try:
            found = self._asked(self.sending.ip.reverse_pointer, "PTR")
        except Silent:
            return []
        kept = []
        for one in found[:NAMES]:
            host = plain(one.target)  # type: ignore[attr-defined]  # PTR has
            try:
                if self.sending.ip in self._addresses(host):
                    kept.append(host)
            except Silent:
                continue
        return kept

    def _addresses(self, name: str) -> list[Address]:
        return [ip_address(one.address) for one in self._asked(name, self.kind)]  # type: ignore[attr-defined]  # A has

    def _asked(self, name: str, kind: str) -> Sequence[Rdata]:
        found = ask(self.names, name, kind)
        if not found and absolute(name) is not None:  # about what is no name nobody is asked
            self.verdict.voids += 1
            if self.verdict.voids > VOIDS:
                raise _Permanent(f"more than {VOIDS} of its names lead nowhere; the last is {name}")
        return found

    def _near(self, address: Address, term: Term) -> bool:
        length = term.four if address.version == 4 else term.six
        return self.sending.ip in ip_network(f"{address}/{length}", strict=False)

    def _name(self, text: str, domain: str) -> str:
        validated = "unknown"
        if "%{p" in text.lower():
            validated = next(iter(self._validated()), "unknown")
        return plain(expand(text, self.sending, domain, validated))

    def _count(self, text: str, domain: str) -> None:
        self.verdict.lookups += 1
        if self.verdict.lookups > LOOKUPS:
            loop = len(set(self.verdict.domains)) < len(self.verdict.domains)
            says = ": it leads in a circle" if loop else f"; “{text}” of {domain} is one too many"
            raise _Permanent(f"it asks DNS more than {LOOKUPS} times{says}")
