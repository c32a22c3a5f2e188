"""Leads end on time, whoever keeps them, and nobody else's does."""

from datetime import timedelta

import pytest
from django.db import connection

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.leads import retention
from smartbooth.leads.models import Lead
from smartbooth.people.models import Consent, Key, Person
from smartbooth.registry.retention import rules
from smartbooth.registry.sweep import next_batch, overdue

pytestmark = pytest.mark.django_db


@pytest.fixture
def leads(world):
    """Three of the owner's and one of the stranger's, each by a person of their own."""

    def leave(launch, number):
        person = Person.objects.create(index=bytes([number]) * 32, sealed=b"x", created_at=clock.now())
        Key.objects.create(person=person.pk, ring=1, wrapped=b"x", made_on=1)
        return Lead.objects.create(
            workspace=launch.workspace, launch=launch, person=person, variant="a", publication=1, source="-",
            campaign="-", country="FR", device="p", first_hour=None, mark="first", language="en", given=b"x",
            created_at=clock.now(), confirmed_at=clock.now(), handed_at=clock.now(),
        )  # fmt: skip

    with everywhere():
        return [leave(world.launch, 1), leave(world.launch, 2), leave(world.launch, 3), leave(world.theirs, 4)]


def age(lead, days, **changed):
    with everywhere():
        Lead.objects.filter(pk=lead.pk).update(created_at=clock.now() - timedelta(days=days), **changed)


def left():
    with everywhere():
        return set(Lead.objects.values_list("pk", flat=True))


def sweep():
    while next_batch():
        pass


def test_after_three_years_a_lead_goes_with_its_person_and_key(leads, settings):
    age(leads[0], settings.LEAD_MONTHS * 31)
    age(leads[1], settings.LEAD_MONTHS * 30)
    age(leads[3], settings.LEAD_MONTHS * 31)
    sweep()
    assert left() == {leads[1].pk, leads[2].pk}
    assert not Person.objects.filter(pk__in=[leads[0].person_id, leads[3].person_id]).exists()
    theirs = Key.objects.filter(pk__in=[lead.person_id for lead in leads]).values_list("pk", flat=True)
    assert set(theirs) == {leads[1].person_id, leads[2].person_id}


def test_someone_with_another_lead_stays(leads, settings, world):
    with everywhere():
        Lead.objects.filter(pk=leads[3].pk).update(person=leads[0].person_id)
    age(leads[0], settings.LEAD_MONTHS * 31)
    sweep()
    assert left() == {lead.pk for lead in leads[1:]}
    assert Person.objects.filter(pk=leads[0].person_id).exists()


def test_who_never_confirms_is_gone_and_their_consent_ends(leads, settings):
    age(leads[0], settings.UNCONFIRMED_DAYS + 1, confirmed_at=None, handed_at=None)
    age(leads[1], settings.UNCONFIRMED_DAYS - 1, confirmed_at=None, handed_at=None)
    age(leads[2], settings.UNCONFIRMED_DAYS + 1)  # confirmed
    sweep()
    assert left() == {leads[1].pk, leads[2].pk, leads[3].pk}
    assert not Consent.objects.filter(person=leads[0].person_id, withdrawn_at=None).exists()


def test_what_is_late_is_counted_by_rule(leads, settings):
    assert overdue() == []
    age(leads[0], settings.LEAD_MONTHS * 31)
    age(leads[1], settings.UNCONFIRMED_DAYS + 3, confirmed_at=None, handed_at=None)
    assert {one.rule.key: one.rows for one in overdue()} == {"lead": 1, "unconfirmed": 1}
    sweep()
    assert overdue() == []


def test_a_batch_is_of_a_bounded_size(leads, settings, monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for lead in leads:
        age(lead, settings.LEAD_MONTHS * 31)
    assert [retention.sweep_old(clock.now()) for _ in range(3)] == [2, 2, 0]


@pytest.mark.parametrize("rows", [retention.old, retention.unconfirmed])
def test_old_leads_are_found_by_an_index(leads, settings, rows):
    """A table of a million leads is never read through."""
    age(leads[0], settings.LEAD_MONTHS * 31, confirmed_at=None, handed_at=None)
    with everywhere():
        plan = rows(clock.now()).explain()
    if connection.vendor == "sqlite":  # PostgreSQL reads a table of four rows through, and is right
        assert "leads_lead USING" in plan and "SCAN leads_lead" not in plan, plan


def test_how_long_is_said_with_the_settings_numbers(settings):
    assert str(settings.LEAD_MONTHS) in str(rules()["lead"].words)
    assert str(settings.UNCONFIRMED_DAYS) in str(rules()["unconfirmed"].words)
