"""An owner who is late in deleting a child's data is given nobody's, by no way, until they say that they did."""

from datetime import timedelta

import pytest
from django.test import Client

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.disclosures.models import Entry
from smartbooth.handover.api import tokens
from smartbooth.handover.api.scopes import LEADS
from smartbooth.handover.list import hand_over
from smartbooth.handover.recalls import begin, queries
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.tests import handed
from smartbooth.handover.webhooks import courier, endpoints, events
from smartbooth.handover.webhooks.models import Endpoint
from smartbooth.leads.models import Lead
from smartbooth.people import erasure

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(world):
    """Three days and an hour after a child's data had to be deleted; the stranger's launch has a lead, too."""
    with within(world.workspace):
        endpoints.add(world.workspace, world.launch, "https://hooks.example.org/in", world.owner)
    child = handed.lead(world.launch, "child@example.org")
    begin.of_person(child.person_id, Recall.CHILD)
    erasure.erase(child.person_id, "reported")
    with clock.at(clock.now() + timedelta(hours=73)):
        yield child


@pytest.fixture
def olive(world):
    client = Client()
    client.force_login(world.owner)
    return client


def waiting(world):
    with within(world.workspace):
        return Lead.objects.filter(handed_at=None).count()


def test_new_leads_wait_and_others_do_not(world, late):
    rows = Entry.objects.count()
    handed.lead(world.launch)
    assert waiting(world) == 1
    handed.lead(world.theirs, "kim@example.org")
    assert Entry.objects.count() == rows + 1


def test_no_file_and_a_word_that_says_why(world, late, olive):
    answer = olive.post(f"/launches/{world.launch.pk}/leads/export", follow=True)
    assert answer.redirect_chain and "No file was made" in answer.content.decode()
    assert "New addresses wait" in olive.get("/connections/recalls/").content.decode()
    assert "New addresses wait" in olive.get(f"/launches/{world.launch.pk}/leads/").content.decode()


def test_a_program_is_refused_what_it_has_not_read(world, late, olive):
    olive.post("/connections/recalls/acknowledgement")
    handed.lead(world.launch)
    with within(world.workspace):
        Recall.objects.update(acknowledged_at=None)
        _token, secret = tokens.make(world.workspace, "Test", [LEADS], world.owner)
    with clock.at(clock.now() + timedelta(seconds=3)):  # it lists what is two seconds old
        answer = Client().get(
            f"/api/v1/launches/{world.launch.pk}/leads", headers={"Authorization": f"Bearer {secret}"}
        )
    assert answer.status_code == 403 and "child" in answer.json()["detail"]


def test_a_webhook_is_told_what_to_delete_and_nothing_else(world, late, olive):
    olive.post("/connections/recalls/acknowledgement")
    handed.lead(world.launch)
    with within(world.workspace):
        Recall.objects.update(acknowledged_at=None)
        endpoint = Endpoint.objects.get()
        assert {one.event for one in courier.claim(endpoint, clock.now())} <= {events.RECALLED}


def test_saying_so_opens_the_door(world, late, olive):
    handed.lead(world.launch)
    olive.post("/connections/recalls/acknowledgement")
    hand_over()
    assert waiting(world) == 0
    with within(world.workspace):
        assert not queries.pending().barred
