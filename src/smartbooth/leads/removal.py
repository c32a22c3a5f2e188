"""Removing a lead: for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.launches.models import Launch
from smartbooth.leads.models import Lead
from smartbooth.people import consents, erasure
from smartbooth.people.gate import parts
from smartbooth.people.models import Consent, Person
from smartbooth.people.store import both

# How their consents ended, and why they were erased.
LEAD_REMOVED, LAUNCH_REMOVED = "lead removed", "launch removed"
AT_ONCE = 100  # persons erased in one transaction: half a second in which forms wait
LOOK = 1_000  # persons looked at to find so many
LATELY = timedelta(days=7)  # how long after a launch's end the worker looks for whom it left behind

_place = ""  # the last person `left_behind` looked at

_before: list[Callable[[Lead], None]] = []


def before(work: Callable[[Lead], None]) -> None:
    """Have `work` done with a lead that its owner is about to remove, in the same transaction: where else it went has
    to hear of it. Said once, in a room's AppConfig."""
    _before.append(work)


def remove(lead: Lead) -> None:
    """Delete the lead with its answers, end its consents; and, when nothing else is kept about the person, erase them
    with their key, so that nothing that was ever sealed for them opens again. Counts stay: they say nothing of who.

    The person's row is locked first: someone signing up by the same address at this moment waits, and then finds
    either the person or none.
    """
    with both():
        person = Person.objects.select_for_update().get(pk=lead.person_id)
        for work in _before:
            work(lead)
        lead.delete()
        consents.end([person.pk], lead.launch_id, LEAD_REMOVED)
        erasure.release([person.pk], LEAD_REMOVED)


def of_launch(launch: Launch) -> None:
    """Delete the leads of a launch that is being deleted, end their consents, and erase every person about whom
    nothing else is kept: AT_ONCE of them now, the others by the worker, so that nobody else's form waits for it."""
    persons = sorted(set(Lead.objects.filter(launch=launch).values_list("person_id", flat=True)))
    Lead.objects.filter(launch=launch).delete()
    for part in parts(persons):
        consents.end(list(part), launch.pk, LAUNCH_REMOVED)
    erasure.release(persons[:AT_ONCE], LAUNCH_REMOVED)


def left_behind() -> int:
    """Erase AT_ONCE of those whom deleted launches left behind, about whom nothing else is kept; how many. The
    worker's: those who are still needed are passed by, and looked at again at the next round."""
    global _place
    ended = Consent.objects.filter(withdrawn_how=LAUNCH_REMOVED, withdrawn_at__gte=clock.now() - LATELY)
    found = ended.filter(person__gt=_place).order_by("person").values_list("person", flat=True).distinct()
    persons = erasure.unneeded(looked := list(found[:LOOK]))
    if len(persons) <= AT_ONCE:
        _place = looked[-1] if len(looked) == LOOK else ""
    return erasure.release(persons[:AT_ONCE], LAUNCH_REMOVED)


def of_person(person: Person) -> None:
    """Delete every lead of a person who is being erased."""
    with everywhere():
        Lead.objects.filter(person=person).delete()


def needed(persons: list[str]) -> set[str]:
    """Those who have a lead somewhere."""
    with everywhere():
        return set(Lead.objects.filter(person__in=persons).values_list("person_id", flat=True))
