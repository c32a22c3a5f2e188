"""Leads were handed over: whoever is told of them has a letter due."""

from __future__ import annotations

from datetime import datetime, timedelta

from smartbooth.accounts.models import Membership
from smartbooth.core import clock
from smartbooth.core.insert import insert_values
from smartbooth.leads.bulletins.rhythm import COME, NEVER, following
from smartbooth.leads.models import Bulletin, Lead

# Who has no bulletin yet is told from here on. A minute earlier, so that of two hand-overs at the same time, in two
# workers, the one that makes the row does not hide the other's leads.
BEFORE = timedelta(minutes=1)


def note(leads: list[Lead]) -> None:
    """See handover.given.also: `leads` are one launch's, in the transaction that hands them over. It holds the rows it
    looked at until then, so that a letter written meanwhile either tells of these leads or finds the next one due."""
    workspace, now = leads[0].workspace_id, clock.now()
    for membership in Membership.objects.filter(workspace=workspace, bulletin=None):
        _begin(membership, now)
    mine = Bulletin.objects.filter(membership__workspace=workspace).exclude(rhythm=NEVER)
    for bulletin in mine.select_for_update(of=("self",)).order_by("pk"):
        if bulletin.due_at is None:
            Bulletin.objects.filter(pk=bulletin.pk).update(due_at=due(bulletin, now))


def due(bulletin: Bulletin, now: datetime) -> datetime:
    """When what came at `now` is told."""
    if bulletin.rhythm == COME and bulletin.rests_until is not None:
        return max(now, bulletin.rests_until)
    return following(bulletin.rhythm, now)


def _begin(membership: Membership, now: datetime) -> None:
    row = {"membership_id": membership.pk, "rhythm": Bulletin.at_first(membership), "until": now - BEFORE}
    insert_values(Bulletin, {**row, "due_at": None, "rests_until": None})
