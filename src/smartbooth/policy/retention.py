"""Versions and who accepted them stay as long as what they prove; looks at the promises a little over a year."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from smartbooth.policy.models import CheckRun
from smartbooth.registry.retention import BATCH, ENOUGH, Rule, keep

LIFE = timedelta(days=400)  # a year's results can be shown


def sweep(now: datetime) -> int:
    old = CheckRun.objects.filter(at__lt=now - LIFE).values_list("pk", flat=True)[:BATCH]
    deleted, _each = CheckRun.objects.filter(pk__in=list(old)).delete()
    return deleted


def overdue(now: datetime) -> int:
    """A day's grace: the sweep is daily."""
    return CheckRun.objects.filter(at__lt=now - LIFE - timedelta(days=1))[:ENOUGH].count()


keep(Rule("looks", _("13 months, for what a look at a promise found"), sweep, overdue))
