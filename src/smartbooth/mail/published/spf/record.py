"""An SPF record's text as terms (RFC 7208 12). All of it is read before any of it is followed (4.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

Network = IPv4Network | IPv6Network

_EXPAND = r"%(?:\{[slodiphv](?:[1-9]\d{0,2})?r?[.\-+,/_=]*\}|[%_-])"
_STRING = rf"(?:{_EXPAND}|[\x21-\x24\x26-\x7e])*"
_TOP = r"(?:[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*|[A-Za-z0-9]+-[A-Za-z0-9-]*[A-Za-z0-9])"
_DOMAIN = re.compile(rf"{_STRING}(?:\.{_TOP}\.?|{_EXPAND})", re.IGNORECASE)
_TEXT = re.compile(rf"(?:{_EXPAND}|%\{{[crt]\}}|[\x21-\x24\x26-\x7e])*", re.IGNORECASE)
_MODIFIER = re.compile(r"([A-Za-z][A-Za-z0-9_.-]*)=(.*)", re.DOTALL)
_LENGTH = re.compile(r"0|[1-9]\d{0,2}")


class Wrong(ValueError):
    """The record is not well-formed: receivers answer "permerror". Says where."""


@dataclass(frozen=True)
class Term:
    """A mechanism. `domain` as written, with its macros; "" stands for the record's own. `four` and `six` are prefix
    lengths for addresses that `a` and `mx` lead to."""

    text: str
    qualifier: str
    name: str
    domain: str = ""
    network: Network | None = None
    four: int = 32
    six: int = 128


@dataclass(frozen=True)
class Record:
    terms: tuple[Term, ...]
    redirect: str = ""


def is_spf(text: str) -> bool:
    """RFC 7208 4.5: other TXT records at the same name are none of our business."""
    return text[:6].lower() == "v=spf1" and text[6:7] in ("", " ")


def parse(text: str) -> Record:
    """Raises Wrong."""
    if not text.isascii():
        raise Wrong("it has a character outside of ASCII")
    terms: list[Term] = []
    modifiers: dict[str, str] = {}
    for word in text[6:].split(" "):
        if found := _MODIFIER.fullmatch(word):
            _modifier(found[1].lower(), found[2], word, modifiers)
        elif word:
            terms.append(_term(word))
    return Record(tuple(terms), modifiers.get("redirect", ""))


def _modifier(name: str, value: str, word: str, modifiers: dict[str, str]) -> None:
    if name in ("redirect", "exp"):
        if name in modifiers:
            raise Wrong(f"“{name}=” stands there twice")
        _domain(value, word)
    elif not _TEXT.fullmatch(value):
        raise Wrong(f"“{word}” is not well-formed")
    modifiers[name] = value


def _term(word: str) -> Term:
    found = re.match(r"([+?~-]?)([A-Za-z0-9_.-]+)(.*)", word, re.DOTALL)
    name = found[2].lower() if found else ""
    if found is None or name not in _READERS:
        raise Wrong(f"“{word}” is nothing SPF knows")
    return _READERS[name](word, found[1] or "+", name, found[3])


def _all(word: str, qualifier: str, name: str, rest: str) -> Term:
    if rest:
        raise Wrong(f"“{word}”: nothing may follow “all”")
    return Term(word, qualifier, name)


def _named(word: str, qualifier: str, name: str, rest: str) -> Term:
    """include, exists: with a domain; ptr: perhaps."""
    if name == "ptr" and not rest:
        return Term(word, qualifier, name)
    if not rest.startswith(":"):
        raise Wrong(f"“{word}” names no domain")
    return Term(word, qualifier, name, _domain(rest[1:], word))


def _hosts(word: str, qualifier: str, name: str, rest: str) -> Term:
    """a, mx: a domain and prefix lengths, neither of which has to be there."""
    found = re.fullmatch(r"(.*?)(?:/(\d+))?(?://(\d+))?", rest, re.DOTALL)
    assert found is not None  # each part may be empty
    domain, four, six = found[1], found[2], found[3]
    if domain and not domain.startswith(":"):
        raise Wrong(f"“{word}” is not well-formed")
    return Term(
        word, qualifier, name, _domain(domain[1:], word) if domain else "",
        four=_length(four, 32, word), six=_length(six, 128, word),
    )  # fmt: skip


def _addresses(word: str, qualifier: str, name: str, rest: str) -> Term:
    """ip4, ip6."""
    address, slash, length = rest[1:].partition("/")
    full = 32 if name == "ip4" else 128
    try:
        network = ip_network(f"{address}/{_length(length if slash else None, full, word)}", strict=False)
    except ValueError as error:
        raise Wrong(f"“{word}” is no address") from error
    if not rest.startswith(":") or network.max_prefixlen != full or "%" in address:
        raise Wrong(f"“{word}” is no address of that kind")
    return Term(word, qualifier, name, network=network)


_READERS = {
    "all": _all, "include": _named, "exists": _named, "ptr": _named, "a": _hosts, "mx": _hosts,
    "ip4": _addresses, "ip6": _addresses,
}  # fmt: skip


def _domain(text: str, word: str) -> str:
    if not _DOMAIN.fullmatch(text):
        raise Wrong(f"“{word}” names no domain")
    return text


def _length(text: str | None, most: int, word: str) -> int:
    if text is None:
        return most
    if not _LENGTH.fullmatch(text) or int(text) > most:
        raise Wrong(f"“{word}”: /{text} is no prefix length up to {most}")
    return int(text)
