"""Who is written to about a workspace as a whole."""

from __future__ import annotations

from smartbooth.accounts.models import Membership


def owners(workspace: str) -> list[Membership]:
    """Of the workspace's (id) owners with an address, one membership a person, the oldest first, with its user. One
    query."""
    found: dict[str | None, Membership] = {}
    rows = Membership.objects.filter(workspace=workspace, role=Membership.OWNER, user__is_active=True)
    for membership in rows.exclude(user__person=None).select_related("user").order_by("pk"):
        found.setdefault(membership.user.person_id, membership)
    return list(found.values())
