"""What a member chooses."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from smartbooth.accounts.models import Membership
from smartbooth.core import clock
from smartbooth.core.insert import insert_values
from smartbooth.leads.bulletins import arrived
from smartbooth.leads.bulletins.rhythm import NEVER
from smartbooth.leads.models import Bulletin
from smartbooth.people import suppression
from smartbooth.people.models import Person


def rhythm(membership: Membership) -> str:
    """The one they chose, or the one everybody begins with. For many: `select_related("bulletin")`."""
    bulletin: Bulletin | None = getattr(membership, "bulletin", None)
    return bulletin.rhythm if bulletin else Bulletin.at_first(membership)


def choose(membership: Membership, wanted: str) -> None:
    """From now on `wanted` (a key of RHYTHMS). Who was never told is told of what comes from here on; who was, of what
    came since their last letter."""
    now = clock.now()
    with transaction.atomic():
        row = {"membership_id": membership.pk, "rhythm": NEVER, "until": now, "due_at": None, "rests_until": None}
        insert_values(Bulletin, row)
        bulletin = Bulletin.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        if bulletin.rhythm == NEVER:
            bulletin.until = now
        bulletin.rhythm = wanted
        if wanted == NEVER:
            bulletin.due_at = None
        elif bulletin.due_at is not None:
            bulletin.due_at = arrived.due(bulletin, now)
        bulletin.save()


def offered(person: Person) -> Iterator[str]:
    """See mail.choices.offered_by."""
    if Membership.objects.filter(user__person=person).exists():
        yield suppression.NEW_LEADS
