"""How a subscription ends: never confirmed, or stopped a while ago. Who is known for nothing else is erased then."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from smartbooth.newsletters.subscribing import readers
from smartbooth.newsletters.subscribing.readers import BACK, NOT_CONFIRMED
from smartbooth.people import erasure
from smartbooth.people.models import Consent
from smartbooth.people.store import both

AT_ONCE = 25  # persons: erasing one takes some 10 ms, and forms wait while a batch is written
LOOK = 1_000  # persons looked at to find so many
STOPPED = "newsletter stopped"  # why they were erased

_place: datetime | None = None  # when the last one that `sweep_stopped` looked at had ended


def unconfirmed(now: datetime) -> QuerySet[Consent]:
    before = now - timedelta(days=settings.UNCONFIRMED_DAYS)
    asked = readers.agreed() | readers.agreed(readers.OPENINGS)
    return asked.filter(awaits=True, given_at__lt=before).order_by("person")


def sweep_unconfirmed(now: datetime) -> int:
    """End a batch of them, and erase who is known for nothing else."""
    chosen = dict(unconfirmed(now).values_list("pk", "person")[:AT_ONCE])
    with both():
        Consent.objects.filter(pk__in=chosen).update(withdrawn_at=now, withdrawn_how=NOT_CONFIRMED)
        erasure.release(chosen.values(), NOT_CONFIRMED)
    return len(chosen)


def overdue_unconfirmed(now: datetime) -> int:
    return unconfirmed(now)[:LOOK].count()


def stopped(now: datetime) -> QuerySet[Consent]:
    """Subscriptions that ended longer ago than BACK, of those who agree to nothing else and took nothing back since."""
    lately = Q(withdrawn_at=None) | Q(withdrawn_at__gte=now - BACK)
    still = Consent.objects.filter(lately, person=OuterRef("person"))
    return Consent.objects.filter(~Exists(still), **readers.OURS, withdrawn_at__lt=now - BACK).order_by(
        "withdrawn_at"
    )


def sweep_stopped(now: datetime) -> int:
    """Erase a batch of those whom no room needs. Who is needed for something else is passed by, and looked at again the
    next day."""
    global _place
    left = stopped(now) if _place is None else stopped(now).filter(withdrawn_at__gt=_place)
    looked = list(left.values_list("person", "withdrawn_at")[:LOOK])
    persons = erasure.unneeded(list(dict.fromkeys(person for person, _at in looked)))
    if len(persons) <= AT_ONCE:
        _place = looked[-1][1] if len(looked) == LOOK else None
    return erasure.release(persons[:AT_ONCE], STOPPED)


def overdue_stopped(now: datetime) -> int:
    looked = stopped(now).values_list("person", flat=True)[:LOOK]
    return len(erasure.unneeded(list(dict.fromkeys(looked))))
