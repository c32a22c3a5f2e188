"""The order of the examination: where letters go, who may send them, who signs, what receivers do, the ways back."""

from __future__ import annotations

from collections.abc import Callable

from smartbooth.cli.doctor.mail import dmarc, signature, spf, unsubscribing, way_back, way_out
from smartbooth.cli.doctor.mail.advice import Advice, bad
from smartbooth.cli.doctor.mail.facts import Facts
from smartbooth.mail.published.names import Names, Silent

Check = Callable[[Facts, Names], Advice]

CHECKS: dict[str, Check] = {
    "Transport": way_out.transport,
    "Sender": way_out.sender,
    "SPF": spf.allowed,
    "DKIM": signature.published,
    "DMARC": dmarc.record,
    "Alignment": dmarc.alignment,
    "Mail back": way_back.servers,
    "Own names": way_back.own_names,
    "Unsubscribe": unsubscribing.link,
}


def examine(facts: Facts, names: Names, connect: bool) -> list[Advice]:
    """Every check's finding, in the order of printing."""
    checks = {**CHECKS, "Events": way_back.events} if facts.by_provider else CHECKS
    found = [_asked(name, check, facts, names) for name, check in checks.items()]
    return [*found, way_out.connection(facts)] if connect else found


def _asked(name: str, check: Check, facts: Facts, names: Names) -> Advice:
    try:
        return check(facts, names)
    except Silent as error:
        return bad(name, str(error), "Ask again later, or another resolver: --resolver ADDRESS.")
