"""How long the register of requests is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.registry.retention import BATCH, ENOUGH, Rule, keep
from smartbooth.rights.messages import FOLLOWED
from smartbooth.rights.models import Request

YEAR = timedelta(days=365.25)


def _rows(now: datetime) -> QuerySet[Request]:
    return Request.objects.filter(ended_at__lt=now - settings.REQUEST_YEARS * YEAR).order_by()


def _words(now: datetime) -> QuerySet[Request]:
    ended = Q(ended_at__lt=now - FOLLOWED)
    return Request.objects.filter(ended).exclude(sealed=None, person=None, other=None).order_by()


def sweep_rows(now: datetime) -> int:
    return Request.objects.filter(pk__in=list(_rows(now).values_list("pk", flat=True)[:BATCH])).delete()[0]


def sweep_words(now: datetime) -> int:
    """What was written goes when the answer can no longer be followed; from then on the row is nobody's."""
    chosen = list(_words(now).values_list("pk", flat=True)[:BATCH])
    return Request.objects.filter(pk__in=chosen).update(sealed=None, own_key=False, person=None, other=None)


keep(
    Rule(
        "request",
        format_lazy(
            _("{years} years after the answer, to prove that it was given (GDPR Art. 5(2), 11 CCR 7101)"),
            years=settings.REQUEST_YEARS,
        ),
        sweep_rows,
        lambda now: _rows(now)[:ENOUGH].count(),
    )
)
keep(
    Rule(
        "request-words",
        format_lazy(_("{days} days after the answer"), days=FOLLOWED.days),
        sweep_words,
        lambda now: _words(now)[:ENOUGH].count(),
    )
)
