"""A launch that is deleted takes with it its leads, the persons only it knew, and its counts."""

import pytest

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.journal.lines import FIRST, VIEW, Event
from smartbooth.launches import removal
from smartbooth.leads.models import Lead
from smartbooth.leads.removal import left_behind
from smartbooth.leads.tests import scene
from smartbooth.people.models import Consent, Key, Person
from smartbooth.tallies import pending
from smartbooth.tallies.fold import fold
from smartbooth.tallies.models import Cohort, Cross, Drop, Hourly, Name, Pending, Target


@pytest.fixture
def counted(aurora):
    scene.post(aurora, email="sam@example.org", purpose_1="on")
    view = Event(clock.hour(), VIEW, aurora.workspace_id, aurora.pk, "a", clock.hour(), "google", mark=FIRST)
    pending.note(view)
    fold()
    return aurora


def test_nothing_of_it_is_left(counted):
    with within(counted.workspace):
        assert Hourly.objects.filter(launch=counted.pk).exists()
        person = Lead.objects.get(launch=counted).person_id
        removal.remove(counted)
    with everywhere():
        assert not Person.objects.filter(pk=person).exists()
        assert not Key.objects.filter(pk=person).exists()
        for model in (Lead, Consent, Hourly, Cohort, Cross, Target, Drop, Name, Pending):
            assert not model.objects.exists(), model


def test_a_person_of_another_launch_stays(counted, world):
    scene.publish(world.theirs)
    scene.post(world.theirs, email="sam@example.org")
    with within(counted.workspace):
        removal.remove(counted)
    with everywhere():
        assert Person.objects.filter(accounts=None).count() == 1
        assert Lead.objects.get().launch_id == world.theirs.pk


def test_a_fault_leaves_all_as_it_was(counted, monkeypatch):
    def broken(launch):
        raise RuntimeError("no room left")

    monkeypatch.setattr(removal, "_others", [*removal._others, broken])
    with within(counted.workspace), pytest.raises(RuntimeError):
        removal.remove(counted)
    with everywhere():
        assert Lead.objects.filter(launch=counted).exists()
        assert Hourly.objects.filter(launch=counted.pk).exists()


def test_of_many_the_worker_erases_the_rest(aurora, world, monkeypatch):
    monkeypatch.setattr("smartbooth.leads.removal.AT_ONCE", 2)
    monkeypatch.setattr("smartbooth.leads.removal.LOOK", 3)
    for number in range(9):
        scene.post(aurora, email=f"sam{number}@example.org")
    scene.publish(world.theirs)
    for number in (3, 4):
        scene.post(world.theirs, email=f"sam{number}@example.org")
    people = Person.objects.filter(accounts=None)
    with within(aurora.workspace):
        removal.remove(aurora)
    assert people.count() >= 7
    assert max(left_behind() for _ in range(12)) == 2
    assert people.count() == 2
    assert {lead.person_id for lead in scene.leads(world.theirs)} == set(people.values_list("pk", flat=True))
    assert left_behind() == 0
