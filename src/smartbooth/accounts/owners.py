"""Who is written to about a workspace as a whole."""

from __future__ import annotations

from smartbooth.accounts.models import Membership, User


def owners(workspace: str) -> list[User]:
    """The workspace's (id) owners with an address, one account a person, the oldest membership first. One query."""
    found: dict[str | None, User] = {}
    rows = Membership.objects.filter(workspace=workspace, role=Membership.OWNER, user__is_active=True)
    for membership in rows.exclude(user__person=None).select_related("user").order_by("pk"):
        found.setdefault(membership.user.person_id, membership.user)
    return list(found.values())
