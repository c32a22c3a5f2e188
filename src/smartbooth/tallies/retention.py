"""Counts end after TALLY_MONTHS, of whatever launch, also of one that is gone and of addresses where none ever was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.registry.retention import BATCH, ENOUGH, Rule, keep
from smartbooth.tallies.models import Cohort, Cross, Drop, Hourly, Target
from smartbooth.tallies.rollup import MARGINS


def old(now: datetime) -> Iterator[models.QuerySet[Any]]:
    """What is too old at `now`, a table (and a grain) at a time."""
    day = int(now.timestamp()) // clock.DAY - settings.TALLY_MONTHS * 365 // 12
    yield Hourly.objects.filter(hour__lt=day * 24)
    yield Cohort.objects.filter(hour__lt=day * 24)
    yield Cross.objects.filter(grain="h", bucket__lt=day * 24)
    for grain in ("d", *MARGINS.values()):
        yield Cross.objects.filter(grain=grain, bucket__lt=day)
    yield Target.objects.filter(day__lt=day)
    yield Drop.objects.filter(day__lt=day)


def sweep(now: datetime) -> int:
    with everywhere():
        for rows in old(now):
            some = list(rows.order_by().values_list("pk", flat=True)[:BATCH])
            if some:
                return rows.model.objects.filter(pk__in=some).delete()[0]
    return 0


def overdue(now: datetime) -> int:
    with everywhere():
        return sum(rows.order_by()[:ENOUGH].count() for rows in old(now))


keep(Rule("tallies", format_lazy(_("{months} months"), months=settings.TALLY_MONTHS), sweep, overdue))
