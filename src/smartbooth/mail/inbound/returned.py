"""What came back, read: a delivery report (RFC 3464), or what servers sent before there were any and some still do,
which flufl.bounce knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from flufl.bounce import all_failures

from smartbooth.mail.inbound import codes
from smartbooth.mail.inbound.body import decoded_text
from smartbooth.mail.inbound.codes import Verdict
from smartbooth.mail.inbound.received import Received, header, inside

RECIPIENTS = 50  # of one report that are looked at; a letter of ours has one
FORE = 64 * 1024  # bytes: old bounces say it before they return the letter. More would give their patterns an hour
LINE = 500  # bytes of a line; an address has 254
REASONS = 8_000  # characters among which a reason is looked for
STATUS = "message/delivery-status"
NOTICE = (
    "message/disposition-notification"  # RFC 8098: somebody read it; Dovecot also says so that a mailbox is full
)
RETURNED = {  # what holds the letter itself
    "message/rfc822", "message/rfc822-headers", "text/rfc822-headers", "message/global", "message/global-headers",
}  # fmt: skip
_GOES_ON = ("delayed", "delivered", "relayed", "expanded")
_FAILED = ("fail", "error")  # OpenSMTPD says "error"
_SPLIT = re.compile(  # where the letter itself begins, in what returns it as text
    r"^[- \t]*(?:.{0,40}(?:copy of (?:the|your) message|original message|returned mail|message header|returned message"
    r"|below this line).{0,40})[- \t:]*$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Return:
    """`recipients`: the addresses it names, as written there; none where they were taken out. `verdict`: NOTHING
    where the letter is still being tried, or arrived."""

    verdict: Verdict
    recipients: frozenset[str] = frozenset()


def read(received: Received) -> Return | None:
    """None where it is no bounce that we can read."""
    reported = list(_reported(received))
    if reported:
        mildest = min(verdict for verdict, _who in reported)
        return Return(mildest, frozenset().union(*(who for _verdict, who in reported)))
    notice = inside(received.first(NOTICE))
    if notice is not None and "displayed" in header(notice, "disposition").lower():
        return None
    return _old(received)


def _reported(received: Received) -> Iterator[tuple[Verdict, set[str]]]:
    """(verdict, recipient's addresses) of each recipient of a delivery report."""
    status = received.first(STATUS)
    blocks = status.get_payload() if status is not None else None
    if not isinstance(blocks, list):
        return
    for block in (one for one in blocks[: RECIPIENTS + 1] if isinstance(one, Message)):
        action = header(block, "action").lower()
        if action.startswith(_GOES_ON):
            yield Verdict.NOTHING, _recipients(block)
        elif action.startswith(_FAILED):
            field, said = header(block, "status"), header(block, "diagnostic-code")
            yield codes.of(field, f"{said or _reason(received.mail)} {field}"), _recipients(block)


def _recipients(block: Message) -> set[str]:
    """Of "rfc822; sam@example.org": the address."""
    fields = (header(block, name) for name in ("original-recipient", "final-recipient"))
    found = (field.rpartition(";")[2].strip().strip("<>") for field in fields)
    return {address for address in found if "@" in address}


def _old(received: Received) -> Return | None:
    cut = b"\n".join(line[:LINE] for line in received.raw[:FORE].split(b"\n"))
    mail = BytesParser(policy=compat32).parsebytes(cut)
    try:
        temporary, permanent = all_failures(mail)
    except Exception:  # noqa: BLE001 - one of its seventeen detectors trips over this mail, and so none has read it
        return None
    who = frozenset(address.decode("ascii", "replace") for address in permanent or temporary)
    if permanent:
        return Return(codes.of("", _reason(mail)), who)
    return Return(Verdict.NOTHING, who) if temporary else None  # its warnings: still being tried


def _reason(mail: Message) -> str:
    """The words before the returned letter: in what it says itself there may be anything."""
    said = []
    for part in mail.walk():
        if part.get_content_type() in RETURNED:
            break
        if part.get_content_type() == "text/plain":
            text = decoded_text(part, REASONS)
            said.append(_SPLIT.split(text, maxsplit=1)[0])
    return "\n".join(said)[:REASONS]
