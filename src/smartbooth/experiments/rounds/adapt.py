"""The split that follows the results, for who asked for it: anew for each hour, from what the hours before counted."""

from __future__ import annotations

from django.db import transaction

from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.rounds.weigh import only
from smartbooth.experiments.verdict.allocation import shares
from smartbooth.launches.models import Split
from smartbooth.launches.publish import split

WHOLE = 10_000  # parts of a split: a hundredth of a percent is nobody


def share(round_: Round, now: Standing) -> bool:
    """Set the next hour's split, once an hour; whether it was set. Runs inside the workspace."""
    if now.verdict is None:
        return False
    totals = [now.verdict.totals[letter] for letter in round_.running]
    parts = zip(round_.running, shares(totals), strict=True)
    weights = {letter: max(1, round(part * WHOLE)) for letter, part in parts}
    with transaction.atomic():
        split.lock(round_.launch)
        mine = Round.objects.select_for_update().get(pk=round_.pk)
        if not mine.open or not mine.adaptive or mine.reached or mine.running != round_.running or not _due(mine):
            return False  # somebody was quicker
        return only(mine.launch, weights, Split.ADAPTIVE) is not None


def _due(round_: Round) -> bool:
    """Whether the next hour's split is still open: nobody has set it, and ours is of an hour before."""
    current = split.in_force(round_.launch_id, clock.hour())
    if current is None or split.pending(round_.launch) is not None:
        return False
    return current.cause != Split.ADAPTIVE or current.hour < clock.hour()
