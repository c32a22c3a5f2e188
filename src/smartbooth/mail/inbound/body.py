"""What a message says, as text, and what is attached to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message

from smartbooth.mail.inbound.charsets import decoded
from smartbooth.mail.inbound.hypertext import words_of
from smartbooth.mail.inbound.received import VALUE, Received, header, one_line, words

TEXT = 100_000  # characters of a letter that are kept: thirty pages; the rest is cut, and it says so
MARKUP = 2_000_000  # characters of HTML that are read
NAMES = 50  # attachments that are listed
NAME = 120  # characters of an attachment's name


@dataclass(frozen=True)
class Attached:
    """`content`: as it was before it was packed for mail; never unpacked further."""

    name: str
    type: str  # "image/png": what the message says it is
    content: bytes


def text(received: Received) -> str:
    """What a person reads: the plain text, or the HTML's where there is none. Lines end in "\\n"."""
    if not received.whole:
        return clean(decoded(received.raw[: 4 * TEXT], "utf-8"))
    plain: list[Message] = []
    markup: list[Message] = []
    for part in _leaves(received.mail):
        if part.get_content_maintype() == "text" and not _is_attached(part):
            (markup if part.get_content_subtype() == "html" else plain).append(part)
    written = clean("\n\n".join(decoded_text(part, 4 * TEXT) for part in plain))
    return written or clean("\n\n".join(words_of(decoded_text(part, MARKUP)) for part in markup))


def attachments(received: Received) -> Iterator[Attached]:
    """In their order, at most NAMES. Of a message that is too intricate to be read: its source."""
    if not received.whole:
        yield Attached("message.eml", "message/rfc822", received.raw)
        return
    found = 0
    for part in _leaves(received.mail):
        if part is not received.mail and _is_attached(part):
            found += 1
            if found > NAMES:
                return
            yield Attached(_name(part, found), part.get_content_type()[:80], content(part))
    if received.mail.get_content_maintype() not in ("text", "multipart", "message"):
        yield Attached(_name(received.mail, 1), received.mail.get_content_type()[:80], content(received.mail))


def clean(text: str) -> str:
    """Without control characters but line breaks and tabs, cut at TEXT."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    said = "\n".join("".join(c for c in line if c >= " " or c == "\t").rstrip() for line in lines).strip()
    said = said.encode("utf-8", "replace").decode()  # no half of a surrogate pair
    return said if len(said) <= TEXT else said[:TEXT].rstrip() + " […]"


def decoded_text(part: Message, most: int) -> str:
    """The first `most` characters of a part's text."""
    charset = part.get_param("charset", "utf-8")
    return decoded(content(part)[: 4 * most], charset if isinstance(charset, str) else charset[2])[:most]


def content(part: Message) -> bytes:
    """A part's bytes, of a message within it its source."""
    try:
        if part.is_multipart():
            return b"\n".join(one.as_bytes() for one in part.get_payload() if isinstance(one, Message))
        found = part.get_payload(decode=True)
    except (MessageError, ValueError, LookupError):  # the library's own, for what its parser lets through
        return b""
    return found if isinstance(found, bytes) else b""


def _leaves(mail: Message) -> Iterator[Message]:
    """The parts that hold something, messages within it as one each."""
    if mail.get_content_maintype() == "multipart" and mail.is_multipart():
        for part in mail.get_payload():
            if isinstance(part, Message):
                yield from _leaves(part)
    else:
        yield mail


def _is_attached(part: Message) -> bool:
    if part.get_content_maintype() != "text":
        return True
    return header(part, "content-disposition").lower().startswith("attachment") or bool(part.get_filename())


def _name(part: Message, number: int) -> str:
    """As the message says, without a path and what else a file's name should not have."""
    said = one_line(words(str(part.get_filename() or "")[:VALUE])).replace("\\", "/").rpartition("/")[2]
    said = "".join(c for c in said if c not in '<>:"|?*').strip(". ")
    if not said and part.get_content_maintype() == "message":
        return "message.eml"
    return said[-NAME:] or f"{part.get_content_maintype()[:20]}-{number}"
