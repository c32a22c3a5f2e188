"""What a server's answer means for a letter (RFC 5321 4.2.1, enhanced codes of RFC 3463)."""

from __future__ import annotations

import re
from typing import NoReturn

from smartbooth.mail.transports import Later, Refused

_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
# The mailbox, or its whole domain, does not exist or was closed; all else (a full one, a policy, what the letter says)
# is no word about the address.
NO_MAILBOX = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4"})


def judge(code: int, text: bytes, verb: str) -> NoReturn:
    """Raises Later or Refused. `verb`: what was answered so. Never repeats what the server wrote, which likes to repeat
    the address."""
    said = text.decode("utf-8", "replace")
    found = _ENHANCED.search(said)
    enhanced = found[1] if found else ""
    says = f"{verb}: {code}{' ' + enhanced if enhanced else ''}"
    if 400 <= code < 500 or not 500 <= code < 600:
        raise Later(says)
    mailbox = verb == "RCPT" and enhanced in NO_MAILBOX  # a bare 550 may be about us
    raise Refused(says, mailbox=mailbox)
