"""Which mailboxes there are. Nothing else is taken: this is no relay, and a mailbox is refused before its mail is sent
(550 at RCPT), so that the sending server tells its sender."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

from smartbooth.mail import optout, verp


class Kind(StrEnum):
    BOUNCES = "bounces"
    UNSUBSCRIBE = "unsubscribe"
    SUPPORT = "support"
    ABUSE = "abuse"  # RFC 2142, 4
    POSTMASTER = "postmaster"  # RFC 5321 4.5.1: always there, also without a domain


ROLES = {Kind.ABUSE, Kind.POSTMASTER}


class NoSuchMailbox(LookupError):
    """Not one of ours, or a signature that is not ours."""


@dataclass(frozen=True)
class Mailbox:
    """`key`: of a bounce the letter's row; of who unsubscribes, the token that names them."""

    kind: Kind
    key: str = ""


def find(address: str) -> Mailbox:
    """The mailbox of `address`, in whatever case it is written. Raises NoSuchMailbox; people.ring.RingError and
    django.db.DatabaseError where the signatures' key cannot be read."""
    local, at, domain = address.strip().rpartition("@")
    if not at:
        local, domain = domain, ""
    local, domain = local.lower(), domain.lower().rstrip(".")
    if not local.isascii() or not domain.isascii():
        raise NoSuchMailbox
    if local == Kind.POSTMASTER and domain in ("", *_domains()):
        return Mailbox(Kind.POSTMASTER)
    if f"{local}@{domain}" in _people():
        return Mailbox(Kind.SUPPORT)
    if local == Kind.ABUSE and domain in _domains():
        return Mailbox(Kind.ABUSE)
    if domain == settings.MAIL_DOMAIN.lower():
        return _signed(local)
    raise NoSuchMailbox


def _signed(local: str) -> Mailbox:
    name, _plus, tag = local.partition("+")
    try:
        if name == verp.BOUNCES:
            return Mailbox(Kind.BOUNCES, verp.read(local))
        if name == optout.UNSUBSCRIBE:
            optout.read(tag)
            return Mailbox(Kind.UNSUBSCRIBE, tag)
    except (verp.NoReturnPath, optout.BadToken):
        pass
    raise NoSuchMailbox


def _people() -> set[str]:
    """Where people write to: the support address, and the one our messages are from, since they can be answered."""
    return {settings.SUPPORT_ADDRESS.lower(), settings.MAIL_SENDER.lower()}


def _domains() -> set[str]:
    return {settings.MAIL_DOMAIN.lower(), *(address.rpartition("@")[2] for address in _people())}
