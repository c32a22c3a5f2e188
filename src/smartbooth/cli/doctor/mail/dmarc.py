"""DMARC: receivers know what to do with mail that only says to be ours; and what we send is seen to be ours."""

from __future__ import annotations

from django.conf import settings

from smartbooth.cli.doctor.mail.advice import Advice, bad, good, warn
from smartbooth.cli.doctor.mail.facts import Facts
from smartbooth.cli.doctor.mail.way_out import ours
from smartbooth.mail.published import dmarc
from smartbooth.mail.published.names import Names, plain, texts
from smartbooth.mail.published.written import txt

NAME, ALIGNMENT = "DMARC", "Alignment"


def record(facts: Facts, names: Names) -> Advice:
    """Raises Silent."""
    found = dmarc.of(names, facts.sender)
    if found.problem:
        return bad(NAME, found.problem, "Publish one record:", _line(facts.sender))
    if found.record is None:
        says = f"{facts.sender} has no record, nor has its organisation: large mailboxes ask for one"
        return bad(NAME, says, "Publish:", _line(facts.sender))
    policy = found.record.policy(facts.sender)
    if not policy:
        says = f"the record at _dmarc.{found.record.at} names no policy that exists"
        return bad(NAME, says, "Publish instead:", _line(found.record.at, found.record.tags))
    if unreachable := _unreachable(found.record, names):
        return unreachable
    where = f"_dmarc.{found.record.at} asks for “{policy}”"
    if not found.record.reports_to():
        cure = "Name a mailbox for the reports (“rua=mailto:…”): they show who sends in our name."
        return warn(NAME, f"{where}, and for no reports", cure, _line(found.record.at, found.record.tags))
    if policy == "none":
        cure = "Once the reports show our letters alone, ask for “quarantine”, then “reject”."
        return warn(NAME, f"{where}: whoever pretends to be {facts.sender} is not stopped", cure)
    return good(NAME, where)


def _unreachable(record: dmarc.Record, names: Names) -> Advice | None:
    """Reports to another organisation's mailbox are sent only where that one agrees (RFC 9990)."""
    for address in record.reports_to():
        domain = plain(address.rpartition("@")[2])
        if dmarc.organisational(names, domain) == dmarc.organisational(names, record.at):
            continue
        where = f"{record.at}._report._dmarc.{domain}"
        if not any(text.startswith("v=DMARC1") for text in texts(names, where)):
            says = f"{domain} does not say that it takes reports about {record.at}: nobody sends any"
            return warn(NAME, says, f"Have {domain} publish, or name another mailbox:", txt(where, "v=DMARC1"))
    return None


def _line(at: str, tags: dict[str, str] | None = None) -> str:
    """A record with what can be kept of `tags`."""
    wanted = {"v": "DMARC1", "p": "none"}
    if ours(settings.SUPPORT_ADDRESS.rpartition("@")[2]):
        wanted["rua"] = f"mailto:{settings.SUPPORT_ADDRESS}"
    kept = {
        name: value
        for name, value in (tags or {}).items()
        if name not in ("p", "sp") or value.lower() in dmarc.POLICIES
    }
    return txt(f"_dmarc.{at}", "; ".join(f"{name}={value}" for name, value in {**wanted, **kept}.items()))


def alignment(facts: Facts, names: Names) -> Advice:
    """RFC 9989 4.4: the signature's domain, or the Return-Path's, has to be From's. Raises Silent."""
    if facts.by_provider:
        return good(ALIGNMENT, f"the provider has to sign for {facts.sender}; its pages say how")
    found = dmarc.of(names, facts.sender).record
    strict = found is not None and found.strict("aspf")
    returns = facts.returns == facts.sender
    if found is None:  # nothing says where the organisation begins; receivers with a list of suffixes see it so
        returns = (
            returns or facts.returns.endswith(f".{facts.sender}") or facts.sender.endswith(f".{facts.returns}")
        )
    elif not strict:
        returns = dmarc.organisational(names, facts.returns) == dmarc.organisational(names, facts.sender)
    signed = facts.signer is not None  # for the sender's own domain, which is aligned however strict
    if signed and returns:
        return good(
            ALIGNMENT, f"From ({facts.sender}), signature and Return-Path ({facts.returns}) belong together"
        )
    apart = f"the Return-Path’s domain {facts.returns} is not seen as {facts.sender}’s"
    apart += " (“aspf=s”)" if strict else ""
    mend = f"Set SMARTBOOTH_MAIL_DOMAIN to {facts.sender}" + (
        ", or publish “aspf=r”." if strict else " or a name below it."
    )
    if signed:
        return warn(ALIGNMENT, f"{apart}: only the signature shows that a letter is ours", mend)
    if returns:
        says = "letters are not signed: one that is forwarded is no longer seen to be ours"
        return warn(ALIGNMENT, says, "Make a key: `smartbooth mailkey PATH`.")
    return bad(ALIGNMENT, f"{apart}, and letters are not signed: nothing shows that they are ours", mend)
