"""Whom an announcement is for: everybody with an account, or the owners of one workspace. Never somebody who left an
address on a page."""

from __future__ import annotations

from django.db.models import QuerySet

from smartbooth.accounts.models import Membership, User
from smartbooth.announcements.models import Announcement


def accounts(announcement: Announcement) -> QuerySet[User]:
    """Those whose persons are written to, as of now."""
    found = User.objects.filter(is_active=True).exclude(person=None)
    if announcement.workspace_id is None:
        return found
    owners = Membership.objects.filter(workspace=announcement.workspace_id, role=Membership.OWNER)
    return found.filter(pk__in=owners.values("user"))


def count(announcement: Announcement) -> int:
    """Persons: two accounts of one get one letter."""
    return accounts(announcement).values("person").distinct().count()
