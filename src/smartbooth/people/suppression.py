"""Addresses that must not get a class of messages: an objection that outlives the person it came from.

What is kept is HMAC(class and blind index) under the ring's index key: it tells whether an address in hand is on the
list, and nothing else. A person is found on it without being read.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from smartbooth.core import clock
from smartbooth.core.insert import insert_values
from smartbooth.people import ring
from smartbooth.people.models import Person, Suppression

MARKETING = "marketing"  # everything that advertises, the digest too
DIGEST = "digest"  # other launches' news
NEWSLETTER = "newsletter"  # the service's own
NEW_LEADS = "new-leads"  # to an owner: who left an address on their pages
REMINDERS = "reminders"  # to an owner: a page goes live tomorrow
VERDICTS = "verdicts"  # to an owner: what a test has come to
EVERYTHING = "all"  # every message that is not about a right or an account
BOUNCED = "bounced"  # the mailbox does not exist: what can be stopped is not sent there; the rest is tried
MOVED = "address corrected"  # how
WIDER = {
    DIGEST: (MARKETING, EVERYTHING, BOUNCED),
    NEWSLETTER: (MARKETING, EVERYTHING, BOUNCED),
    NEW_LEADS: (EVERYTHING, BOUNCED),
    REMINDERS: (EVERYTHING, BOUNCED),
    VERDICTS: (EVERYTHING, BOUNCED),
    MARKETING: (EVERYTHING,),
    EVERYTHING: (),
}


def add(index: bytes, kind: str, how: str = "") -> bool:
    """`index`: `vault.index(address)` or `Person.index`. Whether it was not there yet. Runs in the caller's
    transaction."""
    row = {"hash": digest(index, kind), "kind": kind, "added_at": clock.now(), "how": how}
    return insert_values(Suppression, row)


def lift(index: bytes, kind: str) -> bool:
    """Take the person's word that they want this class again. Whether there was something to lift."""
    return Suppression.objects.filter(pk=digest(index, kind)).delete()[0] > 0


def carry(old: bytes, new: bytes) -> None:
    """A person has another address: what they stopped stays stopped there, and at the old one, whoever reads it."""
    for kind in WIDER:
        if Suppression.objects.filter(pk=digest(old, kind)).exists():
            add(new, kind, MOVED)


def found(index: bytes, kind: str) -> Suppression | None:
    """When and how this very class was stopped, whatever wider ones are."""
    return Suppression.objects.filter(pk=digest(index, kind)).first()


def is_suppressed(index: bytes, kind: str) -> bool:
    return bool(of([index], kind))


def of(indexes: Iterable[bytes], kind: str) -> set[bytes]:
    """Those of `indexes` that must not get messages of `kind`, be it by a wider class. One query."""
    return set(since(indexes, kind))


def of_persons(persons: Iterable[str], kind: str) -> set[str]:
    """The same for persons, by id. Two queries; nobody is read."""
    known = {
        bytes(index): key for key, index in Person.objects.filter(pk__in=list(persons)).values_list("pk", "index")
    }
    return {known[index] for index in of(known, kind)}


def since(indexes: Iterable[bytes], kind: str) -> dict[bytes, datetime]:
    """Those of `indexes` that must not get messages of `kind`, and since when; be it by a wider class. One query."""
    asked = {
        digest(index, one): bytes(index) for index in indexes for one in (kind, *WIDER.get(kind, (EVERYTHING,)))
    }
    found: dict[bytes, datetime] = {}
    for hash_, added_at in Suppression.objects.filter(pk__in=list(asked)).values_list("pk", "added_at"):
        index = asked[bytes(hash_)]
        found[index] = min(added_at, found.get(index, added_at))
    return found


def hindrance(index: bytes, kind: str) -> Suppression | None:
    """What keeps messages of `kind` away, be it a wider class: when it began, and how. The first of several."""
    wanted = [digest(index, one) for one in (kind, *WIDER.get(kind, (EVERYTHING,)))]
    return Suppression.objects.filter(pk__in=wanted).order_by("added_at").first()


def digest(index: bytes, kind: str) -> bytes:
    """32 bytes. Raises ring.RingError."""
    message = b"suppression/" + kind.encode() + b"/" + bytes(index)
    return hmac.new(ring.current(ring.INDEX)[1], message, hashlib.sha256).digest()
