"""A recall is settled when the owner's side says it has deleted."""

from __future__ import annotations

from django.db.models import QuerySet

from smartbooth.core import clock
from smartbooth.handover.recalls.models import Recall


def acknowledge(recalls: QuerySet[Recall], by: str) -> int:
    """Settle those of `recalls` that are open; how many. `by`: Recall.OWNER, WEBHOOK or API.

    With any way the list is settled too: nothing was stored at the owner's by looking at it, and who answers for a
    file or a program has heard of it.
    """
    now = clock.now()
    open_ones = recalls.filter(acknowledged_at=None)
    leads = list(open_ones.values_list("lead", flat=True).distinct())
    settled: int = open_ones.update(acknowledged_at=now, acknowledged_by=by)
    for start in range(0, len(leads), 500):
        Recall.objects.filter(lead__in=leads[start : start + 500], how="list", acknowledged_at=None).update(
            acknowledged_at=now, acknowledged_by=Recall.TOGETHER
        )
    return settled
