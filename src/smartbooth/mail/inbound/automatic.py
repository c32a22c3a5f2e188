"""Mail that no person wrote: it opens no case, and stops nothing."""

from __future__ import annotations

from smartbooth.mail.inbound.mailboxes import Kind
from smartbooth.mail.inbound.received import Received

# "list" is not among them: a support address may be a group's, and all its mail has it.
PRECEDENCES = {"bulk", "junk", "auto_reply", "auto-reply"}
ANSWERS = ("x-autoreply", "x-autorespond", "x-autoresponse")  # before RFC 3834


def says_so(received: Received) -> bool:
    """Whether it calls itself an answer by itself (RFC 3834 5), as holiday notices do."""
    said = received.header("auto-submitted").lower()
    return said.startswith("auto-replied") or any(map(received.header, ANSWERS))


def is_answer(received: Received) -> bool:
    """Such a one, or a report of any kind but a complaint."""
    report = received.mail.get_content_type() == "multipart/report"
    kind = str(received.mail.get_param("report-type", "")).lower()
    return says_so(received) or not received.sender or (report and kind != "feedback-report")


def is_automatic(received: Received, mailbox: Kind) -> bool:
    """Whether a mail to people is one of a machine's. Who reports abuse is mostly a program: to `abuse` only answers
    count as such."""
    if is_answer(received):
        return True
    if mailbox == Kind.ABUSE:
        return False
    said = received.header("auto-submitted").lower()
    return (said != "" and not said.startswith("no")) or received.header("precedence").lower() in PRECEDENCES
