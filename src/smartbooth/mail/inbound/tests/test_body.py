import base64
import time
import zlib

import pytest

from smartbooth.mail.inbound import body
from smartbooth.mail.inbound.hypertext import words_of
from smartbooth.mail.inbound.received import parse

HEAD = b"From: ada@example.org\r\nMIME-Version: 1.0\r\n"


def multipart(*parts, kind="mixed"):
    joined = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts)
    return HEAD + f"Content-Type: multipart/{kind}; boundary=edge\r\n\r\n".encode() + joined + b"--edge--\r\n"


def text(raw):
    return body.text(parse(raw))


def test_plain_text_is_read_before_html():
    plain, html = (
        b"Content-Type: text/plain\r\n\r\nHello",
        b"Content-Type: text/html\r\n\r\n<p>Hello <b>you</b></p>",
    )
    assert text(multipart(plain, html, kind="alternative")) == "Hello"
    assert text(multipart(html, kind="alternative")) == "Hello you"
    assert text(multipart(b"Content-Type: text/plain\r\n\r\n  ", html, kind="alternative")) == "Hello you"
    assert text(HEAD + b"Content-Type: text/html\r\n\r\n<p>Hello <b>you</b></p>") == "Hello you"


@pytest.mark.parametrize(
    ("head", "raw", "said"),
    [
        (b"Content-Type: text/plain; charset=iso-8859-1", b"caf\xe9", "café"),
        (b"Content-Type: text/plain; charset=utf-8", b"caf\xe9", "caf\ufffd"),
        (b"Content-Type: text/plain; charset=x-klingon", "café".encode(), "café"),
        (b"Content-Type: text/plain; charset=unicode_escape", b"\\x41", "\\x41"),
        (b"Content-Type: text/plain; charset=base64", b"aGk=", "aGk="),
        (b"Content-Type: text/plain; charset*=utf-8'en'utf-8", "café".encode(), "café"),
        (b"Content-Type: text/plain; charset=", "café".encode(), "café"),
        (b"Content-Type: text/plain; charset=utf-16", "café".encode("utf-16"), "café"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", b"!!! no base64", None),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: x-uuencode", b"begin 666 x\r\nnonsense", None),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: nonsense", b"Hello", "Hello"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable", b"caf=C3=A9=\r\n!", "café!"),
        (b"Content-Type: nonsense", b"Hello", "Hello"),
        (b"Content-Type: multipart/mixed", b"Hello", ""),
        (
            b"Content-Type: multipart/mixed; boundary=edge",
            b"--edge\r\nContent-Type: text/plain\r\n\r\nHell",
            "Hell",
        ),
        (b"Content-Type: text/plain", b"a\x00b\x1b[31mc\x07", "ab[31mc"),
        (b"Content-Type: text/plain", b"one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
    ],
)
def test_whatever_it_says_it_is_it_is_text(head, raw, said):
    found = text(HEAD + head + b"\r\n\r\n" + raw)
    assert isinstance(found, str) and "\x00" not in found
    assert said is None or found == said


def test_a_long_letter_is_cut_and_says_so():
    found = text(HEAD + b"\r\n" + b"word " * 100_000)
    assert len(found) <= body.TEXT + 4 and found.endswith("[…]")


def test_html_becomes_text():
    html = """<html><head><title>T</title><style>p{}</style></head><body><div>Hello <b>you</b></div><div><br></div>
    <div>a &lt;b&gt; &amp;amp; <a href="https://example.org/a?b=1&amp;c=2">here</a></div>
    <table><tr><td>one</td><td>two</td></tr></table><p>Yours<p>Ada<script>alert(1)</script>
    <a href="javascript:x()">no</a> <a href="https://example.org/">example.org</a><!-- > unseen <p> --></body></html>"""
    said = words_of(html)
    assert said == (
        "Hello you\n\na <b> &amp; here (https://example.org/a?b=1&c=2)\n\none two\n\nYours\n\nAda no example.org"
    )


@pytest.mark.parametrize(
    "piece", ["<div>", "<", "<a ", "<a href=", "&", "<!--", "<!", "<td>", "<script>", "&#9999999999;", "<b x='", "\n ",
              "<a href=http://x>z", "</"],
)  # fmt: skip
def test_hostile_html_takes_no_time(piece):
    start = time.perf_counter()
    words_of(piece * (body.MARKUP // len(piece)))
    words_of("<!doctype html><p>" + piece * 1_000 + "9" * 10_000 + "</p>")
    assert time.perf_counter() - start < 10


def attached(raw):
    return list(body.attachments(parse(raw)))


def part(name, content=b"x", kind="application/octet-stream", disposition=b"attachment"):
    packed = base64.encodebytes(content)
    return (
        f"Content-Type: {kind}\r\nContent-Disposition: ".encode() + disposition + b"; filename=" + name
        + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + packed
    )  # fmt: skip


def test_attachments_are_bytes_with_a_name():
    bomb = zlib.compress(b"\0" * 10_000_000)
    found = attached(
        multipart(b"Content-Type: text/plain\r\n\r\nHello", part(b'"a.zip"', bomb, "application/zip"))
    )
    assert [(one.name, one.type) for one in found] == [("a.zip", "application/zip")]
    assert found[0].content == bomb, "never unpacked"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (b'"../../etc/passwd"', "passwd"),
        (b'"C:\\\\Users\\\\ada\\\\photo.jpg"', "photo.jpg"),
        (b'"a\\"b<c>.txt"', "abc.txt"),
        (b'"=?utf-8?q?caf=C3=A9=0D=0A.txt?="', "café .txt"),
        (b'"."', "application-1"),
        (b'""', "application-1"),
        (b'"' + b"x" * 500 + b'.txt"', "x" * 116 + ".txt"),
        (b"*=utf-8''caf%C3%A9.txt", "café.txt"),
    ],
)
def test_a_files_name_is_a_name(given, name):
    raw = multipart(part(given)).replace(b"filename=*", b"filename*")
    assert [one.name for one in attached(raw)] == [name]


def test_of_many_only_some_are_listed():
    assert len(attached(multipart(*(part(b"a.bin") for _ in range(200))))) == body.NAMES


def test_a_letter_within_a_letter_is_attached_as_it_is():
    within = b"Content-Type: message/rfc822\r\n\r\nFrom: bea@example.org\r\nSubject: Hi\r\n\r\nInner"
    found = attached(multipart(b"Content-Type: text/plain\r\n\r\nSee below", within))
    assert [one.name for one in found] == ["message.eml"] and b"Inner" in found[0].content
    assert text(multipart(b"Content-Type: text/plain\r\n\r\nSee below", within)) == "See below"


def test_what_is_too_intricate_is_kept_as_it_came():
    raw = multipart(*(b"\r\nx" for _ in range(5_000)))
    found = attached(raw)
    assert [one.content for one in found] == [raw] and "--edge" in text(raw)


def test_a_message_that_is_a_picture_has_it_attached():
    found = attached(HEAD + b'Content-Type: image/png; name="a.png"\r\n\r\nbytes')
    assert [(one.name, one.type) for one in found] == [("a.png", "image/png")]
