"""A letter's bytes (RFC 5322, RFC 2045, RFC 2046 multipart/alternative).

The standard library's generator takes 4.4 ms a letter, most of it to find out the same again; here what a hundred
thousand letters share is encoded once, and a reader's token set in where it goes. A test reads every letter back with
the standard library's parser.
"""

from __future__ import annotations

import binascii
from collections.abc import Sequence
from email.header import Header
from email.headerregistry import Address as Mailbox
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache

from django.conf import settings

from smartbooth.mail import optout
from smartbooth.mail.letter import Letter
from smartbooth.mail.links import absolute

# "=_" is in no quoted-printable text: the boundary of all letters, so that two readers' letters do not differ in it.
BOUNDARY = b"=_smartbooth"
SOFT = b"=\r\n"  # a soft line break (RFC 2045 6.7): what stands between two is a line of its own
LONGEST = 76  # characters of a line, without its end (RFC 2045 6.7)
HEAD = (
    b"Auto-Submitted: auto-generated\r\n"  # RFC 3834: no holiday notice answers it
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: multipart/alternative; boundary="' + BOUNDARY + b'"\r\n'
)


def encoded(pieces: Sequence[str]) -> list[bytes]:
    """Each piece of a text in quoted-printable, with CRLF. Between two of them a line of at most 74 characters may be
    put, with a soft break on each side."""
    made = [_crlf(binascii.b2a_qp(piece.replace("\r\n", "\n").encode())) for piece in pieces]
    return [*map(_with_room, made[:-1]), made[-1]]


def _crlf(lines: bytes) -> bytes:
    return lines.replace(b"\n", b"\r\n")


def _with_room(piece: bytes) -> bytes:
    """With room for the "=" of a soft break at the end of its last line: at most 75 characters in it."""
    start = piece.rfind(b"\n") + 1
    if len(piece) - start < LONGEST:
        return piece
    cut = start + LONGEST // 2
    while b"=" in piece[cut - 2 : cut]:  # not within an octet's three characters
        cut += 1
    return piece[:cut] + SOFT + piece[cut:]


def source(letter: Letter, address: str) -> bytes:
    """The letter as it goes out, unsigned, to `address`; "" leaves To away. Its lines end with CRLF. A local part with
    letters beyond ASCII makes UTF-8 headers (RFC 6532), which need a server with SMTPUTF8."""
    return headers(letter, address) + b"\r\n" + body(letter)


def headers(letter: Letter, address: str) -> bytes:
    lines = [_sender(settings.BRAND, settings.MAIL_SENDER)]
    if address:
        lines.append(f"To: {address}\r\n")
    if settings.MAIL_SENDER != settings.SUPPORT_ADDRESS:
        lines.append(f"Reply-To: {settings.SUPPORT_ADDRESS}\r\n")
    lines += [
        _subject(letter.subject),
        f"Date: {format_datetime(letter.moment)}\r\n",
        f"Message-ID: {letter.message_id}\r\n",
        f"Content-Language: {letter.language}\r\n",
    ]
    if letter.topic:
        lines += _leaving(letter)
    return "".join(lines).encode() + HEAD


def body(letter: Letter) -> bytes:
    """Both parts, the written text first (RFC 2046 5.1.4: the better one last)."""
    token = SOFT + letter.token.encode() + SOFT
    text, html = (token.join(pieces) for pieces in letter.words.parts)
    return b"".join((
        b"--", BOUNDARY, b"\r\n", _part("plain"), text,
        b"\r\n--", BOUNDARY, b"\r\n", _part("html"), html,
        b"\r\n--", BOUNDARY, b"--\r\n",
    ))  # fmt: skip


def _part(kind: str) -> bytes:
    return f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'.encode()


def _leaving(letter: Letter) -> list[str]:
    """RFC 2369, RFC 8058: both ways, and that the first is one click."""
    stop = absolute(optout.stop_path(letter.token))
    return [
        f"List-Id: <{letter.topic}.{settings.MAIL_DOMAIN}>\r\n",
        f"List-Unsubscribe: <{stop}>,\r\n <mailto:{optout.mailbox(letter.token)}?subject=unsubscribe>\r\n",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
    ]


@lru_cache(maxsize=8)
def _sender(brand: str, address: str) -> str:
    """The brand's name as RFC 2047 has it where it is not ASCII."""
    local, _at, domain = address.rpartition("@")
    folded: str = SMTP.header_factory("From", str(Mailbox(brand, local, domain))).fold(policy=SMTP)
    return folded


@lru_cache(maxsize=256)
def _subject(text: str) -> str:
    made = Header(
        text, None if text.isascii() and "=?" not in text else "utf-8", header_name="Subject", maxlinelen=76
    )
    return f"Subject: {made.encode(linesep=chr(13) + chr(10))}\r\n"
