"""The link to one's data: signed, for one use, with an end, and bound to the address it was mailed to. It may be opened
as often as wanted until then; opening it changes nothing (mail scanners open links too).

It stays in the path. A cookie instead would leave those without who refuse cookies (promise G4); the pages are never
stored, indexed or named to another site, and the path is unguessable, which is also what keeps others' forms out.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from smartbooth.mail import links
from smartbooth.mail.links import BadLink, Expired
from smartbooth.people.models import Person

__all__ = ["BadLink", "Expired", "Gone", "path", "person", "token"]

USE = "my-data"


class Gone(LookupError):
    """It was ours; the person was erased since, or has another address."""


def token(owner: Person, since: datetime) -> str:
    return links.sign(USE, owner.pk, _bound(owner), until=since + timedelta(hours=settings.RIGHTS_LINK_HOURS))


def path(person_id: str, since: datetime) -> str:
    """The link's path, "" for who is no more."""
    owner = Person.objects.filter(pk=person_id).first()
    return reverse("my_data", args=[token(owner, since)]) if owner else ""


def person(raw: str) -> Person:
    """Whose letter it opens. Raises BadLink, Expired, Gone."""
    ids = links.read(USE, raw)
    if len(ids) != 2:
        raise BadLink(USE)
    found = Person.objects.filter(pk=ids[0]).first()
    if found is None or _bound(found) != ids[1]:
        raise Gone
    return found


def _bound(owner: Person) -> str:
    """Changes with the address, and tells nothing of it."""
    return hashlib.sha256(b"link/" + bytes(owner.index)).hexdigest()[:12]
