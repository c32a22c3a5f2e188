"""Sessions end two weeks after the last sign-in; what stands for them goes the next day."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from smartbooth.registry.retention import BATCH, ENOUGH, Rule, keep


def sweep(now: datetime) -> int:
    ended = list(Session.objects.filter(expire_date__lt=now).values_list("pk", flat=True)[:BATCH])
    return Session.objects.filter(pk__in=ended).delete()[0] if ended else 0


def overdue(now: datetime) -> int:
    return Session.objects.filter(expire_date__lt=now)[:ENOUGH].count()


keep(Rule("session", _("2 weeks after signing in, or until signing out"), sweep, overdue))
