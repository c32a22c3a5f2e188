"""Which letter of ours a message is about. Whoever says that a letter came back, or was unwanted, stops somebody's
mail: they are believed where they must have had that letter, since its return path is signed and its Message-ID is
random, and both are in the letter and nowhere else (docs/decisions/0021)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message

from django.conf import settings

from smartbooth.mail import verp
from smartbooth.mail.inbound.body import decoded_text
from smartbooth.mail.inbound.mailboxes import Kind, Mailbox
from smartbooth.mail.inbound.received import Received, header
from smartbooth.mail.models import Outbox

SOUGHT = 200_000  # characters of a part in which the returned letter's headers are looked for
PARTS = 20  # that are looked into


def letter(received: Received, mailbox: Mailbox, paths: tuple[str, ...] = ()) -> str:
    """The row's id, or "". `paths`: addresses that the message says the letter was from. A row that is named by its
    signature may be gone by now."""
    if mailbox.kind == Kind.BOUNCES:
        return mailbox.key
    for path in paths:
        if found := _by_path(path):
            return found
    for found in _by_message_id(received):
        if Outbox.objects.filter(pk=found).exists():
            return found
    return ""


def _by_path(path: str) -> str:
    address = path.strip().strip("<>")
    local, _at, domain = address.rpartition("@")
    if domain.lower() != settings.MAIL_DOMAIN.lower():
        return ""
    try:
        return verp.read(local)
    except verp.NoReturnPath:
        return ""


def _by_message_id(received: Received) -> Iterator[str]:
    """Of letters returned in it: as a message, as its headers, or as text below the words."""
    for number, part in enumerate(received.parts()):
        if number == PARTS:
            return
        if part is not received.mail and (found := _ours(f"Message-ID: {header(part, 'message-id')}")):
            yield found
        readable = part.get_content_maintype() == "text" or _is_opaque(part)
        if readable and (found := _ours(decoded_text(part, SOUGHT))):
            yield found


def _is_opaque(part: Message) -> bool:
    """Headers alone, in a type that the parser takes for no message."""
    return part.get_content_maintype() == "message" and not part.is_multipart()


def _ours(text: str) -> str:
    host = re.escape(settings.STUDIO_HOST)
    found = re.search(rf"^[ \t>]*message-id:\s*<([0-9a-z]{{1,16}})@{host}>", text, re.IGNORECASE | re.MULTILINE)
    return found[1].lower() if found else ""
