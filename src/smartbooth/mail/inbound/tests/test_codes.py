"""As the large providers and the common servers write them."""

import pytest

from smartbooth.mail.inbound.codes import Verdict, of

GONE, LATER, REFUSED, NOTHING = Verdict.GONE, Verdict.LATER, Verdict.REFUSED, Verdict.NOTHING


@pytest.mark.parametrize(
    ("status", "words", "verdict"),
    [
        ("5.1.1", "smtp; 550 5.1.1 <sam@example.org>: Recipient address rejected: User unknown", GONE),
        ("5.1.1", "smtp; 550-5.1.1 The email account that you tried to reach does not exist.", GONE),
        ("5.2.1", "smtp; 550 5.2.1 The email account that you tried to reach is inactive.", GONE),
        ("5.2.1", "smtp; 550 5.2.1 The user you are trying to contact is receiving mail at a rate that", LATER),
        ("5.1.2", "smtp; 550 Host unknown", GONE),
        ("5.1.3", "", GONE),
        ("5.1.6", "", GONE),
        ("5.1.10", "smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", GONE),
        ("5.1.10", "smtp; 556 5.1.10 recipient domain has null MX", GONE),
        ("5.4.4", "X-Postfix; Host or domain name not found. Name service error for name=gone.example", GONE),
        ("5.4.4", "X-Postfix; unable to look up host: server failure", LATER),
        ("5.0.0", "smtp; 550 5.1.1 user unknown", GONE),  # what the receiving server said is closer
        ("5.0.0", "smtp; 554 delivery error: dd This user doesn't have an example.com account", GONE),
        ("5.5.0", "smtp; 550 5.5.0 Requested action not taken: mailbox unavailable", GONE),
        ("5.4.1", "smtp; 550 5.4.1 Recipient address rejected: Access denied.", GONE),
        ("5.0.0", "smtp; 550 No such user here", GONE),
        ("5.0.0", "smtp; 550 5.5.0 Boite du destinataire archivee. Archived recipient. LPN007_401", GONE),
        ("5.2.2", "smtp; 552 5.2.2 mailbox full", LATER),
        ("5.0.0", "smtp; 552 user is over quota", LATER),
        ("4.4.7", "", LATER),
        ("4.2.2", "smtp; 452 4.2.2 The email account that you tried to reach is over quota.", LATER),
        ("5.0.0", "", LATER),
        ("", "", LATER),
        ("nonsense", "nonsense", LATER),
        ("5.4.6", "routing loop", LATER),
        ("5.1.0", "smtp; 550 Address rejected", LATER),
        ("5.0.0", "smtp; 550 the address is valid, the mailbox available", LATER),
        ("5.7.1", "smtp; 554 5.7.1 Message rejected: listed on a block list", REFUSED),
        ("5.7.26", "smtp; 550 5.7.26 This mail is unauthenticated", REFUSED),
        ("5.6.0", "", REFUSED),
        ("5.3.4", "message size exceeds", REFUSED),
        ("5.2.3", "", REFUSED),
        ("5.1.8", "smtp; 550 5.1.8 Sender address rejected: Domain not found", REFUSED),
        ("5.1.1", "smtp; 550 message blocked as spam", REFUSED),  # sendmail's 5.1.1 for any 550
        ("5.1.1", "smtp; 550 5.7.1 content rejected", REFUSED),
        ("5.0.0", "smtp; 554 rejected by policy: user unknown", REFUSED),  # in doubt the milder
        ("2.0.0", "", NOTHING),
    ],
)
def test_what_servers_say(status, words, verdict):
    assert of(status, words) is verdict


def test_a_programs_version_is_no_code():
    assert of("", "Exim 4.94.2 at mx.example.net: no such user") is GONE


@pytest.mark.parametrize("words", ["user " * 10_000, "5.1.1 " * 10_000, "not " * 9_000 + "have a" + "x" * 9_000])
def test_long_words_take_no_time(words):
    of("5.0.0", words)
