"""A test ends: its numbers are kept as they were."""

from __future__ import annotations

from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import record
from smartbooth.experiments.rounds.standing import standing


class NotRunning(ValueError):
    """The version takes no visitors (any more), or the test has ended."""


def close(round_: Round, hour: int, why: str, shown: str) -> None:
    """Whoever is first seen from `hour` on is not asked any more; `shown` is what everybody gets then ("" for several).
    A test in which nobody was asked yet goes, and the one that was to make way for it ends so instead. In a
    transaction, inside the workspace."""
    if hour <= round_.begun_hour:
        before = Round.objects.filter(launch=round_.launch_id, ended_hour=round_.begun_hour)
        before.filter(ended_why=Round.RESTARTED).update(ended_why=why, shown=shown)
        round_.delete()
        return
    round_.found = record.renewed(round_.found, standing(round_)) if round_.reached else record.of(round_)
    round_.ended_hour, round_.ended_why, round_.shown = hour, why, shown
    round_.save(update_fields=["found", "ended_hour", "ended_why", "shown"])
