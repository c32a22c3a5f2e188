"""A workspace's end, as far as launches go: none may be live, the others go with all that rooms keep about them."""

from __future__ import annotations

from smartbooth.accounts.closing import LIVE, StillNeeded
from smartbooth.accounts.models import Workspace
from smartbooth.accounts.tenancy import within
from smartbooth.launches.models import Launch, Publication
from smartbooth.launches.removal import remove


def of_workspace(workspace: Workspace) -> None:
    """Delete its launches. Raises StillNeeded where one is live: its visitors were promised that somebody answers."""
    with within(workspace):
        if Publication.objects.filter(ended_at=None).exists():
            raise StillNeeded(LIVE)
        for launch in Launch.objects.all():
            remove(launch)
