"""An account's end. Who keeps something for a workspace says here how it goes, or why it cannot go yet."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts import letters
from smartbooth.accounts.models import Membership, User, Workspace
from smartbooth.people.models import Person

LIVE = _("Pages of yours are live, and nobody else could take them down. Take them down first.")


class StillNeeded(Exception):
    """Something runs that only this account answers for. `reason` is for who asked."""

    def __init__(self, reason: str | Lazy) -> None:
        super().__init__(str(reason))
        self.reason = reason


_others: list[Callable[[Workspace], None]] = []
_leaving: list[Callable[[Membership], None]] = []


def also(work: Callable[[Workspace], None]) -> None:
    """Call `work(workspace)` before a workspace is deleted, in that transaction; it may raise StillNeeded. Said once,
    in a room's AppConfig."""
    if work not in _others:
        _others.append(work)


def leaving(work: Callable[[Membership], None]) -> None:
    """Call `work(membership)` in the transaction in which somebody stops being in a workspace: what waits to be written
    to them about it is theirs no more. Said once, in a room's AppConfig."""
    if work not in _leaving:
        _leaving.append(work)


def close(user: User) -> None:
    """Delete the account, and the workspaces that nobody else owns with all that is in them; its person is told. All
    or nothing.

    Raises StillNeeded.
    """
    with transaction.atomic():
        letters.tell(letters.Event.CLOSED, [user], user.language)
        _delete(user)


def close_of(person: Person) -> None:
    """Every account of a person who is erased: in this very transaction their address goes, and nobody is left to be
    told. Raises StillNeeded."""
    for user in User.objects.filter(person=person):
        _delete(user)


def _delete(user: User) -> None:
    with transaction.atomic():
        for membership in Membership.objects.filter(user=user):
            for leave in _leaving:
                leave(membership)
        for workspace in alone(user):
            for work in _others:
                work(workspace)
            workspace.delete()
        user.delete()


def needed(persons: list[str]) -> list[str]:
    """Those of `persons` (ids) who have an account."""
    return list(User.objects.filter(person__in=persons).values_list("person_id", flat=True).distinct())


def alone(user: User) -> list[Workspace]:
    """The workspaces that have no other owner."""
    owned = Workspace.objects.filter(membership__user=user, membership__role=Membership.OWNER)
    shared = Membership.objects.filter(role=Membership.OWNER).exclude(user=user).values("workspace")
    return list(owned.exclude(pk__in=shared))
