"""Whose letters have the pixel: those who agreed that openings are counted, and nobody else."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Replace

from smartbooth.mail.batch import WAIT
from smartbooth.mail.models import Outbox
from smartbooth.newsletters.messages import NewsletterIssue
from smartbooth.newsletters.subscribing import readers

YES, NO = '"counted":"yes"', '"counted":"no"'  # as the outbox keeps the parameter (JSON without spaces)


def forget_who_took_it_back(issue: str) -> int:
    """Of the rows that wait or are paused: whoever took the box back since gets the letter without it. How many."""
    agreed = readers.live(readers.OPENINGS).filter(person=OuterRef("person_id"))
    rows = Outbox.objects.filter(
        ~Exists(agreed),
        about=issue,
        state__in=(*WAIT, Outbox.PAUSED),
        message=NewsletterIssue.name,
        params__contains=YES,
    )
    return rows.update(params=Replace(F("params"), Value(YES), Value(NO)))
