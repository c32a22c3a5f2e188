"""How much one person gets. A form on a thousand pages must not become a thousand letters to somebody who typed none
of them (list bombing), and a service message that may not be refused stays rare (promise B4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext_noop

from smartbooth.mail.messages import Message
from smartbooth.mail.models import Outbox

DAY, YEAR = timedelta(days=1), timedelta(days=365)
KEPT = 4  # one in four of a day's letters is kept for what people wait for: a new password, the link to their data
OVER_DAY = gettext_noop("This person got all the mail of one day.")
OVER_YEAR = gettext_noop("This person got all the messages of this kind of one year.")


class Budgets:
    """What the persons of one batch got already; `take` counts on."""

    def __init__(self, persons: Iterable[str], now: datetime) -> None:
        sent = Outbox.objects.filter(person_id__in=set(persons), state__in=(Outbox.SENT, Outbox.BOUNCED))
        day = sent.filter(sent_at__gt=now - DAY).values_list("person_id").annotate(n=Count("pk"))
        year = sent.filter(sent_at__gt=now - YEAR).values_list("person_id", "message").annotate(n=Count("pk"))
        self._day = Counter(dict(day))
        self._year = Counter({(person, name): count for person, name, count in year})

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
