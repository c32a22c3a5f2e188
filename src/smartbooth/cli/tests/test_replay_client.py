"""The visitors against a small server that keeps what it was asked."""

import socket
import threading
from collections import Counter
from contextlib import contextmanager

from smartbooth.cli.replay import client
from smartbooth.cli.replay.plan import Address, Page, Plan, robot_requests, visits

BODY = b"x" * 20_000  # more than one read


class Host:
    """Answers pages, pixels and clicks, one thread a connection. `spoil` may answer something else first."""

    def __init__(self, spoil=None):
        self.asked = Counter()
        self.spoil = spoil or (lambda kind, host: None)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        data = b""
        with connection:
            while True:
                while b"\r\n\r\n" not in data:
                    more = connection.recv(65536)
                    if not more:
                        return
                    data += more
                head, _, data = data.partition(b"\r\n\r\n")
                kind = "pixel" if b"seen.gif" in head else "click" if b"/go/" in head else "page"
                self.asked[kind, b"cookie: sb=a/v" in head, b"Robot" in head] += 1
                spoiled = self.spoil(kind, self)
                if spoiled is not None:
                    connection.sendall(spoiled)
                    return
                connection.sendall(answer(kind))


def answer(kind):
    if kind == "page":
        return b"HTTP/1.1 200 OK\r\nSet-Cookie: sb=a/-; Path=/\r\ncontent-length: %d\r\n\r\n%b" % (len(BODY), BODY)
    if kind == "pixel":
        return b"HTTP/1.1 200 OK\r\nset-cookie: sb=a/v; Path=/\r\nContent-Length: 3\r\n\r\ngif"
    return b"HTTP/1.1 303 See Other\r\nlocation: https://example.org/\r\ncontent-length: 0\r\n\r\n"


def plan(port, impressions=50, clicks=7, robots=()):
    page = Page(
        b"GET / HTTP/1.1\r\n", b"GET /seen.gif HTTP/1.1\r\n", b"GET /go/x HTTP/1.1\r\n", impressions, clicks
    )
    address = Address("127.0.0.1", port, tls=False)
    return Plan(address, (page,), (b"GET / HTTP/1.1\r\n",), (b"user-agent: Browser\r\n",), tuple(robots))


@contextmanager
def hosted(spoil=None):
    host = Host(spoil)
    try:
        yield host
    finally:
        host.listener.close()


def test_each_visit_is_a_page_a_pixel_and_sometimes_a_click():
    with hosted() as host:
        done = [0]
        failures = client.play(plan(host.port, robots=[b"user-agent: Robot\r\n"]), 0, 1, 4, done)
    assert not failures
    assert done == [50]
    assert host.asked == {
        ("page", False, False): 50,
        ("pixel", False, False): 50,
        ("click", True, False): 7,  # with the cookie that the pixel set
        ("page", False, True): 1,
    }


def test_a_page_that_breaks_off_is_asked_for_again():
    def spoil(kind, host):
        return b"" if kind == "page" and host.asked["page", False, False] == 3 else None

    with hosted(spoil) as host:
        done = [0]
        assert not client.play(plan(host.port), 0, 1, 2, done)
    assert host.asked["page", False, False] == 51
    assert host.asked["pixel", False, False] == 50


def test_a_pixel_that_breaks_off_is_reported_and_never_repeated():
    def spoil(kind, host):
        return b"" if kind == "pixel" and host.asked["pixel", False, False] == 3 else None

    with hosted(spoil) as host:
        done = [0]
        assert client.play(plan(host.port), 0, 1, 2, done) == {"pixel broken off": 1}
    assert done == [50]
    assert host.asked["pixel", False, False] == 50


def test_an_unexpected_answer_is_a_failure():
    def spoil(kind, host):
        return b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n" if kind == "click" else None

    with hosted(spoil) as host:
        assert client.play(plan(host.port), 0, 1, 2, [0]) == {"click answered 503": 7}


def test_a_server_that_closes_after_each_answer_loses_nothing():
    def spoil(kind, host):
        return answer(kind).replace(b"\r\n", b"\r\nConnection: close\r\n", 1)

    with hosted(spoil) as host:
        done = [0]
        assert not client.play(plan(host.port, 20, 5), 0, 1, 3, done)
    assert done == [20]
    assert host.asked["click", True, False] == 5


def test_nobody_there_is_a_failure(monkeypatch):
    monkeypatch.setattr(client, "PATIENCE", 0.2)
    monkeypatch.setattr(client, "PAUSE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    assert client.play(plan(port), 0, 1, 2, [0]) == {"no connection": 2}


def test_parts_make_the_whole():
    whole = plan(1, impressions=101, clicks=13, robots=[b"a", b"b", b"c"])
    parts = [visit for part in range(3) for visit in visits(whole, part, 3)]
    assert sorted(parts) == [0] * 88 + [1] * 13
    assert sum(len(list(robot_requests(whole, part, 2))) for part in range(2)) == 3
