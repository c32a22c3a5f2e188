"""Reports as servers send them, and as they sent them before there was a standard."""

import time

import pytest

from smartbooth.mail.inbound import returned
from smartbooth.mail.inbound.codes import Verdict
from smartbooth.mail.inbound.received import parse
from smartbooth.mail.inbound.tests.reports import crlf, report


def read(raw, sender="<>"):
    return returned.read(parse(raw, sender))


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({}, Verdict.GONE),
        ({"action": "Failed (in the end)"}, Verdict.GONE),
        ({"action": "delayed", "status": "4.4.1", "said": "450 later"}, Verdict.NOTHING),
        ({"action": "delivered", "status": "2.1.5"}, Verdict.NOTHING),
        ({"action": "relayed", "status": "2.1.9"}, Verdict.NOTHING),
        ({"status": "4.4.7", "said": "delivery time expired"}, Verdict.LATER),
        ({"status": "5.7.1", "said": "554 5.7.1 refused"}, Verdict.REFUSED),
    ],
)
def test_a_delivery_report(fields, verdict):
    found = read(report(**fields))
    assert found.verdict is verdict and found.recipients == {"sam@example.org"}


def test_of_several_recipients_the_mildest_counts():
    second = b"\r\nFinal-Recipient: rfc822; bea@example.org\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n--edge"
    raw = report().replace(
        b"\r\n--edge\r\nContent-Description: Undelivered", second + b"\r\nContent-Description: U"
    )
    found = read(raw)
    assert found.verdict is Verdict.NOTHING and "bea@example.org" in found.recipients


def test_a_report_without_recipients_names_none():
    raw = report().replace(b"Final-Recipient: rfc822; sam@example.org\r\n", b"")
    assert read(raw).recipients == frozenset() and read(raw).verdict is Verdict.GONE


QMAIL = """\
From: MAILER-DAEMON@mx.example.net
Subject: failure notice

Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<sam@example.org>:
{reason}

--- Below this line is a copy of the message.

Message-ID: <k3f9zzzzzz@localhost>
Subject: no such user
"""


@pytest.mark.parametrize(
    ("reason", "verdict"),
    [
        ("192.0.2.1 does not like recipient.\nRemote host said: 550 no such user", Verdict.GONE),
        ("192.0.2.1 failed after I sent the message: 552 mailbox is full", Verdict.LATER),
        ("Sorry, no mailbox here by that name. (#5.1.1)", Verdict.GONE),
        ("554 5.7.1 not today", Verdict.REFUSED),
        ("something", Verdict.LATER),
    ],
)
def test_before_there_were_reports(reason, verdict):
    """What the returned letter itself says counts for nothing."""
    found = read(crlf(QMAIL.format(reason=reason)))
    assert found.verdict is verdict and found.recipients == {"sam@example.org"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nI am away until Monday.",
        report().replace(b"Action: failed\r\n", b""),
        crlf("""\
Content-Type: multipart/report; report-type=disposition-notification; boundary=edge

--edge
Content-Type: text/plain

Your message to <sam@example.org> was displayed.
--edge
Content-Type: message/disposition-notification

Final-Recipient: rfc822; sam@example.org
Disposition: manual-action/MDN-sent-manually; displayed

--edge--
"""),
    ],
)
def test_what_is_no_bounce(raw):
    assert read(raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        report()[:400], report()[:700], report()[:-40], report().replace(b"message/delivery-status", b"text/plain"),
        report().replace(b"Status: 5.1.1", b"Status: \xff\xfe"), report().replace(b"boundary=", b"b="),
        report(recipient="x" * 320 + "@example.org"),
        report().replace(b"rfc822; sam", b"rfc822; =?utf-8?q?=00?= sam"),
    ],
)  # fmt: skip
def test_a_broken_report_breaks_nothing(raw):
    read(raw)


def test_a_return_made_to_be_slow():
    """The patterns of old bounces search each line, some for longer the longer it is."""
    begins = (
        "here is your list of failed recipients\nthe following addresses had\nUndeliverable Address: x\n"
        "Did not reach the following recipient\nthis is the email server at\nYour message\n"
        "A message that you sent could not be delivered\nfailed addresses follow:\n"
    )
    for line in ("x" * 100_000, "<" * 100_000, "x@" * 50_000, " " * 100_000):
        raw = crlf(f"From: a@example.net\nSubject: x\n\n{begins}{line}\n" + f"{line[:490]}\n" * 20_000)[
            : 10 * 1024 * 1024
        ]
        start = time.perf_counter()
        read(raw)
        assert time.perf_counter() - start < 12
