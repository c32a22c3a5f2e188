from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from smartbooth.mail.models import Outbox
from smartbooth.registry.retention import BATCH, ENOUGH, Rule, keep


def _old(now: datetime) -> QuerySet[Outbox]:
    return Outbox.objects.filter(created_at__lt=now - timedelta(days=settings.OUTBOX_DAYS))


def sweep(now: datetime) -> int:
    oldest = list(_old(now).order_by("created_at").values_list("pk", flat=True)[:BATCH])
    return Outbox.objects.filter(pk__in=oldest).delete()[0] if oldest else 0


def overdue(now: datetime) -> int:
    return _old(now)[:ENOUGH].count()


keep(Rule("outbox", _("a little over a year, so that a year’s messages can be counted"), sweep, overdue))
