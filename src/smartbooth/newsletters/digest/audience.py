"""Who the letter about other launches could go to: whoever left an address on a page and did not take it back, or
agreed to it on a page of ours. Whether it may, the mail room asks at each (mail/basis.py): a consent where the law
asks for one, no objection elsewhere.

Nothing of what they did decides anything else: not which page it was, nor when, nor what they saw there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from smartbooth.mail import basis, choices
from smartbooth.mail.topics import TOPICS, runs
from smartbooth.newsletters.digest.messages import Digest
from smartbooth.people import gate, suppression
from smartbooth.people.models import Consent, Person
from smartbooth.people.purpose import OPERATOR
from smartbooth.registry.purposes import Purpose

MOST = 10_000  # persons that are looked at to say how many readers there are: a second of work
LEFT = Q(purpose=Purpose.SERVICE.value) & ~Q(launch="")  # their address, on a page
AGREED = Q(purpose=Purpose.MARKETING.value, controller=OPERATOR, launch="")


def _known() -> QuerySet[Consent]:
    return Consent.objects.filter(LEFT | AGREED, box="", awaits=False, withdrawn_at=None)


def after(person: str, limit: int) -> Sequence[tuple[str, str]]:
    """The next `limit` persons behind `person` by id: (person's id, language of what they agreed to last). Two queries
    by an index, however many there are."""
    behind = _known().filter(person__gt=person).order_by("person")
    ids = list(behind.values_list("person_id", flat=True).distinct()[:limit])
    spoken = dict(_known().filter(person__in=ids).order_by("given_at").values_list("person_id", "language"))
    return [(key, spoken[key]) for key in ids if key in spoken]


def offered(person: Person) -> list[str]:
    """Whoever left an address finds this letter on the page of their choices, whether it comes or not."""
    here = runs(TOPICS[suppression.DIGEST]) and _known().filter(LEFT, person=person).exists()
    return [suppression.DIGEST] if here else []


@dataclass(frozen=True)
class Readers:
    """How many would get it now, by language; `more`: there are more people than were looked at."""

    by_language: dict[str, int]
    more: bool

    @property
    def total(self) -> int:
        return sum(self.by_language.values())


def readers() -> Readers:
    counted: Counter[str] = Counter()
    looked, cursor = 0, ""
    while looked < MOST:
        part = dict(after(cursor, gate.AT_ONCE))
        if not part:
            return Readers(dict(counted), more=False)
        wanted = basis.wanted(Digest, list(part))
        spoken = {**part, **choices.languages(wanted)}
        counted.update(spoken[key] for key in wanted)
        looked, cursor = looked + len(part), list(part)[-1]
    return Readers(dict(counted), more=True)
