"""What a server's answer means for a letter (RFC 5321 4.2.1, enhanced codes of RFC 3463)."""

from __future__ import annotations

import re
from typing import NoReturn

from django.utils.translation import gettext_noop

from smartbooth.mail.transports import Away, Later, Refused

_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
WHO_ARE_WE = frozenset({"5.7.0", "5.7.8", "4.7.0"})  # RFC 4954 6, RFC 3463: sign in first
ABOUT_THE_LETTER = frozenset({"5.3.4", "5.2.3", "5.6.7"})  # too large; an address it cannot write
REFUSES_US = gettext_noop("The mail server takes no letters from us.")
_RELAY = re.compile(r"\brelay(?:ing)?\b", re.IGNORECASE)
# The mailbox, or its whole domain, does not exist or was closed; all else (a full one, a policy, what the letter says)
# is no word about the address.
NO_MAILBOX = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4"})


def _about_us(verb: str, code: int, enhanced: str, said: str) -> bool:
    """That we may not send at all, or no more for now (an account, a quota, a relay that does not know us), is no word
    about this letter. To MAIL all is about us but its size; to RCPT what asks who we are, and a relay that is none."""
    if verb == "MAIL":
        return not (code == 552 or enhanced in ABOUT_THE_LETTER)
    return verb == "RCPT" and (code in (530, 535) or enhanced in WHO_ARE_WE or bool(_RELAY.search(said)))


def judge(code: int, text: bytes, verb: str) -> NoReturn:
    """Raises Away, Later or Refused. `verb`: what was answered so. Never repeats what the server wrote, which likes to
    repeat the address."""
    said = text.decode("utf-8", "replace")
    found = _ENHANCED.search(said)
    enhanced = found[1] if found else ""
    says = f"{verb}: {code}{' ' + enhanced if enhanced else ''}"
    if _about_us(verb, code, enhanced, said):
        raise Away(REFUSES_US, says)
    if 400 <= code < 500 or not 500 <= code < 600:
        raise Later(says)
    mailbox = verb == "RCPT" and enhanced in NO_MAILBOX  # a bare 550 may be about us
    raise Refused(says, mailbox=mailbox)
