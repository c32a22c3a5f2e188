"""Removing a lead: for good."""

from __future__ import annotations

from django.db import transaction

from smartbooth.accounts.tenancy import everywhere
from smartbooth.launches.models import Launch
from smartbooth.leads.models import Lead
from smartbooth.people import vault
from smartbooth.people.models import Person

AT_ONCE = 500  # persons locked by one query: within every database's limit of parameters


def remove(lead: Lead) -> None:
    """Delete the lead with its answers and agreements; and, when this was their last, the person with their key, so
    that nothing that was ever sealed for them opens again. Counts stay: they say nothing of who.

    The person's row is locked first: someone signing up by the same address at this moment waits, and then finds
    either the person or none.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=lead.person_id)
        lead.delete()
        with everywhere():
            last = not Lead.objects.filter(person=person).exists()
        if last:
            vault.forget(person)


def of_launch(launch: Launch) -> None:
    """Delete the leads of a launch that is being deleted, and every person who then has none left."""
    persons = sorted(set(Lead.objects.filter(launch=launch).values_list("person_id", flat=True)))
    Lead.objects.filter(launch=launch).delete()
    for start in range(0, len(persons), AT_ONCE):
        part = persons[start : start + AT_ONCE]
        for person in Person.objects.select_for_update().filter(pk__in=part).order_by("pk"):
            with everywhere():
                last = not Lead.objects.filter(person=person).exists()
            if last:
                vault.forget(person)
