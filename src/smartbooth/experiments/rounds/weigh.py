"""Which share of new visitors each version of a launch gets, from the next full hour on."""

from __future__ import annotations

from collections.abc import Mapping

from smartbooth.accounts.models import User
from smartbooth.launches.models import Launch, Split, Variant
from smartbooth.launches.publish import split


def weigh(launch: Launch, weights: Mapping[str, int], cause: str, user: User | None = None) -> Split | None:
    """`weights` by letter; versions not named get nobody. None where that changes nothing. In a transaction, inside the
    workspace."""
    for variant in Variant.objects.select_for_update().filter(launch=launch, retired_at=None):
        wanted = weights.get(variant.letter, 0)
        if variant.weight != wanted:
            Variant.objects.filter(pk=variant.pk).update(weight=wanted)
    return split.resplit(launch, cause, user)
