"""How letters leave, and in whose name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from smartbooth.cli.doctor.mail.advice import Advice, bad, good, warn
from smartbooth.cli.doctor.mail.facts import Facts
from smartbooth.core import clock
from smartbooth.mail.published.names import Names
from smartbooth.mail.transports import Away

TRANSPORT, SENDER, RELAY = "Transport", "Sender", "Mail server"
NOBODYS = ("example.org", "example.com", "example.net")  # RFC 2606 3; the first one is the default
SOON = 14  # days in which a certificate ends: those renewed by themselves have 30 left


def ours(domain: str) -> bool:
    """Whether anybody could have this domain in DNS."""
    return "." in domain and domain not in NOBODYS and not domain.endswith((".localhost", ".local", ".invalid"))


def transport(facts: Facts, names: Names) -> Advice:
    if facts.transport == "browser":
        cure = "Set SMARTBOOTH_MAIL_TRANSPORT to smtp or provider; the rest can be made ready before."
        return warn(TRANSPORT, "letters go nowhere: operators read them at /outbox/", cure)
    if facts.by_provider:
        return _provider(settings.MAIL_PROVIDER)
    return good(TRANSPORT, f"SMTP to {settings.MAIL_HOST}:{settings.MAIL_PORT}")


def _provider(name: str) -> Advice:
    from smartbooth.mail.transports.provider import choice  # what it needs takes a while to load

    try:
        ability = choice.ability()
    except choice.Unusable as error:
        return bad(TRANSPORT, str(error), "Correct the setting (docs/settings.md, Mail).")
    if not ability.tracking:
        says = f"the provider {name}, which cannot be told with each letter not to count openings and clicks"
        return warn(TRANSPORT, says, "Switch both off in its account (promise G5).")
    return good(TRANSPORT, f"the provider {name}, told with each letter not to count openings and clicks")


def sender(facts: Facts, names: Names) -> Advice:
    for name, domain in (("MAIL_SENDER", facts.sender), ("MAIL_DOMAIN", facts.returns)):
        if not ours(domain):
            return bad(SENDER, f"“{domain}” is nobody’s domain", f"Set SMARTBOOTH_{name} to one of yours.")
    return good(SENDER, f"From {facts.sender}, Return-Path {facts.returns}")


def connection(facts: Facts) -> Advice:
    """Connects as the transport does: TLS, the certificate, the name and the password."""
    if facts.transport != "smtp":
        return warn(RELAY, "not asked: letters do not leave by SMTP", "Set SMARTBOOTH_MAIL_TRANSPORT to smtp.")
    from smartbooth.mail.transports.smtp.transport import LOCAL, Transport

    where = f"{settings.MAIL_HOST}:{settings.MAIL_PORT}"
    try:
        session = Transport().open()
    except Away as error:
        return bad(RELAY, f"{where}: {error.says}", "Correct the SMARTBOOTH_MAIL_… settings, or the server.")
    try:
        line: Any = session.line.sock
        version = line.version() if hasattr(line, "version") else ""
        left = _days_left(line.getpeercert()) if version else SOON
    finally:
        session.close()
    signed_in = f", signs in as {settings.MAIL_USER}" if settings.MAIL_USER else ""
    if not version and settings.MAIL_HOST not in LOCAL:
        says = f"{where} offers no TLS: letters cross the network in clear"
        return bad(RELAY, says, "Have it offer STARTTLS, then set SMARTBOOTH_MAIL_TLS to required.")
    if left < SOON:
        return warn(RELAY, f"the certificate of {where} ends in {left} days", "See that it is renewed.")
    return good(RELAY, f"{where} answers{f' by {version}' if version else ''}{signed_in}")


def _days_left(certificate: dict[str, Any]) -> int:
    ends = datetime.strptime(certificate["notAfter"], "%b %d %H:%M:%S %Y GMT").replace(tzinfo=UTC)
    return (ends - clock.now()).days
