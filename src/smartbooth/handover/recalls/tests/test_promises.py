"""Each check shows what it is for: green, then sabotaged, then red."""

import pytest

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.disclosures import door
from smartbooth.disclosures.tests.rows import sql, unguarded
from smartbooth.handover.recalls import promises
from smartbooth.handover.tests import handed
from smartbooth.handover.webhooks import endpoints, message
from smartbooth.handover.webhooks.courier import Courier
from smartbooth.handover.webhooks.models import Endpoint
from smartbooth.handover.webhooks.tests.receivers import receiving
from smartbooth.people import consents
from smartbooth.registry.purposes import Purpose

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(world, settings):
    """`sent(address)`: a lead that arrived at a webhook."""
    settings.WEBHOOK_LOCAL = True
    courier = Courier()
    with receiving() as receiver:
        with within(world.workspace):
            endpoints.add(world.workspace, None, receiver.url, world.owner)

        def arrive(address):
            lead = handed.lead(world.launch, address)
            courier.dispatch()
            courier.settle()
            return lead

        yield arrive
    courier.pool.shutdown()


def take_back(world, lead):
    with everywhere():
        consent = consents.live(lead.person_id, Purpose.SERVICE, world.workspace.pk, world.launch.pk)
    consents.withdraw(consent, "my data")


@pytest.mark.sabotage("B5", "own_owner")
def test_to_somebody_else(world, sent, monkeypatch):
    """The hand-over names another recipient than the launch's own: the door refuses, for want of a consent that names
    them; where a row stands all the same, it is found."""
    sent("ada@example.org")
    result = promises.own_owner()
    assert (result.kept, result.looked) == (True, 2)
    with monkeypatch.context() as patched:
        wrong = door.Recipient.owner(world.elsewhere)
        patched.setattr(door.Recipient, "owner", classmethod(lambda cls, *_given: wrong))
        assert handed.lead(world.launch, "kim@example.org").handed_at is None
    unguarded()
    sql("UPDATE disclosures_entry SET recipient = %s WHERE how = 'list'", world.elsewhere.pk)
    assert not promises.own_owner().kept


@pytest.mark.sabotage("B5", "own_owner")
def test_by_somebody_elses_webhook(world, sent):
    sent("ada@example.org")
    with everywhere():
        Endpoint.objects.update(workspace=world.elsewhere)
    assert not promises.own_owner().kept


@pytest.mark.sabotage("D1", "brought")
def test_round_the_door(world, sent, monkeypatch):
    """The courier opens the lead by itself."""
    sent("ada@example.org")
    result = promises.brought()
    assert (result.kept, result.looked) == (True, 1)

    class Around:
        Recipient = door.Recipient

        @staticmethod
        def disclose(items, *, purpose, ground, how, **named):
            return door.again(items, how="list", **named)

    monkeypatch.setattr(message, "door", Around)
    sent("kim@example.org")
    assert not promises.brought().kept


@pytest.mark.sabotage("D1", "brought")
def test_a_row_is_gone(world, sent):
    sent("ada@example.org")
    unguarded()
    sql("DELETE FROM disclosures_entry WHERE how LIKE 'webhook:%%'")
    assert not promises.brought().kept


@pytest.mark.sabotage("B2", "recalled")
def test_nobody_is_told(world, sent, monkeypatch):
    take_back(world, sent("ada@example.org"))
    result = promises.recalled()
    assert (result.kept, result.looked) == (True, 1)
    monkeypatch.setattr("smartbooth.people.consents._others", [])
    take_back(world, sent("kim@example.org"))
    assert not promises.recalled().kept
