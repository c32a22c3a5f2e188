"""Removing a lead: for good."""

from __future__ import annotations

from django.db import transaction

from smartbooth.accounts.tenancy import everywhere
from smartbooth.leads.models import Lead
from smartbooth.people import vault
from smartbooth.people.models import Person


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
