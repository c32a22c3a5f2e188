from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.tenancy import everywhere
from smartbooth.handover.models import Delivery, Recall
from smartbooth.registry.retention import BATCH, ENOUGH, Rule, keep

RECALL_DAYS = 365  # after it was settled: a year to show that the owner was told, and said to have deleted


def _deliveries(now: datetime) -> QuerySet[Delivery]:
    """What waits is not old; a dead letter is, as one that arrived."""
    return Delivery.objects.filter(
        state__in=[Delivery.DELIVERED, Delivery.DEAD, Delivery.VOID],
        done_at__lt=now - timedelta(days=settings.DELIVERY_DAYS),
    )


def _recalls(now: datetime) -> QuerySet[Recall]:
    return Recall.objects.filter(acknowledged_at__lt=now - timedelta(days=RECALL_DAYS))


def sweep_deliveries(now: datetime) -> int:
    with everywhere():
        old = list(_deliveries(now).order_by("done_at").values_list("pk", flat=True)[:BATCH])
        return Delivery.objects.filter(pk__in=old).delete()[0] if old else 0


def overdue_deliveries(now: datetime) -> int:
    with everywhere():
        return _deliveries(now)[:ENOUGH].count()


def sweep_recalls(now: datetime) -> int:
    with everywhere():
        old = list(_recalls(now).order_by("acknowledged_at").values_list("pk", flat=True)[:BATCH])
        return Recall.objects.filter(pk__in=old).delete()[0] if old else 0


def overdue_recalls(now: datetime) -> int:
    with everywhere():
        return _recalls(now)[:ENOUGH].count()


keep(Rule("delivery", _("a month after a message arrived or was given up"), sweep_deliveries, overdue_deliveries))
keep(Rule("recall", _("a year after the owner said that it is deleted"), sweep_recalls, overdue_recalls))
