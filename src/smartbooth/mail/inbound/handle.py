"""What a message says is done, and committed, before it is acknowledged. The same message again changes nothing: a
server that did not hear the answer sends it once more.

Nothing is ever answered by mail. What is not for us to act on ends here, with its reason counted.
"""

from __future__ import annotations

from enum import StrEnum

from smartbooth.mail import choices, optout
from smartbooth.mail.inbound import automatic, believed, bounces, complaints, correspondence, returned
from smartbooth.mail.inbound.codes import Verdict
from smartbooth.mail.inbound.mailboxes import ROLES, Kind, Mailbox
from smartbooth.mail.inbound.received import Received
from smartbooth.people.models import Person


class Outcome(StrEnum):
    """What became of it. None of these tells who."""

    BOUNCED = "a letter came back"
    COMPLAINED = "a complaint"
    UNSUBSCRIBED = "unsubscribed"
    TAKEN = "kept for who answers"
    KNOWN = "known already"
    STILL_TRYING = "still being delivered"
    UNREAD = "came back, and cannot be read"
    STRANGE = "names no letter of ours"  # a report that anybody could have written
    AUTOMATIC = "nobody wrote it"


def handle(received: Received, mailbox: Mailbox) -> Outcome:
    """Raises correspondence.NotTaken for what is refused for good; django.db.DatabaseError and people.ring.RingError
    for what may be sent again."""
    if mailbox.kind == Kind.UNSUBSCRIBE:
        return _unsubscribe(mailbox.key)
    complaint = complaints.read(received)
    if complaint is not None:
        return _complaint(received, mailbox, complaint)
    came = returned.read(received) if _may_be_a_return(received, mailbox) else None
    if came is not None:
        return _return(received, mailbox, came)
    if mailbox.kind == Kind.BOUNCES:
        if automatic.says_so(received):
            return Outcome.AUTOMATIC
        return Outcome.UNREAD if bounces.unread(mailbox.key) else Outcome.KNOWN
    return _letter(received, mailbox)


def _unsubscribe(token: str) -> Outcome:
    """Whatever the mail says: sending one to this address is saying it (RFC 2369 3.2)."""
    person_id, topic = optout.read(token)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return Outcome.KNOWN
    return Outcome.UNSUBSCRIBED if choices.end(person, topic, choices.BY_MAIL) else Outcome.KNOWN


def _complaint(received: Received, mailbox: Mailbox, complaint: complaints.Complaint) -> Outcome:
    row = believed.letter(received, mailbox, complaint.paths)
    if not row:
        return _letter(received, mailbox) if mailbox.kind in ROLES else Outcome.STRANGE
    if not complaint.unwanted:
        return Outcome.AUTOMATIC
    return Outcome.COMPLAINED if complaints.stop(row) else Outcome.KNOWN


def _may_be_a_return(received: Received, mailbox: Mailbox) -> bool:
    """People quote bounces when they ask what they mean: a letter from somebody, to people, is one unless it is a
    report."""
    report = received.mail.get_content_type() == "multipart/report"
    return mailbox.kind == Kind.BOUNCES or not received.sender or report


def _return(received: Received, mailbox: Mailbox, came: returned.Return) -> Outcome:
    if came.verdict == Verdict.NOTHING:
        return Outcome.STILL_TRYING
    row = believed.letter(received, mailbox)
    if not row:
        return Outcome.STRANGE
    return Outcome.BOUNCED if bounces.record(row, came) else Outcome.KNOWN


def _letter(received: Received, mailbox: Mailbox) -> Outcome:
    if automatic.is_automatic(received, mailbox.kind):
        return Outcome.AUTOMATIC
    return Outcome.TAKEN if correspondence.take(received, mailbox) else Outcome.KNOWN
