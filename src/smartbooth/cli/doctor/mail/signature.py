"""DKIM: the key that is published is the one letters are signed with."""

from __future__ import annotations

from smartbooth.cli.doctor.mail.advice import Advice, bad, good, warn
from smartbooth.cli.doctor.mail.facts import Facts
from smartbooth.mail.dkim import Signer
from smartbooth.mail.published import dkimkey
from smartbooth.mail.published.names import Names, texts

NAME = "DKIM"


def published(facts: Facts, names: Names) -> Advice:
    """Raises Silent."""
    if facts.by_provider:
        return good(NAME, "the provider signs; its pages say which key to publish")
    if facts.unusable:
        return bad(NAME, facts.unusable, "Until then no letter is sent.")
    if facts.signer is None:
        cure = "Make a key: `smartbooth mailkey PATH`, unless the mail server signs."
        return warn(NAME, "letters are not signed: large mailboxes refuse them, or call them junk", cure)
    signer = facts.signer
    found = texts(names, signer.published_at)
    if not found:
        return bad(NAME, f"nothing is published at {signer.published_at}", "Publish:", signer.line())
    if len(found) > 1:
        says = f"{len(found)} records at {signer.published_at}: receivers take any of them"
        return bad(NAME, says, "Publish this one alone:", signer.line())
    try:
        return _compared(signer, dkimkey.parse(found[0]))
    except dkimkey.Wrong as error:
        return bad(NAME, f"the record at {signer.published_at}: {error}", "Publish instead:", signer.line())


def _compared(signer: Signer, found: dkimkey.Published) -> Advice:
    where = signer.published_at
    if found.key is None:
        return bad(NAME, f"the key at {where} was revoked (“p=” is empty)", "Publish instead:", signer.line())
    if found.key.public_numbers() != signer.key.public_key().public_numbers():
        says = f"another key is published at {where} ({found.key.key_size} bits) than letters are signed with"
        return bad(NAME, says, "Publish instead, or set the key that belongs to it:", signer.line())
    if found.testing:
        says = f"the record at {where} says “t=y”: receivers treat signed letters as unsigned ones"
        return warn(NAME, says, "Publish instead:", signer.line())
    return good(NAME, f"the key at {where} is ours, {found.key.key_size} bits")
