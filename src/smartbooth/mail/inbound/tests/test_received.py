"""What a message may consist of is bounded before it is parsed; what it says is text of one line, whatever it holds."""

import time

import pytest

from smartbooth.mail.inbound import received
from smartbooth.mail.inbound.received import parse

MEGABYTE = 1024 * 1024
DIGEST = b"--a\r\nContent-Type:\r\n multipart/digest;x\r\n\r\n"


def nested(depth, inner=b"Content-Type: text/plain\r\n\r\nHello"):
    made = inner
    for level in range(depth):
        edge = b"edge%d" % level
        made = (
            b'Content-Type: multipart/mixed; boundary="' + edge + b'"\r\n\r\n--' + edge + b"\r\n" + made
            + b"\r\n--" + edge + b"--\r\n"
        )  # fmt: skip
    return b"From: ada@example.org\r\n" + made


def test_what_people_send_is_read_whole():
    assert parse(nested(5)).whole
    assert parse(b"From: ada@example.org\r\n\r\n" + b"--\r\n" * 5_000).whole, "no parts: lines of a text"
    base64 = b"From: a@example.org\r\nContent-Type: application/pdf\r\n\r\n" + (b"A" * 76 + b"\r\n") * 134_000
    assert len(base64) > 9 * MEGABYTE and parse(base64).whole


@pytest.mark.parametrize(
    "raw",
    [
        nested(2_000),
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n\r\n" * 200_000,
        b"Content-Type: multipart/digest; boundary=a\r\n\r\n" + DIGEST * 999,
        b"a: b\r\n" * 1_500_000,
        b"\n" * 10 * MEGABYTE,
        b"From: ada@example.org\r\n" + b"x" * 10 * MEGABYTE,
        nested(30, b"\r\n" + b"--x\r\n" * 900 + b"y\n" * 30_000),
    ],
    ids=["deep", "wide", "digests", "headers", "lines", "one line", "just below"],
)  # fmt: skip
def test_what_would_cost_without_bound_is_read_as_far_as_its_headers(raw):
    start = time.perf_counter()
    found = parse(raw, "<>")
    list(found.parts())
    assert time.perf_counter() - start < 15
    assert found.sender == ""


def test_too_deep_keeps_its_headers():
    found = parse(nested(2_000))
    assert not found.whole and found.header("from") == "ada@example.org"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"Subject: plain", "plain"),
        (b"Subject: =?utf-8?q?caf=C3=A9?= =?utf-8?b?IMOgIGRldXg=?=", "café à deux"),
        ("Subject: café".encode(), "café"),
        ("Subject: café".encode("latin-1"), "caf\ufffd"),
        (b"Subject: =?nonsense?q?caf=C3=A9?=", "café"),
        (b"Subject: =?utf-8?b?!!!?= x", None),
        (b"Subject: =?idna?q?xn--caf=C3=A9?=", "xn--café"),
        (b"Subject: =?utf-8?q?one=0D=0ABcc:_sam=40example.org?=", "one Bcc: sam@example.org"),
        (b"Subject: one\r\n two", "one two"),
        (b"Subject: Je =?utf-8?q?cherche_ma_page_=E2=80=94?=\r\n aide ?", "Je cherche ma page — aide ?"),
        (b"Subject: =?utf-8?q?caf=C3=A9?=\r\n =?utf-8?q?_cr=C3=A8me?=", "café crème"),
        (b"Subject: a\x00b\x1b[31mc", "a b [31mc"),
        (b"Subject: =?utf-8?q?a=E2=80=A8b?=", "a b"),
        (b"Subject: " + b"x" * 100_000, "x" * 4_000),
        (b"SUBJECT: first\r\nSubject: second", "first"),
        (b"Other: x", ""),
    ],
)
def test_a_header_is_one_line_of_text(raw, text):
    found = parse(raw + b"\r\n\r\nHello").header("subject")
    assert found == text if text is not None else found.endswith("x")


def test_the_null_sender_is_nobody():
    assert parse(b"", "<>").sender == "" and parse(b"", "ada@example.org").sender == "ada@example.org"


def test_a_message_of_no_bytes_is_one():
    assert parse(b"").header("from") == "" and received.fits(b"")
