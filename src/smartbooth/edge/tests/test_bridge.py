"""Django behind the edge: uploads, long answers, clients that stall or hang up, errors."""

import hashlib
import socket
import threading
import time

import pytest

from smartbooth.edge import body, bridge
from smartbooth.edge.bridge import Bridge
from smartbooth.edge.tests.test_wire import converse, get, port, status  # noqa: F401 - a fixture

STUDIO = {"host": "localhost", "method": "POST"}


@pytest.fixture
def application(edge):
    """Put a WSGI application in Django's place."""

    def put(app):
        edge.bridge = Bridge(app)

    return put


def test_a_large_upload_arrives_whole(port, application):  # noqa: F811
    def app(environ, start_response):
        data = environ["wsgi.input"].read()
        start_response("200 OK", [("content-type", "text/plain")])
        return [f"{environ['CONTENT_LENGTH']} {len(data)} {hashlib.sha256(data).hexdigest()}".encode()]

    application(app)
    data = bytes(range(256)) * 40_000
    said = converse(port, get("/upload", **STUDIO, more=f"content-length: {len(data)}\r\n") + data)
    assert said.endswith(f"{len(data)} {len(data)} {hashlib.sha256(data).hexdigest()}".encode())


class Endless:
    """A long answer that knows how much of it was taken, and whether it was closed."""

    def __init__(self, pieces, size=10_000):
        self.pieces, self.size = pieces, size
        self.taken = 0
        self.closed = threading.Event()

    def __call__(self, environ, start_response):
        start_response("200 OK", [("content-type", "text/csv")])
        return self

    def __iter__(self):
        for _ in range(self.pieces):
            self.taken += 1
            yield b"x" * self.size

    def close(self):
        self.closed.set()


def test_a_long_answer_is_streamed_whole(port, application):  # noqa: F811
    answer = Endless(500)
    application(answer)
    said = converse(port, get("/leads.csv", host="localhost"))
    assert status(said) == 200 and said.count(b"x") >= 5_000_000
    assert answer.closed.wait(5)


def test_a_client_that_does_not_read_holds_the_answer_back_and_hanging_up_ends_it(port, application):  # noqa: F811
    answer = Endless(100_000)
    application(answer)
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(get("/leads.csv", host="localhost"))
        assert connection.recv(100)
        before, steady = -1, 0
        until = time.monotonic() + 20
        while steady < 5 and time.monotonic() < until:
            time.sleep(0.05)
            steady = steady + 1 if answer.taken == before else 0
            before = answer.taken
        assert answer.taken * answer.size < 30_000_000  # of 1,000 MB: what sockets hold, and no more
    assert answer.closed.wait(10)


def test_stalled_downloads_leave_room_for_others(port, application):  # noqa: F811
    def app(environ, start_response):
        start_response("200 OK", [("content-type", "text/plain")])
        return Endless(100_000) if environ["PATH_INFO"] == "/long" else [b"short"]

    application(app)
    connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(bridge.THREADS + 2)]
    try:
        for connection in connections:
            connection.sendall(get("/long", host="localhost"))
            assert connection.recv(10)
        assert converse(port, get("/short", host="localhost")).endswith(b"short")
    finally:
        for connection in connections:
            connection.close()


def test_senders_that_drip_hold_no_thread(port, application, monkeypatch):  # noqa: F811
    calls = []

    def app(environ, start_response):
        calls.append(1)
        start_response("200 OK", [("content-type", "text/plain")])
        return [b"short"]

    application(app)
    monkeypatch.setattr(body, "IDLE", 0.2)
    drips = [socket.create_connection(("127.0.0.1", port)) for _ in range(20)]
    for connection in drips:
        connection.sendall(get("/", **STUDIO, more="content-length: 100\r\n") + b"x")
    assert converse(port, get("/", host="localhost")).endswith(b"short")
    assert calls == [1]
    for connection in drips:
        assert b"408" in connection.recv(1000)
        connection.close()


def test_an_answer_that_breaks_off_is_not_taken_for_a_whole_one(port, application):  # noqa: F811
    def broken():
        yield b"x" * 200_000
        raise RuntimeError("the database went away")

    def app(environ, start_response):
        start_response("200 OK", [("content-type", "text/csv")])
        return broken()

    application(app)
    said = converse(port, get("/leads.csv", host="localhost"))
    assert not said.endswith(b"0\r\n\r\n")


def test_an_application_that_raises_is_a_500(port, application):  # noqa: F811
    def app(environ, start_response):
        raise RuntimeError("broken")

    application(app)
    said = converse(port, get("/", host="localhost"))
    assert status(said) == 500 and b"Something went wrong" in said and b"RuntimeError" not in said


def test_too_many_waiting_are_told_so(port, application, monkeypatch):  # noqa: F811
    go = threading.Event()

    def app(environ, start_response):
        go.wait(10)
        start_response("200 OK", [("content-type", "text/plain")])
        return [b"done"]

    application(app)
    monkeypatch.setattr(bridge, "WAITING", 2)
    said = []
    threads = [
        threading.Thread(target=lambda: said.append(status(converse(port, get("/", host="localhost")))))
        for _ in range(bridge.THREADS + 5)
    ]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 10
    while len(said) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    go.set()
    for thread in threads:
        thread.join()
    assert sorted(said) == [200] * (bridge.THREADS + 2) + [503] * 3
