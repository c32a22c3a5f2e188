"""Macros in SPF's names (RFC 7208 7): `%{ir}.list.example.org` asks about the sending address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote

Address = IPv4Address | IPv6Address

_MACRO = re.compile(r"%(?:\{([A-Za-z])(\d*)(r?)([.\-+,/_=]*)\}|([%_-]))", re.IGNORECASE)
_ESCAPED = {"%": "%", "_": " ", "-": "%20"}
LONGEST = 253  # characters of a name; what is over loses labels at its left (7.3)


@dataclass(frozen=True)
class Sending:
    """A letter on its way: from which address, with which envelope sender, saying which name."""

    ip: Address
    local: str
    domain: str
    helo: str


def expand(text: str, sending: Sending, domain: str, validated: str = "unknown") -> str:
    """The name that a well-formed `text` stands for in the record of `domain`. `validated` is %{p}."""
    known = {
        "s": f"{sending.local}@{sending.domain}", "l": sending.local, "o": sending.domain, "d": domain,
        "i": _dotted(sending.ip), "p": validated, "h": sending.helo,
        "v": "in-addr" if sending.ip.version == 4 else "ip6",
    }  # fmt: skip

    def one(found: re.Match[str]) -> str:
        letter, digits, backwards, delimiters, escaped = found.groups()
        if escaped:
            return _ESCAPED[escaped]
        parts = re.split(f"[{re.escape(delimiters or '.')}]", known[letter.lower()])
        if backwards:
            parts.reverse()
        value = ".".join(parts[-int(digits) :] if digits else parts)
        return quote(value, safe="-._~") if letter.isupper() else value

    name = _MACRO.sub(one, text).rstrip(".")
    while len(name) > LONGEST and "." in name:
        name = name.partition(".")[2]
    return name


def _dotted(ip: Address) -> str:
    return str(ip) if ip.version == 4 else ".".join(ip.exploded.replace(":", ""))
