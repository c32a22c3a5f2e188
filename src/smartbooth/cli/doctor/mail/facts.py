"""What we send, as the settings have it: what DNS says is held against this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings

from smartbooth.mail import dkim
from smartbooth.mail.published.names import Names, Silent, addresses, plain

# Addresses that no receiver ever sees: this machine and those behind a router (RFC 1918, RFC 4193, RFC 3927).
INSIDE = [
    ip_network(one)
    for one in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "::1", "fc00::/7",
                "fe80::/10")
]  # fmt: skip


class NoAddress(ValueError):
    """What was given as an address letters leave from is none."""


@dataclass(frozen=True)
class Facts:
    transport: str
    sender: str  # the domain of From, and of the signature
    returns: str  # the domain of the Return-Path
    relay: str  # the server that takes our mail
    ips: tuple[str, ...]  # addresses letters leave from; none: nobody can tell
    sure: bool  # they were said to be these, and not only looked up
    signer: dkim.Signer | None
    unusable: str  # why the key cannot sign
    studio: str
    secure: bool  # links are https

    @property
    def by_provider(self) -> bool:
        return self.transport == "provider"


def gather(names: Names, sends_from: Sequence[str]) -> Facts:
    """Raises NoAddress."""
    signer, unusable = None, ""
    try:
        signer = dkim.current()
    except dkim.Unusable as error:
        unusable = str(error)
    ips = tuple(map(_address, sends_from)) or _looked_up(names)
    return Facts(
        transport=settings.MAIL_TRANSPORT,
        sender=plain(settings.MAIL_SENDER.rpartition("@")[2]),
        returns=plain(settings.MAIL_DOMAIN),
        relay=settings.MAIL_HOST,
        ips=ips,
        sure=bool(sends_from),
        signer=signer,
        unusable=unusable,
        studio=plain(settings.STUDIO_HOST),
        secure=settings.SECURE,
    )


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError as error:
        raise NoAddress(f"“{text}” is no IP address") from error


def _looked_up(names: Names) -> tuple[str, ...]:
    """The relay's own: those it takes mail at, and most send from as well."""
    try:
        found = [str(ip_address(settings.MAIL_HOST))]
    except ValueError:
        try:
            found = [] if settings.MAIL_HOST == "localhost" else addresses(names, settings.MAIL_HOST)
        except Silent:
            found = []  # the checks that need them say so
    return tuple(one for one in found if not any(ip_address(one) in network for network in INSIDE))
