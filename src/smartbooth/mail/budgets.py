"""How much one person gets. A form on a thousand pages must not become a thousand letters to somebody who typed none
of them (list bombing), and a service message that may not be refused stays rare (promise B4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext_noop

from smartbooth.mail.messages import Message
from smartbooth.mail.models import Outbox

DAY, YEAR = timedelta(days=1), timedelta(days=365)
KEPT = 4  # one in four of a day's letters is kept for what people wait for: a new password, the link to their data
OVER_DAY = gettext_noop("This person got all the mail of one day.")
OVER_YEAR = gettext_noop("This person got all the messages of this kind of one year.")


class Budgets:
    """What the persons of one batch got already, or are being sent at this moment; `take` counts on."""

    def __init__(self, rows: Collection[Outbox], now: datetime) -> None:
        theirs = Outbox.objects.filter(person_id__in={row.person_id for row in rows})
        sent = Q(state__in=Outbox.WENT)
        on_its_way = Q(state=Outbox.CLAIMED) & ~Q(pk__in=[row.pk for row in rows])
        day = theirs.filter(sent & Q(sent_at__gt=now - DAY) | on_its_way).values_list("person_id")
        year = theirs.filter(sent & Q(sent_at__gt=now - YEAR) | on_its_way).values_list("person_id", "message")
        self._day = Counter(dict(day.annotate(n=Count("pk"))))
        self._year = Counter({(person, name): count for person, name, count in year.annotate(n=Count("pk"))})

    def take(self, message: type[Message], person_id: str) -> str:
        """Count one more for this person, or say which budget is used up."""
        most = settings.MAILS_PER_DAY
        if self._day[person_id] >= (most if message.essential else most - most // KEPT):
            return OVER_DAY
        if message.budget and self._year[person_id, message.name] >= message.budget:
            return OVER_YEAR
        self._day[person_id] += 1
        self._year[person_id, message.name] += 1
        return ""
