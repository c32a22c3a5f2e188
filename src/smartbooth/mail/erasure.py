"""What becomes of an erased person's messages: the rows stay, as nobody's, and count what was sent."""

from __future__ import annotations

from smartbooth.mail.admit import NOBODY
from smartbooth.mail.letter import NOTHING
from smartbooth.mail.models import Outbox
from smartbooth.people.models import Person


def erased(person: Person) -> None:
    """In the transaction that erases them: nothing that waited is sent, and no row tells whose it was or what about."""
    theirs = Outbox.objects.filter(person_id=person.pk)
    theirs.exclude(state__in=Outbox.WENT).update(state=Outbox.SUPPRESSED, problem=NOBODY)
    theirs.update(person_id="", params=NOTHING, unique=None)
