"""Leads end LEAD_MONTHS after the address was left; those who never confirmed it, after UNCONFIRMED_DAYS."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.tenancy import everywhere
from smartbooth.launches.models import Launch
from smartbooth.leads.models import Lead
from smartbooth.people import consents, erasure
from smartbooth.people.store import both
from smartbooth.registry.retention import ENOUGH, Rule, keep

TOO_OLD, NOT_CONFIRMED = "kept long enough", "not confirmed"  # how their consents ended, and why they were erased
MONTH = timedelta(days=365) / 12
AT_ONCE = 25  # leads: erasing a person takes some 10 ms, and forms and counts wait while a batch is written
LAUNCHES = 100  # looked at by one query


def old(now: datetime) -> QuerySet[Lead]:
    """Launch by launch, as the index goes: the table is never read through."""
    before = now - settings.LEAD_MONTHS * MONTH
    theirs = Lead.objects.filter(launch=OuterRef("pk"), created_at__lt=before)
    launches = list(Launch.objects.filter(Exists(theirs)).order_by().values_list("pk", flat=True)[:LAUNCHES])
    return Lead.objects.filter(launch__in=launches, created_at__lt=before).order_by()


def unconfirmed(now: datetime) -> QuerySet[Lead]:
    before = now - timedelta(days=settings.UNCONFIRMED_DAYS)
    return Lead.objects.filter(handed_at=None, confirmed_at=None, created_at__lt=before).order_by()


def sweep_old(now: datetime) -> int:
    with everywhere():
        return _remove(old(now), TOO_OLD)


def sweep_unconfirmed(now: datetime) -> int:
    with everywhere():
        return _remove(unconfirmed(now), NOT_CONFIRMED)


def overdue_old(now: datetime) -> int:
    with everywhere():
        return old(now)[:ENOUGH].count()


def overdue_unconfirmed(now: datetime) -> int:
    with everywhere():
        return unconfirmed(now)[:ENOUGH].count()


def _remove(leads: QuerySet[Lead], why: str) -> int:
    """A batch of `leads`, their consents, and the persons about whom nothing else is kept: as when an owner removes
    them one by one (leads/removal.py)."""
    by_launch: dict[str, list[str]] = defaultdict(list)
    chosen = []
    for lead, launch, person in leads.values_list("pk", "launch_id", "person_id")[:AT_ONCE]:
        by_launch[launch].append(person)
        chosen.append(lead)
    with both():
        gone = Lead.objects.filter(pk__in=chosen).delete()[1].get(Lead._meta.label, 0)
        for launch, persons in by_launch.items():
            consents.end(persons, launch, why)
        erasure.release([person for persons in by_launch.values() for person in persons], why)
    return gone


keep(
    Rule(
        "lead",
        format_lazy(
            _("{months} months after it was left, or until the owner or the person removes it"),
            months=settings.LEAD_MONTHS,
        ),
        sweep_old,
        overdue_old,
    )
)
keep(
    Rule(
        "unconfirmed",
        format_lazy(_("{days} days, when the address is not confirmed"), days=settings.UNCONFIRMED_DAYS),
        sweep_unconfirmed,
        overdue_unconfirmed,
    )
)
