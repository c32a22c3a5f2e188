"""An update ends with its launch. What a hub was to hear ends when it heard, or after a day (updates/hub.py)."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from smartbooth.registry.retention import BATCH, ENOUGH, Rule, keep
from smartbooth.updates.hub import GIVEN_UP
from smartbooth.updates.models import Ping

LEFT = GIVEN_UP + timedelta(
    hours=2
)  # the last try may begin just before the day is over, and waits an hour for it


def sweep(now: datetime) -> int:
    """What was left when the hub was switched off."""
    old = list(Ping.objects.filter(asked_at__lt=now - LEFT).values_list("pk", flat=True)[:BATCH])
    return Ping.objects.filter(pk__in=old).delete()[0] if old else 0


def overdue(now: datetime) -> int:
    return Ping.objects.filter(asked_at__lt=now - LEFT)[:ENOUGH].count()


keep(Rule("websub", _("until the hub has heard, a day at most"), sweep, overdue))
