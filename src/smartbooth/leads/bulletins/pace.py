"""How long letters about new leads rest, where they come as leads do. The first is written at once, then they gather:
quickly for a day's first letters, slower with each further one. So a busy day is ten letters and not ninety, and none
of them is ever over the day's budget of one person (mail/budgets.py)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from smartbooth.leads.messages import NewLeads
from smartbooth.mail.models import Outbox

DAY = timedelta(days=1)
SHARE = 2  # of a day's letters to one person, half at most are these
LONGEST = 2**10


def rests_until(person_id: str, now: datetime) -> datetime:
    """When the next one may be written, by what this person was written within a day, the one of `now` included."""
    most = settings.MAILS_PER_DAY // SHARE
    mine = Outbox.objects.filter(person_id=person_id, message=NewLeads.name, created_at__gt=now - DAY)
    recent = list(mine.order_by("-created_at").values_list("created_at", flat=True)[:most])
    slower = min(LONGEST, 2 ** max(0, len(recent) - (most // 2 - 1)))
    soonest = now + timedelta(minutes=settings.NEW_LEADS_MINUTES) * slower
    return max(soonest, recent[-1] + DAY) if len(recent) >= most else soonest
