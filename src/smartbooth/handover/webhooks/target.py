"""Where a webhook may go: to a public machine of the owner's, never to one of ours (OWASP: request forgery).

An address is read when it is typed and again at each send; its name is resolved once a connection, every address it
resolves to has to be public, and the connection goes to the very address that was looked at, so that a name which
resolves otherwise a moment later gains nothing. SMARTBOOTH_WEBHOOK_LOCAL lets a laptop and tests send to themselves.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import idna
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST = 500  # characters
PORTS = {443, 8443}  # where https is served; others are doors of other things

MESSAGES: dict[str, str | Promise] = {
    "scheme": _("An address of a webhook begins with https://."),
    "login": _("Leave the name and password out of the address. The signature says who we are."),
    "host": _("There is no name of a machine in this address. It looks like https://example.org/hook."),
    "number": _("Give the machine’s name instead of its number: the certificate is made out to a name."),
    "port": _("Only the ports 443 and 8443 are written to."),
    "character": _("There is a space or a character in this address that does not belong there."),
    "long": _("This address is longer than 500 characters."),
    "internal": _("This name leads into a private network. We only write to machines on the public internet."),
}

# The path and query as RFC 3986 has them. What browsers would encode has to come encoded.
_PATH = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@/%?\[\]-]*")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}

# Addresses that carry another inside, which a gateway would unpack: RFC 4291 2.5.5, 3056, 4380, 6052, 8215.
_TUNNELS = [
    ipaddress.ip_network(net)
    for net in ("::/96", "::ffff:0:0/96", "2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48")
]
# Not all of these are known to every Python as not global.
_INTERNAL = [
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/3", "168.63.129.16/32", "100::/64", "2001:db8::/32", "2001:10::/28", "2001:20::/28", "3fff::/20",
        "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
]  # fmt: skip


class Refused(ValueError):
    """Not an address to write to. `reason` is a key of MESSAGES."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def message(self) -> str:
        return str(MESSAGES[self.reason])


@dataclass(frozen=True)
class Target:
    """`host` in ASCII (IDNA 2008), lower case; `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def local(self) -> bool:
        return self.host in _LOOPBACK or self.host.endswith(".localhost")

    @property
    def url(self) -> str:
        usual = self.port == {"https": 443, "http": 80}[self.scheme]
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{'' if usual else f':{self.port}'}{self.path}"


def parse(raw: str) -> Target:
    """`raw` as typed. Raises Refused."""
    text = raw.strip()
    if len(text) > LONGEST:
        raise Refused("long")
    if any(character.isspace() or ord(character) < 32 or character == "\\" for character in text):
        raise Refused("character")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise Refused("host") from None
    if parts.username is not None or parts.password is not None:
        raise Refused("login")
    host = _host(parts.hostname or "")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not _PATH.fullmatch(path) or not path.startswith("/"):
        raise Refused("character")
    target = Target(parts.scheme, host, port or (80 if parts.scheme == "http" else 443), path)
    if settings.WEBHOOK_LOCAL and target.local and target.scheme in ("http", "https"):
        return target
    _check(target)
    return target


def _check(target: Target) -> None:
    if target.scheme != "https":
        raise Refused("scheme")
    if _number(target.host):
        raise Refused("number")
    if target.local or "." not in target.host:
        raise Refused("internal")
    if target.port not in PORTS:
        raise Refused("port")


def _host(typed: str) -> str:
    if not typed:
        raise Refused("host")
    if _number(typed) or typed in _LOOPBACK:
        return typed
    try:
        host = idna.encode(typed.rstrip("."), uts46=True, std3_rules=True).decode().lower()
    except (idna.IDNAError, UnicodeError):
        raise Refused("host") from None
    if len(host) > 253:
        raise Refused("host")
    return host


def _number(host: str) -> bool:
    """Whether a resolver could take `host` for an address: also "2130706433", "0x7f.1" and "017700000001"."""
    if ":" in host:
        return True
    last = host.rstrip(".").rpartition(".")[2]
    return last.isdigit() or bool(re.fullmatch(r"0x[0-9a-f]*", last, re.IGNORECASE))


def public(address: str) -> bool:
    """Whether `address` (numbers, IPv4 or IPv6) is on the public internet and nothing else."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    nets = _INTERNAL + _TUNNELS
    inside = any(found.version == net.version and found in net for net in nets)
    return found.is_global and not inside and not found.is_multicast and not found.is_reserved


def resolve(target: Target) -> list[str]:
    """The addresses to connect to, each looked at. Raises Refused, or OSError where the name leads nowhere."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(place[4][0]) for place in found))
    if settings.WEBHOOK_LOCAL and target.local:
        inside = [address for address in addresses if ipaddress.ip_address(address).is_loopback]
        if inside:
            return inside
    if not addresses or not all(public(address) for address in addresses):
        raise Refused("internal")
    return addresses
