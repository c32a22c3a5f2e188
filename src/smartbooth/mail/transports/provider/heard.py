"""What a provider's event means: a letter that came back, somebody who complains or wants no more. That a letter was
opened, or a link in it followed, is dropped unread and kept nowhere."""

from __future__ import annotations

import re
from typing import Any

from anymail.signals import EventType, RejectReason

from smartbooth.mail import choices
from smartbooth.mail.inbound import bounces, codes, complaints
from smartbooth.mail.inbound.codes import Verdict
from smartbooth.mail.inbound.returned import Return
from smartbooth.mail.messages import messages
from smartbooth.mail.models import Outbox
from smartbooth.mail.transports.provider.written import LETTER
from smartbooth.people.models import Person

_ID = re.compile(r"[0-9a-z]{1,16}")
_OWN_ID = re.compile(r"<?([0-9a-z]{1,16})@")  # of our Message-ID, where a provider keeps it
FAILED = frozenset({EventType.BOUNCED, EventType.REJECTED, EventType.FAILED})
# Where the provider does not repeat what the receiving server said. The milder where it may mean several things:
# "bounced" is said of full mailboxes too.
VERDICTS = {
    RejectReason.INVALID: Verdict.GONE,
    RejectReason.BOUNCED: Verdict.LATER,
    RejectReason.TIMED_OUT: Verdict.LATER,
}


def hear(event: Any) -> bool:
    """One of Anymail's tracking events. Whether it changed anything."""
    row = _row(event)
    if row is None:
        return False
    if event.event_type == EventType.COMPLAINED or event.reject_reason == RejectReason.SPAM:
        return complaints.stop(row.pk)
    if event.event_type == EventType.UNSUBSCRIBED or event.reject_reason == RejectReason.UNSUBSCRIBED:
        return _unsubscribed(row)
    if event.event_type in FAILED:
        return bounces.record(row.pk, Return(_verdict(event), frozenset(filter(None, [event.recipient]))))
    return False


def _row(event: Any) -> Outbox | None:
    """By the id that travelled with the letter, as metadata, a tag or its Message-ID (`written.py`)."""
    named = [(event.metadata or {}).get(LETTER), *(event.tags or [])]
    own = _OWN_ID.match(str(event.message_id or ""))
    ids = [str(one) for one in (*named, own and own[1]) if one and _ID.fullmatch(str(one))]
    return Outbox.objects.filter(pk__in=ids).first() if ids else None


def _verdict(event: Any) -> Verdict:
    said = str(event.mta_response or "")
    if said and event.event_type == EventType.BOUNCED:
        return codes.of("", said)
    return VERDICTS.get(event.reject_reason, Verdict.REFUSED)


def _unsubscribed(row: Outbox) -> bool:
    """By a way of the provider's own: it means what our one click means."""
    person = Person.objects.filter(pk=row.person_id).first() if row.person_id else None
    message = messages().get(row.message)
    if person is None or message is None:
        return False
    return choices.end(person, message.leaves, choices.BY_LINK)
