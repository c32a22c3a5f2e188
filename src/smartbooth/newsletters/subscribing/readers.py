"""Who reads the newsletter: consents to the operator for SUBSCRIPTIONS. The box about openings is a consent of its own
(`box` OPENINGS) under the same purpose: it never makes anybody a reader (people/gate.py looks at the form's own consent
alone), and it ends with the subscription, however that is stopped (people/consents.py, `withdraw`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from smartbooth.core import clock
from smartbooth.mail.models import Choice
from smartbooth.people.models import Consent
from smartbooth.people.purpose import OPERATOR
from smartbooth.registry.purposes import Purpose

OPENINGS = "openings"  # the box's name
BACK = timedelta(days=30)  # in which who stopped it may take that back, from the letter they stopped it with
NOT_CONFIRMED = "not confirmed"  # how a consent ended that nobody ever confirmed
OURS = {"purpose": Purpose.SUBSCRIPTIONS.value, "controller": OPERATOR, "launch": ""}


def agreed(box: str = "") -> QuerySet[Consent]:
    """Consents not taken back, awaited ones included: the subscription's own, or the box's."""
    return Consent.objects.filter(**OURS, box=box, withdrawn_at=None)


def live(box: str = "") -> QuerySet[Consent]:
    return agreed(box).filter(awaits=False)


def spoken() -> QuerySet[Any]:
    """The subscriptions in force, each with the language its reader is written to (`speaks`)."""
    chosen = Choice.objects.filter(person=OuterRef("person")).values("language")
    return live().annotate(speaks=Coalesce(Subquery(chosen[:1]), "language"))


def by_language() -> dict[str, int]:
    """How many read it in each language; languages that nobody reads are left out."""
    return dict(spoken().order_by().values_list("speaks").annotate(n=Count("pk")))


def after(person: str, limit: int, languages: Collection[str], counted: bool = False) -> Sequence[tuple[str, str]]:
    """The next `limit` readers of these languages behind `person` by id: (person's id, language). `counted`: of those
    alone who agreed that openings are counted. One query, by an index."""
    found = spoken().filter(person__gt=person, speaks__in=languages)
    if counted:
        found = found.filter(Exists(live(OPENINGS).filter(person=OuterRef("person"))))
    return list(found.order_by("person").values_list("person_id", "speaks")[:limit])


def needed(persons: list[str]) -> set[str]:
    """Those of `persons` (ids) who read it, have yet to confirm, or stopped it and may take that back."""
    lately = Consent.objects.filter(**OURS, withdrawn_at__gte=clock.now() - BACK).exclude(
        withdrawn_how=NOT_CONFIRMED
    )
    known = agreed().filter(person__in=persons).values_list("person_id", flat=True)
    return {*known, *lately.filter(person__in=persons).values_list("person_id", flat=True)}
