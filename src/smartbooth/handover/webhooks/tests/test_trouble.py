"""An owner's server that fails, hangs or is not there: it is tried again, holds up nobody, and its owner sees why."""

import random
import socket
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.disclosures.models import Entry
from smartbooth.handover.tests import handed
from smartbooth.handover.webhooks import endpoints, pace, queue
from smartbooth.handover.webhooks.models import Delivery, Endpoint
from smartbooth.handover.webhooks.tests.receivers import (
    OK,
    drip,
    drip_head,
    flood,
    hang,
    receiving,
    slam,
    status,
)
from smartbooth.handover.webhooks.tests.sent import again, only, run, states

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 5, 8, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answer", "trouble", "code"),
    [
        (hang(), "slow", None),
        (drip, "", 200),
        (drip_head, "slow", None),
        (flood, "", 200),
        (slam, "broken", None),
        (b"nonsense\r\n\r\n", "broken", None),
        (status(301, "Location: http://169.254.169.254/latest"), "redirect", 301),
        (status(307, "Location: http://127.0.0.1:1/"), "redirect", 307),
        (status(500), "error", 500),
        (status(400), "declined", 400),
        (status(429, "Retry-After: 7200"), "busy", 429),
    ],
    ids=["hang", "drip", "drip-head", "flood", "slam", "nonsense", "301", "307", "500", "400", "429"],
)
def test_each_way_to_fail_ends_in_time_and_says_so(world, endpoint, receiver, courier, answer, trouble, code):
    """A 200 with a body that drips or never ends did arrive: nobody needs the body."""
    receiver.answer = answer
    handed.lead(world.launch)
    begun = time.monotonic()
    courier.round()
    courier.settle()
    assert time.monotonic() - begun < 20  # whoever hangs does so for thirty
    one = only()
    assert (one.trouble, one.status) == (trouble, code)
    assert one.state == ("waiting" if trouble else "delivered")
    assert len(receiver.got) == 1  # nobody was redirected


def test_retry_after_is_honoured(world, endpoint, receiver, courier):
    receiver.answer = status(503, "Retry-After: 7200")
    handed.lead(world.launch)
    with clock.at(FRIDAY):
        begin_at = clock.now()
        with everywhere():
            Delivery.objects.update(next_at=begin_at, queued_at=begin_at)
        run(courier)
        assert again(endpoint).paused_until >= begin_at + timedelta(hours=2)


def test_nobody_listening(world, endpoint, receiver, courier):
    with everywhere():
        Endpoint.objects.update(url="http://127.0.0.1:9/hook")
    handed.lead(world.launch)
    run(courier)
    assert only().trouble == "connect"


def test_a_name_that_leads_nowhere(world, endpoint, courier, settings):
    with everywhere():
        Endpoint.objects.update(url="https://nobody.invalid/hook")
    handed.lead(world.launch)
    run(courier)
    assert only().trouble in ("unknown", "connect")


def test_what_was_typed_is_looked_at_again_at_each_send(world, endpoint, receiver, courier, settings):
    handed.lead(world.launch)
    settings.WEBHOOK_LOCAL = False
    run(courier)
    assert only().trouble == "refused"
    assert receiver.got == []


def test_gone_switches_the_endpoint_off(world, endpoint, receiver, courier):
    receiver.answer = status(410)
    handed.lead(world.launch)
    run(courier)
    found = again(endpoint)
    assert (found.state, found.reason) == ("disabled", "gone")
    assert states() == ["dead"]
    handed.lead(world.launch, "bob@example.org")
    assert states() == ["dead"]


def test_a_day_of_errors_and_all_is_well(world, endpoint, receiver, courier):
    """5xx for a day: one message at a time probes, at most an hour apart; then everything arrives, none twice."""
    receiver.answer = status(500)
    moment = FRIDAY
    with clock.at(lambda: moment.timestamp()):
        made = [lead.pk for lead in handed.leads(world.launch, 5)]
        while moment < FRIDAY + timedelta(days=1):
            run(courier)
            moment += timedelta(minutes=5)
        tries = len(receiver.got)
        assert 20 < tries < 60
        assert tries == receiver.connections  # never a batch
        receiver.answer, receiver.got = OK, []
        for _ in range(15):
            run(courier)
            moment += timedelta(minutes=5)
    assert sorted(body["data"]["id"] for body in receiver.bodies) == sorted(made)
    assert set(states()) == {"delivered"}
    assert Entry.objects.filter(how=endpoint.way).count() == 5  # one a lead, however often it was tried
    assert again(endpoint).failures == 0


def test_days_of_errors_leave_dead_letters_that_can_be_sent_again(world, endpoint, receiver, courier):
    receiver.answer = status(500)
    moment = FRIDAY
    with clock.at(lambda: moment.timestamp()):
        handed.leads(world.launch, 2)
        while moment < FRIDAY + timedelta(days=4):
            run(courier)
            moment += timedelta(minutes=20)
        assert states() == ["dead", "dead"]
        receiver.answer = OK
        with within(world.workspace):
            assert queue.again(endpoints.dead(endpoint)) == 2
            endpoints.enable(again(endpoint))
        run(courier)
    assert states() == ["delivered", "delivered"]


def test_one_that_hangs_stalls_nobody(world, receiver, courier, settings):
    """Ten endpoints, half of them hang, as long as the test wants: the others have theirs meanwhile."""
    settings.WEBHOOK_SECONDS = 60
    over = threading.Event()
    with receiving(lambda connection: over.wait(60) and connection.shutdown(socket.SHUT_RDWR)) as ill:
        with within(world.workspace):
            for number in range(10):
                where = ill if number % 2 else receiver
                endpoints.add(world.workspace, None, where.url, world.owner)
        handed.lead(world.launch)
        until = time.monotonic() + 30
        while states().count("delivered") < 5 and time.monotonic() < until:
            courier.round()
            time.sleep(0.02)
        assert sorted(states()) == ["claimed"] * 5 + ["delivered"] * 5
        over.set()
        courier.settle()
    assert sorted(states()) == ["delivered"] * 5 + ["waiting"] * 5


def test_a_hanging_endpoint_gets_one_try_a_pause(world, endpoint, receiver, courier):
    receiver.answer = hang()
    handed.leads(world.launch, 3)
    run(courier)
    assert len(receiver.got) == 1
    run(courier)
    assert len(receiver.got) == 1


def test_pauses_double_up_to_an_hour():
    chance = random.Random(7)
    waits = [pace.pause(number, chance=chance).total_seconds() for number in range(1, 90)]
    assert 24 <= waits[0] <= 36
    assert 48 <= waits[1] <= 72
    assert max(waits) <= 4320
    assert len([1 for _ in waits]) > 70 and 3 * 86400 < sum(waits) < 5 * 86400
    assert pace.pause(1, 1e9).total_seconds() == 86400


def test_one_message_nobody_can_digest_does_not_hold_up_the_others(world, endpoint, receiver, courier):
    """The receiver fails on one lead only: the others arrive at the next probe."""

    def picky(connection):
        bad = "person1@" in receiver.got[-1]["body"]
        connection.sendall(status(500) if bad else OK)

    receiver.answer = picky
    moment = FRIDAY
    with clock.at(lambda: moment.timestamp()):
        handed.leads(world.launch, 6)
        for _ in range(4):
            run(courier)
            moment += timedelta(minutes=1)
    assert sorted(states()) == ["delivered"] * 5 + ["waiting"]
