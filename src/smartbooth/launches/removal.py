"""A launch's end: with it goes all that any room keeps about it.

Who stores something about a launch says here how it goes (`also`), so no list of tables has to be kept by hand and
lower rooms need not know the higher ones.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from smartbooth.launches.models import Launch
from smartbooth.launches.publish import unpublish

_others: list[Callable[[Launch], None]] = []


def also(forget: Callable[[Launch], None]) -> None:
    """Call `forget(launch)` in the transaction that deletes a launch. Said once, in a room's AppConfig."""
    if forget not in _others:
        _others.append(forget)


def remove(launch: Launch) -> None:
    """Take the launch down and delete it for good: pages, history, leads, counts. All or nothing."""
    with transaction.atomic():
        unpublish(launch)
        for forget in _others:
            forget(launch)
        launch.delete()
