"""From a lead to an owner's server: what arrives, once, and what is told when it is taken back."""

from datetime import timedelta

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.disclosures.models import Entry
from smartbooth.handover.recalls import begin
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.tests import handed
from smartbooth.handover.webhooks import endpoints, queue, secret
from smartbooth.handover.webhooks.courier import BATCH, LEASE, Courier
from smartbooth.handover.webhooks.models import Delivery
from smartbooth.handover.webhooks.tests.receivers import OK, status
from smartbooth.handover.webhooks.tests.sent import only, run, states
from smartbooth.leads.removal import remove
from smartbooth.people import consents, erasure
from smartbooth.registry.purposes import Purpose

pytestmark = pytest.mark.django_db


def test_a_lead_arrives_signed(world, endpoint, receiver, courier):
    lead = handed.lead(world.launch)
    run(courier)
    (got,) = receiver.got
    body = Webhook(secret.show(endpoint)).verify(got["body"], got["headers"])
    assert body["type"] == "lead.created"
    assert body["data"]["id"] == lead.pk
    assert body["data"]["address"] == "ada@example.org"
    assert body["data"]["name"] == "Ada"
    assert body["data"]["answers"] == [{"question": "Which size?", "answer": "Large"}]
    assert [one["text"] for one in body["data"]["consents"]] == [handed.NOTICE, handed.CALL]
    assert got["headers"]["webhook-id"] == f"msg_{only().pk}"
    assert states() == ["delivered"]
    assert (
        Entry.objects.filter(how=endpoint.way, recipient=world.workspace.pk, launch=world.launch.pk).count() == 1
    )


def test_nothing_of_anyone_is_kept_in_line(world, endpoint):
    handed.lead(world.launch)
    with everywhere():
        row = repr(Delivery.objects.values().get())
    assert "ada" not in row
    assert "example" not in row


def test_a_changed_body_is_noticed(world, endpoint, receiver, courier):
    handed.lead(world.launch)
    run(courier)
    got = receiver.got[0]
    with pytest.raises(WebhookVerificationError):
        Webhook(secret.show(endpoint)).verify(got["body"].replace("ada", "bob"), got["headers"])


def test_both_secrets_sign_while_one_is_changed(world, endpoint, receiver, courier):
    old = secret.show(endpoint)
    with within(world.workspace):
        secret.rotate(endpoint)
    handed.lead(world.launch)
    run(courier)
    got = receiver.got[0]
    for known in (old, secret.show(endpoint)):
        assert Webhook(known).verify(got["body"], got["headers"])
    assert old != secret.show(endpoint)
    with clock.at(clock.now() + secret.OVERLAP + timedelta(seconds=1)):
        assert " " not in secret.signatures(endpoint, "msg_x", clock.now(), "{}")


def test_only_the_launchs_endpoints_hear(world, endpoint, receiver, courier):
    with within(world.workspace):
        every = endpoints.add(world.workspace, None, receiver.url, world.owner)
    with within(world.elsewhere):
        endpoints.add(world.elsewhere, None, receiver.url, world.stranger)
    handed.lead(world.launch)
    assert {one.endpoint_id for one in handed.all_of(Delivery)} == {endpoint.pk, every.pk}


def test_a_second_time_by_the_worker_is_no_second_message(world, endpoint):
    lead = handed.lead(world.launch)
    queue.created(world.workspace.pk, world.launch.pk, [lead.pk])
    assert states() == ["waiting"]


def test_many_go_in_one_connection_in_order(world, endpoint, receiver, courier):
    made = [lead.pk for lead in handed.leads(world.launch, BATCH + 3)]
    run(courier)
    assert [body["data"]["id"] for body in receiver.bodies] == made
    assert receiver.connections == 2
    assert Entry.objects.filter(how=endpoint.way).count() == BATCH + 3


