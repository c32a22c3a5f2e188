"""Leads that are handed over at a moment, many at once, as handover/list.py marks them."""

import os

from django.db import transaction
from msgspec import json

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.leads.bulletins import arrived, tell
from smartbooth.leads.models import Lead
from smartbooth.mail.letter import compose
from smartbooth.mail.models import Outbox
from smartbooth.people.models import Person


def hand(launch, moment, count=1):
    """`count` leads of `launch`, handed over at `moment`. Nobody reads their persons."""
    people = [Person(index=os.urandom(32), sealed=b"", created_at=moment) for _ in range(count)]
    leads = [
        Lead(
            workspace_id=launch.workspace_id, launch=launch, person=person, variant="a", publication=1, source="-",
            campaign="-", country="FR", device="p", mark="first", language="en", given=b"", created_at=moment,
            confirmed_at=moment, handed_at=moment,
        )
        for person in people
    ]  # fmt: skip
    with clock.at(moment), transaction.atomic(), everywhere():
        Person.objects.bulk_create(people)
        Lead.objects.bulk_create(leads)
        arrived.note(leads)
    return leads


def look(moment):
    """What the worker does at `moment`: how many bulletins it looked at."""
    with clock.at(moment):
        return tell.due()


def rows(user=None, **wanted):
    found = Outbox.objects.filter(message="new-leads", **wanted).order_by("created_at", "pk")
    return list(found.filter(person_id=user.person_id) if user else found)


def letters(user=None):
    return [compose(row) for row in rows(user)]


def fresh(user=None):
    """How many new leads each of the letters told of."""
    return [int(json.decode(row.params)["fresh"]) for row in rows(user)]
