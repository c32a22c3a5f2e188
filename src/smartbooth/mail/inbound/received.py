"""One message as it came, parsed once. Anybody can send one, made to cost as much as it can: what a message may consist
of is counted first, by searching its bytes, and one with more is read as far as its headers and no further.

Nothing in it is unpacked: an archive is bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32  # what flufl.bounce reads; and it raises for no header, whatever is in it

from smartbooth.mail.inbound.charsets import decoded

# Each bound is several times what mail programs make; past it the parser's time or memory grows without one.
CONTAINERS = 30  # multiparts and messages in it
WORK = (
    1_000_000  # of them times lines: the parser goes through all that are open at each line, in two seconds then
)
PARTS = 1_000  # lines that may begin a part: each part is an object of a kilobyte
LINES = 400_000  # ten megabytes of base64 have 140,000
HEADERS = 256 * 1024  # bytes before the first empty line
VALUE = 4_000  # characters of one header that are looked at

_CONTAINER = re.compile(rb"content-type:\s*(?:multipart|message)/", re.IGNORECASE)
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_ANGLED = re.compile(r"<\s*([^\s<>]{1,320}@[^\s<>]{1,320})\s*>")
_BARE = re.compile(r"[^\s<>\"(),;:\[\]]{1,320}@[^\s<>\"(),;:\[\]]{1,320}")
_FOLD = re.compile(r"\r?\n(?=[ \t])")  # RFC 5322 2.2.3: what a folded line ends with; its blank stays
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True)
class Received:
    """`sender`: the envelope's (RFC 5321 reverse-path), "" for the null sender of what answers nobody. `whole`: False
    where only the headers of `mail` were read."""

    sender: str
    raw: bytes
    mail: Message
    whole: bool

    def header(self, name: str) -> str:
        return header(self.mail, name)

    def parts(self) -> Iterator[Message]:
        """Each part, and the message itself, outer ones first."""
        return self.mail.walk()

    def first(self, content_type: str) -> Message | None:
        """The first part of this type ("message/delivery-status")."""
        return next((part for part in self.parts() if part.get_content_type() == content_type), None)


def inside(part: Message | None) -> Message | None:
    """What stands in a message/… part: the parser takes its fields for a message within it."""
    held = part.get_payload() if part is not None else None
    return held[0] if isinstance(held, list) and held and isinstance(held[0], Message) else None


def parse(raw: bytes, sender: str = "") -> Received:
    """Raises nothing, whatever `raw` is."""
    whole = fits(raw)
    mail = BytesParser(policy=compat32).parsebytes(raw) if whole else heads(raw)
    return Received("" if sender == "<>" else sender, raw, mail, whole)


def heads(raw: bytes) -> Message:
    """Its headers alone."""
    return BytesParser(policy=compat32).parsebytes(_head(raw), headersonly=True)


def fits(raw: bytes) -> bool:
    """Whether parsing all of it costs what its size lets expect."""
    lines = raw.count(b"\n")
    if lines > LINES or len(_head(raw)) >= HEADERS:
        return False
    containers = sum(1 for _found in _CONTAINER.finditer(raw))
    flat = containers <= CONTAINERS and containers * lines <= WORK and raw.count(b"\n--") <= PARTS
    return containers == 0 or flat


def _head(raw: bytes) -> bytes:
    end = _END_OF_HEADERS.search(raw, 0, HEADERS)
    return raw[: end.end() if end else HEADERS]


def header(mail: Message, name: str) -> str:
    """The first header of this name as one line of text, its encoded words (RFC 2047) read; "" where there is none.
    No control character is left in it: nothing that is made of it can have a second header."""
    for given, value in mail.raw_items():
        if given.lower() == name.lower():
            return one_line(words(_FOLD.sub("", str(value)[:VALUE])))
    return ""


def addresses(text: str) -> list[str]:
    """The mail addresses in a header's text, those in angle brackets first, each once. Found, not parsed: the library's
    parser goes as deep as brackets are opened."""
    return list(dict.fromkeys(_ANGLED.findall(text) + _BARE.findall(text)))


def one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())


def words(raw: str) -> str:
    """Encoded words (RFC 2047) read. Bytes of a header stand in `raw` as surrogates: UTF-8 since RFC 6532, what else
    they may be before."""
    escaped = "".join(c if not "\ud800" <= c <= "\udfff" or "\udc80" <= c <= "\udcff" else "\ufffd" for c in raw)
    text = escaped.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        found = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(part if isinstance(part, str) else decoded(part, charset or "utf-8") for part, charset in found)
