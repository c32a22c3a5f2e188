"""A hub hears that a feed changed: once, again while it fails, never after a day, and never in anybody's way."""

import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from urllib.parse import parse_qs

import pytest
from django.db import transaction

from smartbooth.core import clock
from smartbooth.core.duties import duties
from smartbooth.registry import egress, processors
from smartbooth.updates import checks, hub, retention
from smartbooth.updates.models import Ping

FEED = "https://aurora.example.org/updates.atom"
DAY = datetime(2026, 5, 3, 8, 30, tzinfo=UTC)


class Hub:
    """On loopback; answers `status` after `wait` seconds."""

    def __init__(self):
        self.status, self.wait, self.got, outer = 204, 0.0, [], self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                outer.got.append((self.headers["content-type"], parse_qs(body), dict(self.headers)))
                time.sleep(outer.wait)
                self.send_response(outer.status)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def away(settings):
    made = Hub()
    settings.WEBSUB_HUB = made.url
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def herald():
    made = hub.Herald()
    yield made
    made.pool.shutdown()


def settle(herald):
    herald.round()
    for future in list(herald.under_way.values()):
        future.exception(timeout=20)
    herald.harvest()


def test_it_is_told_the_feeds_address_and_nothing_else(db, away, herald):
    hub.ping(FEED)
    settle(herald)
    [(kind, said, sent)] = away.got
    assert kind == "application/x-www-form-urlencoded"
    assert said == {"hub.mode": ["publish"], "hub.url": [FEED]}
    assert not {"Cookie", "Referer", "Authorization"} & set(sent)
    assert not Ping.objects.exists()


def test_without_a_hub_nothing_is_told(db, herald, settings):
    hub.ping(FEED)
    assert not Ping.objects.exists()
    Ping.objects.create(topic=FEED)  # a hub there was before
    assert herald.round() == 0


def test_many_changes_are_told_once(db, away, herald):
    for _ in range(5):
        hub.ping(FEED)
    settle(herald)
    settle(herald)
    assert len(away.got) == 1


def test_what_is_undone_is_not_told(db, away, herald):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        hub.ping(FEED)
        raise ZeroDivisionError
    settle(herald)
    assert not away.got


def test_a_change_during_a_try_is_told_too(db, away, herald):
    away.wait = 0.3
    hub.ping(FEED)
    herald.round()
    hub.ping(FEED)
    for future in list(herald.under_way.values()):
        future.result()
    herald.harvest()
    assert Ping.objects.count() == 1
    settle(herald)
    assert len(away.got) == 2 and not Ping.objects.exists()


def test_it_is_tried_again_later_each_time_and_given_up_after_a_day(db, away, herald, caplog):
    away.status = 500
    now, tried = DAY, []
    with clock.at(DAY):
        hub.ping(FEED)
    for _ in range(200):
        with clock.at(now):
            settle(herald)
        one = Ping.objects.first()
        if one is None:
            break
        tried.append(now)
        with clock.at(one.next_at - timedelta(seconds=1)):
            assert herald.begin() == 0
        now = one.next_at
    pauses = [(after - before).total_seconds() for before, after in pairwise(tried)]
    assert pauses[:4] == [30, 60, 120, 240] and max(pauses) == 3600
    assert timedelta(hours=23) < tried[-1] - DAY <= timedelta(days=1)
    assert "given up" in caplog.text and FEED not in caplog.text
    assert retention.overdue(DAY + timedelta(days=2)) == 0


def test_it_is_heard_once_it_is_back(db, away, herald):
    away.status = 503
    with clock.at(DAY):
        hub.ping(FEED)
        settle(herald)
    away.status = 202
    with clock.at(DAY + timedelta(seconds=31)):
        settle(herald)
    assert len(away.got) == 2 and not Ping.objects.exists()


def test_a_hub_that_is_not_there_or_hangs_holds_nobody_up(db, away, herald, settings, monkeypatch):
    away.wait = 1.5
    for number in range(hub.AT_ONCE + 3):
        hub.ping(f"{FEED}{number}")
    begun = time.monotonic()
    assert herald.round() == hub.AT_ONCE and herald.round() == 0
    assert time.monotonic() - begun < 1.4
    settle(herald)
    settings.WEBSUB_HUB = "http://127.0.0.1:9/"
    settle(herald)
    assert Ping.objects.filter(tries=1).count() == 3
    monkeypatch.setattr(hub, "SECONDS", 0.2)
    assert not hub.tell(away.url, FEED)


def test_a_worker_that_died_leaves_its_try_to_the_next(db, away, herald):
    with clock.at(DAY):
        hub.ping(FEED)
        assert Ping.objects.update(next_at=DAY + hub.CLAIMED) and herald.begin() == 0
    with clock.at(DAY + hub.CLAIMED):
        settle(herald)
    assert len(away.got) == 1


def test_two_workers_tell_it_once(db, away, herald):
    hub.ping(FEED)
    other = hub.Herald()
    assert herald.begin() + other.begin() == 1
    settle(herald)
    settle(other)
    other.pool.shutdown()
    assert len(away.got) == 1


def test_it_leaves_by_a_declared_way_with_nothing_of_a_person():
    assert processors.fields_of(hub.WAY) == frozenset()
    with pytest.raises(processors.NotAllowed), egress.egress(hub.WAY, ["user.contact.email"]):
        pass
    assert any(duty.work is hub.round for duty in duties())


def test_publishing_pings_both_feeds(aurora, settings):
    settings.WEBSUB_HUB = "https://hub.example.org/"
    aurora.write(out=False)
    assert not Ping.objects.exists()
    aurora.write()
    assert {one.topic for one in Ping.objects.all()} == {
        f"{aurora.launch.url}updates.{kind}" for kind in ("atom", "rss")
    }
    assert all(one.asked == 1 for one in Ping.objects.all())


def test_what_a_hub_was_to_hear_ends(db, settings):
    settings.WEBSUB_HUB = "https://hub.example.org/"
    with clock.at(DAY):
        hub.ping(FEED)
    assert retention.sweep(DAY + timedelta(hours=25)) == 0
    assert retention.overdue(DAY + timedelta(days=2)) == 1
    assert retention.sweep(DAY + timedelta(days=2)) == 1 and not Ping.objects.exists()


@pytest.mark.parametrize(
    ("given", "wrong"), [("", 0), ("https://hub.example.org/", 0), ("hub", 1), ("ftp://x/", 1)]
)
def test_a_hub_has_a_full_address(settings, given, wrong):
    settings.WEBSUB_HUB = given
    assert len(checks.hub()) == wrong
