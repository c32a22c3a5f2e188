"""The guard of outgoing connections. TEST-NET addresses (RFC 5737, 3849) belong to nobody."""

import asyncio
import http.client
import logging
import socket
import threading

import pytest

from smartbooth.registry import egress, processors
from smartbooth.registry.processors import NotAllowed, Way, allowed

AWAY = ("192.0.2.1", 443)
AWAY6 = ("2001:db8::1", 443, 0, 0)


@pytest.fixture
def road(declared):
    processors.declare(Way("road", "a road out", frozenset({"user.contact.email"})))


@pytest.fixture
def guarded():
    with egress.armed():
        yield


@pytest.fixture
def server():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()


def test_a_connection_to_the_outside_is_refused(guarded):
    with socket.socket() as way_out, pytest.raises(NotAllowed):
        way_out.connect(AWAY)
    with socket.socket(socket.AF_INET6) as way_out, pytest.raises(NotAllowed):
        way_out.connect(AWAY6)


def test_every_road_is_watched(guarded):
    with pytest.raises(NotAllowed):
        socket.create_connection(AWAY, timeout=1)
    with pytest.raises(NotAllowed):
        http.client.HTTPSConnection("www.example.com", timeout=1).request("GET", "/")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way_out:
        with pytest.raises(NotAllowed):
            way_out.sendto(b"x", AWAY)
        with pytest.raises(NotAllowed):
            way_out.sendmsg([b"x"], [], 0, AWAY)


def test_asking_for_a_name_is_a_packet_too(guarded):
    for ask in (socket.gethostbyname, socket.gethostbyname_ex, lambda name: socket.getaddrinfo(name, 443)):
        with pytest.raises(NotAllowed):
            ask("www.example.com")


def test_asking_for_an_address_tells_it(guarded):
    for ask in (lambda: socket.gethostbyaddr(AWAY[0]), lambda: socket.getnameinfo(AWAY, 0)):
        with pytest.raises(NotAllowed):
            ask()
    assert socket.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV) == (
        "127.0.0.1",
        "80",
    )


def test_asyncio_is_watched_as_well(guarded):
    async def out():
        await asyncio.open_connection(*AWAY)

    with pytest.raises(NotAllowed):
        asyncio.run(out())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_near(guarded, server, host):
    with socket.create_connection((host, server[1]), timeout=5):
        pass


def test_unix_sockets_and_the_database_are_near(guarded, tmp_path, settings, monkeypatch):
    with socket.socket(socket.AF_UNIX) as way, pytest.raises(FileNotFoundError):
        way.connect(str(tmp_path / "gone"))
    assert egress.refuses(AWAY)
    monkeypatch.setitem(settings.DATABASES, "far", {"HOST": AWAY[0]})
    with egress.armed():
        assert not egress.refuses(AWAY)


def test_a_declared_way_leads_out(guarded, road):
    with egress.egress("road", ["user.contact.email"]):
        assert not egress.refuses(AWAY)
    assert egress.refuses(AWAY), "and only inside the block"


def test_a_field_outside_the_list_stops_it_before_anything_is_sent(guarded, road):
    with (
        pytest.raises(NotAllowed, match=r"user\.name"),
        egress.egress("road", ["user.contact.email", "user.name"]),
    ):
        raise AssertionError
    with pytest.raises(NotAllowed, match=r"user\.name"):
        allowed("road", {"user.name": "Ada"})
    assert allowed("road", {"user.contact.email": "ada@example.org"}) == {"user.contact.email": "ada@example.org"}


def test_an_unknown_way_leads_nowhere(guarded):
    with pytest.raises(NotAllowed, match="back door"), egress.egress("back door"):
        raise AssertionError
    with pytest.raises(NotAllowed):
        allowed("back door", {})


def test_a_way_is_of_the_thread_that_took_it(guarded, road):
    refused = []
    with egress.egress("road"):
        other = threading.Thread(target=lambda: refused.append(egress.refuses(AWAY)))
        other.start()
        other.join()
    assert refused == [True]


def test_a_refusal_is_logged_without_the_address(guarded, caplog):
    with caplog.at_level(logging.ERROR), pytest.raises(NotAllowed):
        socket.getaddrinfo("ada.example.org", 443)
    [record] = caplog.records
    assert "ada" not in record.getMessage() and "Refused" in record.getMessage()


def test_a_trial_is_no_event(guarded, caplog):
    assert egress.refuses(AWAY) and not caplog.records


def test_unarmed_it_lets_everything_pass(monkeypatch):
    monkeypatch.setattr(egress, "_armed", False)
    assert not egress.installed()
    assert not egress.refuses(AWAY)


def test_what_leaves_natively_is_not_used():
    """uvloop connects without the interpreter's audit events: nothing in the edge's processes may open connections."""
    from pathlib import Path

    package = Path(egress.__file__).parents[1]
    for room in ("edge", "config"):
        for path in (package / room).glob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert "create_connection" not in text and "open_connection" not in text, path