def test_a_killed_worker_loses_nothing(world, endpoint, receiver, courier):
    """Claimed, sent or not, and the worker gone: after the lease another one sends it, under the same id."""
    handed.lead(world.launch)
    dying = Courier()
    dying.dispatch()
    dying.pool.shutdown(wait=True)  # sent, but never noted
    assert states() == ["claimed"]
    run(courier)
    assert len(receiver.got) == 1
    with clock.at(clock.now() + LEASE + timedelta(seconds=1)):
        assert courier.reap() == 1
        run(courier)
    assert [got["headers"]["webhook-id"] for got in receiver.got] == [f"msg_{only().pk}"] * 2
    assert states() == ["delivered"]
    assert Entry.objects.filter(how=endpoint.way).count() == 1


def test_two_workers_do_not_send_twice(world, endpoint, receiver, courier):
    handed.leads(world.launch, 4)
    other = Courier()
    courier.dispatch()
    other.dispatch()
    courier.settle()
    other.settle()
    other.pool.shutdown()
    assert len(receiver.got) == 4


def test_taken_back_before_it_was_sent(world, endpoint, receiver, courier):
    lead = handed.lead(world.launch)
    with within(world.workspace):
        remove(lead)
    run(courier)
    assert receiver.got == []
    assert states() == ["void"]
    assert {one.how for one in handed.all_of(Recall)} == {"list"}


def test_an_erasure_while_it_is_under_way(world, endpoint, receiver, courier):
    """Claimed and disclosed, then erased: the endpoint is told, and nothing is sent a second time."""
    receiver.answer = status(500)
    lead = handed.lead(world.launch)
    run(courier)
    erasure.erase(lead.person_id, "asked")
    receiver.answer = OK
    with clock.at(clock.now() + timedelta(hours=2)):
        run(courier)
    assert receiver.bodies[-1]["type"] == "lead.recalled"
    assert sum(body["type"] == "lead.created" for body in receiver.bodies) == 1
    assert "example.org" not in receiver.got[-1]["body"]


def test_a_recall_is_told_by_id_alone_and_acknowledged_by_the_answer(world, endpoint, receiver, courier):
    lead = handed.lead(world.launch)
    run(courier)
    with everywhere():
        consent = consents.live(lead.person_id, Purpose.SERVICE, world.workspace.pk, world.launch.pk)
    consents.withdraw(consent, "my data")
    assert {one.how for one in handed.all_of(Recall)} == {"list", endpoint.way}
    run(courier)
    told = receiver.bodies[-1]
    assert told["type"] == "lead.recalled"
    assert told["data"]["id"] == lead.pk
    assert told["data"]["reason"] == "withdrawn"
    assert "ada" not in receiver.got[-1]["body"]
    assert {one.acknowledged_by for one in handed.all_of(Recall)} == {"webhook", "together"}


def test_who_comes_back_is_handed_over_anew(world, endpoint, receiver, courier):
    lead = handed.lead(world.launch)
    run(courier)
    with everywhere():
        consent = consents.live(lead.person_id, Purpose.SERVICE, world.workspace.pk, world.launch.pk)
    consents.withdraw(consent, "my data")
    run(courier)
    handed.lead(world.launch)
    run(courier)
    assert [body["type"] for body in receiver.bodies] == ["lead.created", "lead.recalled", "lead.created"]
    erasure.erase(lead.person_id, "asked")
    run(courier)
    assert receiver.bodies[-1]["data"]["reason"] == "erased"


def test_a_child_has_72_hours(world, endpoint):
    lead = handed.lead(world.launch)
    begin.of_person(lead.person_id, Recall.CHILD)
    (row,) = handed.all_of(Recall)
    assert row.due_by - row.at == timedelta(hours=72)
    erasure.erase(lead.person_id, "child")
    assert len(handed.all_of(Recall)) == 1


def test_a_ping_holds_nothing_and_dies_at_once(world, endpoint, receiver, courier):
    with within(world.workspace):
        queue.ping(endpoint)
    receiver.answer = status(500)
    run(courier)
    assert receiver.bodies == [{**receiver.bodies[0], "type": "test.ping", "data": {"test": True}}]
    assert states() == ["dead"]
    assert not Entry.objects.filter(how=endpoint.way).exists()
