"""How many letters of a kind people have had this year: what an operator sees before one more goes out (promise B4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q

from smartbooth.announcements import recipients
from smartbooth.announcements.messages import message_for
from smartbooth.announcements.models import Announcement
from smartbooth.core import clock
from smartbooth.mail.budgets import YEAR
from smartbooth.mail.models import Outbox

SLOW = timedelta(days=30)  # a letter may go this long after its announcement began


@dataclass(frozen=True)
class Budget:
    """Of letters such as this one: `limit` a person and year, `most` that anyone had or is about to get; `persons` it
    is for, `over` of them for whom it would be one too many, and when all of these have room again."""

    limit: int
    most: int
    persons: int
    over: int
    room_at: datetime | None
    others: list[Announcement]  # of the same letters, not gone out yet: could be told together


def of(announcement: Announcement) -> Budget:
    message, now = message_for(announcement), clock.now()
    whose = recipients.accounts(announcement).values("person")
    told = Announcement.objects.filter(begun_at__gt=now - YEAR - SLOW).values("pk")
    rows = Outbox.objects.filter(about__in=told, message=message.name, person_id__in=whose).filter(
        Q(state__in=Outbox.WENT, sent_at__gt=now - YEAR) | Q(state__in=Outbox.LEFT)
    )
    each = rows.values("person_id").annotate(n=Count("pk"), oldest=Min("sent_at"))
    over = Q(n__gte=message.budget)
    found = each.aggregate(most=Max("n"), over=Count("person_id", filter=over), freed=Max("oldest", filter=over))
    return Budget(
        limit=message.budget,
        most=found["most"] or 0,
        persons=recipients.count(announcement),
        over=found["over"],
        room_at=found["freed"] + YEAR if found["freed"] else None,
        others=[one for one in _not_gone(announcement) if message_for(one) is message],
    )


def _not_gone(announcement: Announcement) -> list[Announcement]:
    mine = Announcement.objects.filter(begun_at=None, workspace=announcement.workspace_id)
    return list(mine.exclude(pk=announcement.pk).order_by("goes_at", "written_at")[:3])
