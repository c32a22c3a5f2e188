"""An owner who was told to delete a child's data, and has not said in time that they did, is given nobody else's until
they do (promise C2). Their list of who to delete, and the word that tells them, stay."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.handover.recalls.models import Recall


def overdue() -> QuerySet[Recall]:
    """Recalls of children that are late, wherever; within `everywhere()`."""
    return Recall.objects.filter(reason=Recall.CHILD, acknowledged_at=None, due_by__lt=clock.now())


def barred(workspace: str) -> bool:
    with everywhere():
        return overdue().filter(workspace=workspace).exists()


def of_row() -> Exists:
    """For a query on rows that have a workspace: whether theirs is given nothing now. Within `everywhere()`, or within
    that workspace."""
    return Exists(overdue().filter(workspace=OuterRef("workspace")))
