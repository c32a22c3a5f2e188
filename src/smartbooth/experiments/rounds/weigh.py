"""Which share of new visitors each version of a launch gets, from the next full hour on."""

from __future__ import annotations

from collections.abc import Mapping

from smartbooth.accounts.models import User
from smartbooth.launches.models import Launch, Split, Variant
from smartbooth.launches.publish import split


def only(launch: Launch, weights: Mapping[str, int], cause: str, user: User | None = None) -> Split | None:
    """`weights` by letter; versions not named get nobody. None where that changes nothing. In a transaction, inside the
    workspace."""
    letters = Variant.objects.filter(launch=launch).values_list("letter", flat=True)
    return split.weigh(launch, dict.fromkeys(letters, 0) | dict(weights), cause, user)
