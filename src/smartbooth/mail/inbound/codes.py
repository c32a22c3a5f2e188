"""What a receiving server meant: that there is no such mailbox, that it refuses what was written or who wrote, or that
it could not just then.

By the enhanced status code (RFC 3463 and IANA's registry of them); where that says nothing in particular, by the words
beside it, as the large providers write them. In doubt the milder is meant: only the first stops letters at once.
"""

from __future__ import annotations

import re
from enum import IntEnum


class Verdict(IntEnum):
    """The mildest first. What a report says of several recipients is the mildest of it."""

    NOTHING = 0  # delivered, passed on, or still being tried
    REFUSED = 1  # this letter, its size, or us
    LATER = 2  # given up after days, a full mailbox, or no reason we can read
    GONE = 3  # no such mailbox


# The mailbox, or all of its domain, does not exist, or takes no mail any more.
_GONE = {
    "1.1",  # bad destination mailbox address
    "1.2",  # bad destination system address: no such domain
    "1.3",  # not an address
    "1.6",  # has moved, nobody knows where
    "1.10",  # null MX (RFC 7505): the domain takes no mail
    "2.1",  # mailbox disabled
}
_NO_ROUTE = "4.4"  # Postfix's where the domain does not exist, and others' for other things
_LETTER = {"2.3", "3.4"}  # too long for the mailbox, for the system
_SENDER = {"1.7", "1.8"}  # our address, not theirs
_LETTERS_SUBJECTS = {"6", "7"}  # media, security or policy
# Servers use these for anything: what stands beside them tells more.
_VAGUE = {"0.0", "1.0", "2.0", "3.0", "4.0", "4.1", "5.0"}

_FIELD = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})(?!\d)")
_QUOTED = re.compile(r"(?:\b[245]\d\d[ -]#?|#|\()([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")  # no program's version
MOST = 8_000  # characters of words that are looked at
_RATE = re.compile(r"\bat a rate\b|too quickly|rate.?limit", re.IGNORECASE)  # Gmail says 5.2.1 for it too
_REFUSES = re.compile(
    r"spam|black.?list|block.?list|\bpolic|reputation|dmarc|\bspf\b|\bdkim\b|virus|malware|content"
    r"|too large|message size|size limit|blocked (?:using|by)|not authori[sz]ed",
    re.IGNORECASE,
)
_NO_DOMAIN = re.compile(
    r"(?:host|domain|name) (?:is )?(?:not found|unknown)|no such (?:host|domain)|nxdomain", re.I
)
_IS_FULL = re.compile(r"quota|mailbox (?:is )?full|full mailbox|insufficient (?:system )?storage", re.IGNORECASE)
_NO_SUCH = re.compile(
    r"(?:user|recipient|mailbox|account|address(?:ee)?|alias|name) (?:is |was |has been |does )?"
    r"(?:(?:not |un|in)(?:a |be |currently )?(?:known|found|exist|valid|available|recogni[sz]ed|active)"
    r"|disabled|deleted|closed|terminated)\b"
    r"|(?:unknown|invalid|archived|no such|nonexist[ae]nt|non-existent|inactive|disabled|bad destination) "
    r"(?:local )?(?:user|recipient|mailbox|account|address|person)"
    r"|(?:does not|doesn[’']t|not) (?:exist|have an? [^ ]{1,60} account)|not a known user|no mailbox here|unknown host"
    r"|not listed in \w+ directory|n[’']existe pas|destinataire inconnu"
    r"|no longer (?:exists|with|in use|available|valid)|recipient address rejected: (?:access denied|undeliverable)",
    re.IGNORECASE,
)


def of(status: str, words: str = "") -> Verdict:
    """`status`: "5.1.1" as a report's Status field has it, or "". `words`: what the server said; a code in them is the
    receiving server's own, the field may be its translation by the one before."""
    text = words[:MOST]
    field = _FIELD.match(status)
    quoted = list(_QUOTED.finditer(text))
    first = field or (quoted[0] if quoted else None)
    if first is not None and first[1] != "5":
        return Verdict.LATER if first[1] == "4" else Verdict.NOTHING
    own = next((code for code in map(_code, quoted) if code), "")
    code = own or (_code(field) if field else "")
    if not code:
        return _by_words(text)
    verdict = _by_code(code, text)
    if verdict == Verdict.GONE and not own and _REFUSES.search(text) and not _NO_SUCH.search(text):
        return Verdict.REFUSED  # sendmail says 5.1.1 for whatever is refused with 550 and no code
    return verdict


def _code(found: re.Match[str]) -> str:
    """ "1.1" of a permanent failure's code, "" where it is vague or none."""
    code = f"{found[2]}.{found[3]}"
    return code if found[1] == "5" and code not in _VAGUE else ""


def _by_code(code: str, text: str) -> Verdict:
    if code in _GONE:
        return Verdict.LATER if code == "2.1" and _RATE.search(text) else Verdict.GONE
    if code == _NO_ROUTE and _NO_DOMAIN.search(text):
        return Verdict.GONE
    if code in _LETTER or code in _SENDER or code.partition(".")[0] in _LETTERS_SUBJECTS:
        return Verdict.REFUSED
    return Verdict.LATER


def _by_words(text: str) -> Verdict:
    if _RATE.search(text) or _IS_FULL.search(text):
        return Verdict.LATER
    if _REFUSES.search(text):
        return Verdict.REFUSED
    return Verdict.GONE if _NO_SUCH.search(text) else Verdict.LATER
