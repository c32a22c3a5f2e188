"""The owner's side of a recall: what is to be deleted, and saying that it is."""

from datetime import timedelta

import pytest
from django.test import Client

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.disclosures.tests.rows import sql, unguarded
from smartbooth.handover.recalls import begin
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.recalls.queries import pending, recalls_for
from smartbooth.handover.tests import handed
from smartbooth.launches.removal import remove as remove_launch
from smartbooth.people import erasure

pytestmark = pytest.mark.django_db


@pytest.fixture
def olive(world):
    client = Client()
    client.force_login(world.owner)
    return client


def test_erased_in_the_same_transaction_or_not_at_all(world, monkeypatch):
    lead = handed.lead(world.launch)

    def fails(_person):
        raise RuntimeError

    monkeypatch.setattr("smartbooth.people.vault.forget", fails)
    with pytest.raises(RuntimeError):
        erasure.erase(lead.person_id, "asked")
    assert handed.all_of(Recall) == []


def test_a_recall_says_nothing_of_who(world):
    lead = handed.lead(world.launch)
    erasure.erase(lead.person_id, "asked")
    (row,) = handed.all_of(Recall)
    text = repr(vars(row))
    assert lead.person_id not in text
    assert "example.org" not in text
    assert row.due_by - row.at == timedelta(days=7)


def test_who_was_never_handed_over_is_not_recalled(world):
    lead = handed.lead(world.launch)
    unguarded()
    sql("DELETE FROM disclosures_entry")
    erasure.erase(lead.person_id, "asked")
    assert handed.all_of(Recall) == []


def test_two_at_once(world):
    lead = handed.lead(world.launch)
    assert erasure.erase(lead.person_id, "asked")
    assert not erasure.erase(lead.person_id, "asked")
    assert len(handed.all_of(Recall)) == 1


def test_a_deleted_launch_leaves_its_recalls(world):
    lead = handed.lead(world.launch)
    erasure.erase(lead.person_id, "asked")
    with within(world.workspace):
        remove_launch(world.launch)
    (row,) = handed.all_of(Recall)
    assert (row.launch_id, row.launch_name) == (None, "Aurora")


def test_the_page_and_its_button(world, olive):
    leads = handed.leads(world.launch, 2)
    page = olive.get("/connections/recalls/").content.decode()
    assert "Nothing has to be deleted." in page
    for lead in leads:
        erasure.erase(lead.person_id, "asked")
    page = olive.get("/connections/recalls/").content.decode()
    assert "2 people have to be deleted on your side." in page
    assert leads[0].pk in page
    assert "See what to delete" in olive.get(f"/launches/{world.launch.pk}/leads/").content.decode()
    assert [one.lead for one in recalls_for(world.workspace.pk, world.launch.pk)] == [one.pk for one in leads]
    olive.post("/connections/recalls/acknowledgement", {"lead": leads[0].pk})
    with within(world.workspace):
        assert pending().leads == 1
    with clock.at(clock.now() + timedelta(days=8)):
        page = olive.get("/connections/recalls/").content.decode()
        assert "late since" in page
        assert "1 of them should be gone already." in page
    olive.post("/connections/recalls/acknowledgement")
    assert "Nothing has to be deleted." in olive.get("/connections/recalls/").content.decode()
    assert list(recalls_for(world.workspace.pk, world.launch.pk)) == []


def test_a_stranger_settles_nothing(world):
    lead = handed.lead(world.launch)
    begin.of_person(lead.person_id, Recall.ERASED)
    stranger = Client()
    stranger.force_login(world.stranger)
    assert stranger.post("/connections/recalls/acknowledgement", {"lead": lead.pk}).status_code == 404
    assert stranger.post("/connections/recalls/acknowledgement").status_code == 302
    assert handed.all_of(Recall)[0].acknowledged_at is None
    assert lead.pk not in stranger.get("/connections/recalls/").content.decode()
