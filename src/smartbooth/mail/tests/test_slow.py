"""A server that takes its time: what was claimed and has not begun is asked about again: a stop holds at once."""

import time

import pytest

from smartbooth.core import clock
from smartbooth.mail import batch, choices, lanes, line, send, transports
from smartbooth.mail.courier import FRESH, Courier
from smartbooth.mail.models import Outbox
from smartbooth.mail.outbox import values
from smartbooth.people import consents, store, suppression, vault
from smartbooth.people.address import Address
from smartbooth.registry.purposes import Purpose

MANY = 25
TAKES = 0.1  # seconds a letter


@pytest.fixture
def slow(monkeypatch):
    """The addresses the server was given letters for, in order; one connection."""
    taken = []

    class Session:
        closed = False

        def send(self, envelope):
            time.sleep(TAKES)
            taken.append(envelope.address)

        def close(self):
            pass

    class Transport:
        addressed, connections = True, 1
        open = Session

    monkeypatch.setattr(transports, "current", Transport)
    monkeypatch.setattr(lanes, "FRESH", TAKES / 2)
    send.end()
    yield taken
    send.end()


@pytest.fixture
def waiting(db, news):
    """MANY letters of one thing to as many people who agreed to it."""
    with store.both():
        made = [vault.find_or_make(Address.parse(f"reader{n}@example.org"))[0] for n in range(MANY)]
        for person in made:
            consents.give(person.pk, purpose=Purpose.MARKETING, words="Write to me", language="en", country="FR")
    Outbox.objects.bulk_create([Outbox(**values(news, person.pk, "en", {}, about="one")) for person in made])
    return made


def rounds(taken, count):
    """The worker's, until the server took so many more."""
    before, end = len(taken), time.monotonic() + 30
    while len(taken) < before + count and time.monotonic() < end:
        send.round()


def settle(courier):
    courier.settle()
    for _turn in range(200):
        if not send.round():
            return
    raise AssertionError("it never ends")


def test_who_stops_it_gets_none_that_had_not_begun(slow, waiting):
    rounds(slow, 6)
    for person in waiting:
        choices.stop(person, suppression.DIGEST, choices.BY_LINK)
    before = len(slow)
    settle(send.courier())
    assert len(slow) <= before + 1, "the one that was under way"
    assert Outbox.objects.filter(state=Outbox.SUPPRESSED).count() == MANY - len(slow)


@pytest.mark.parametrize("how", ["pause", "cancel"])
def test_what_an_operator_holds_back_does_not_go(slow, waiting, how):
    rounds(slow, 6)
    (batch.pause if how == "pause" else lambda about: batch.cancel(about, "Stopped."))("one")
    before = len(slow)
    settle(send.courier())
    assert len(slow) <= before + 1
    assert Outbox.objects.filter(state=Outbox.SENT).count() == len(slow)
    assert not Outbox.objects.exclude(claim="").exists() and batch.under_way("one") == (how == "pause")
    if how == "pause":
        batch.resume("one")
        rounds(slow, 3)
        assert len(slow) >= before + 3


def test_a_slow_server_is_given_few_and_gets_them_all(slow, waiting):
    most = []
    end = time.monotonic() + 60
    while len(slow) < MANY and time.monotonic() < end:
        send.round()
        most.append(len(send.courier().under_way))
    settle(send.courier())
    assert sorted(slow) == sorted(f"reader{n}@example.org" for n in range(MANY)) and max(most) <= 4
    assert set(Outbox.objects.values_list("state", "attempts")) == {(Outbox.SENT, 1)}


@pytest.mark.parametrize("rate", [1, 2, 7, 100])
def test_a_given_rate_is_kept_and_nothing_waits_for_its_turn_too_long(slow, settings, rate):
    settings.MAIL_RATE = rate
    courier = Courier(transports.current())
    try:
        assert 1 <= courier.limit <= max(1, rate * FRESH)
    finally:
        courier.close()


def test_a_row_that_comes_back_is_as_it_was(waiting):
    [row] = line.claim("one", clock.now(), 1)
    line.record("one", [(row, lanes.STALE)], clock.now())
    row.refresh_from_db()
    assert (row.state, row.attempts, row.claim, row.problem) == (Outbox.WAITING, 0, "", "")
    assert row.due_at <= clock.now()
