"""SPF: the Return-Path's domain lets the addresses send that letters leave from."""

from __future__ import annotations

from ipaddress import ip_address

from smartbooth.cli.doctor.mail.advice import Advice, bad, good, warn
from smartbooth.cli.doctor.mail.facts import Facts
from smartbooth.mail.published.names import Names, Silent, texts
from smartbooth.mail.published.spf import record
from smartbooth.mail.published.spf.evaluate import LOOKUPS, Verdict, evaluate
from smartbooth.mail.published.written import txt

NAME = "SPF"
NOBODY = "192.0.2.1"  # RFC 5737: sends nothing; to see whether a record can be followed at all
# Not "-all": some receivers then refuse a forwarded letter before they look at its signature (RFC 7208 8.4).
REST = "~all"
SAY = "Say the addresses letters leave from: --sends-from IP."


def allowed(facts: Facts, names: Names) -> Advice:
    """Raises Silent."""
    if facts.by_provider:
        return good(NAME, "the provider sends with a Return-Path of its own; its pages say what else to publish")
    domain = facts.returns
    found = [text for text in texts(names, domain) if record.is_spf(text)]
    verdicts = {ip: evaluate(names, ip, domain, "bounces", facts.studio) for ip in facts.ips or (NOBODY,)}
    for verdict in verdicts.values():
        if verdict.result == "temperror":
            raise Silent(verdict.why)
        if verdict.result == "permerror":
            return _unreadable(facts, found, verdict)
    if not found:
        if not facts.ips:
            return bad(NAME, f"{domain} has no record: receivers doubt every letter", SAY)
        return bad(NAME, f"{domain} has no record: receivers doubt every letter", "Publish:", _line(facts, []))
    if any(verdict.why.lower() in ("all", "+all") for verdict in verdicts.values()):
        says = f"{domain} lets everybody send (“+all”)"
        return bad(NAME, says, "Publish instead:" if facts.ips else SAY, _line(facts, found))
    if not facts.ips:
        return warn(NAME, f"{domain} has a record; whom it has to allow cannot be seen from here", SAY)
    return _judge(facts, found, verdicts)


def _judge(facts: Facts, found: list[str], verdicts: dict[str, Verdict]) -> Advice:
    refused = [ip for ip, verdict in verdicts.items() if verdict.result != "pass"]
    if not refused:
        by = next(iter(verdicts.values()))
        return good(
            NAME, f"{facts.returns} allows {', '.join(verdicts)} ({by.why}), {by.lookups} of {LOOKUPS} lookups"
        )
    what = f"{', '.join(refused)} ({verdicts[refused[0]].result})"
    if not facts.sure and (relays := _relays_own(facts, verdicts)):
        says = f"{facts.returns} includes {relays}, which does not name {facts.relay}’s own {what}"
        return warn(NAME, says, f"A relay may send from other addresses than it takes mail at. {SAY}")
    return bad(NAME, f"{facts.returns} does not allow {what}", "Publish instead:", _line(facts, found))


def _relays_own(facts: Facts, verdicts: dict[str, Verdict]) -> str:
    """The included domain that seems to be the relay's: under the same two labels."""
    tail = facts.relay.lower().split(".")[-2:]
    read = [domain for verdict in verdicts.values() for domain in verdict.domains[1:]]
    return next((domain for domain in read if len(tail) == 2 and domain.split(".")[-2:] == tail), "")


def _unreadable(facts: Facts, found: list[str], verdict: Verdict) -> Advice:
    says = f"receivers cannot follow the record: {verdict.why}"
    if verdict.lookups > LOOKUPS:
        return bad(NAME, says, "Name addresses (ip4:, ip6:) instead of domains, and drop what no longer sends.")
    if verdict.domains[1:] or verdict.voids:
        return bad(NAME, says, "Take that part out of the record, or have whom it names mend theirs.")
    return bad(NAME, says, "Publish one record instead:", _line(facts, found))


def _line(facts: Facts, found: list[str]) -> str:
    """One record that has all that can be kept of those found, and our addresses."""
    kept: list[str] = []
    rest, redirect = "", ""
    for text in found:
        for word in text[6:].split():
            if word.lower().lstrip("+-~?") == "all":
                rest = word if word[0] in "-~?" else rest
            elif word.lower().startswith("redirect="):
                redirect = word
            elif word not in kept and _well_formed(word):
                kept.append(word)
    ours = [f"ip{ip_address(ip).version}:{ip}" for ip in facts.ips]
    end = redirect if redirect and not rest else rest or REST
    return txt(facts.returns, " ".join(["v=spf1", *(one for one in ours if one not in kept), *kept, end]))


def _well_formed(word: str) -> bool:
    try:
        record.parse(f"v=spf1 {word}")
    except record.Wrong:
        return False
    return True
