"""What happens by itself in a test that runs: its owner may change that at any time, for it changes no answer."""

from __future__ import annotations

from django.db import transaction

from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.close import NotRunning
from smartbooth.experiments.rounds.weigh import only
from smartbooth.launches.models import Split
from smartbooth.launches.publish import split


def choose(
    round_: Round, *, by_itself: bool, adaptive: bool, keep_back: int, user: User | None = None
) -> Split | None:
    """Set them. A split that no longer follows the results is equal again, from the next full hour on: that one is
    returned. Runs inside the workspace. Raises NotRunning once the test has ended."""
    with transaction.atomic():
        split.lock(round_.launch)
        mine = Round.objects.select_for_update(of=("self",)).select_related("launch").get(pk=round_.pk)
        if not mine.open:
            raise NotRunning(str(mine.number))
        mine.by_itself, mine.adaptive, mine.keep_back = by_itself, adaptive, keep_back
        mine.save(update_fields=["by_itself", "adaptive", "keep_back"])
        if adaptive or not _adapted(mine):
            return None
        return only(mine.launch, dict.fromkeys(mine.running, 1), Split.OWNER, user)


def _adapted(round_: Round) -> bool:
    now = split.pending(round_.launch) or split.in_force(round_.launch_id, clock.hour())
    return now is not None and now.cause == Split.ADAPTIVE
