"""Real connections: the short way and the long way answer alike, and what is malformed gets a clear answer."""

import socket
import threading
import time

import pytest
import uvicorn

from smartbooth.core import clock
from smartbooth.edge import protocol
from smartbooth.edge.protocol import EdgeProtocol
from smartbooth.edge.tests.conftest import AGENT


@pytest.fixture
def port(edge):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        config = uvicorn.Config(
            edge, loop="uvloop", http=EdgeProtocol, ws="none", lifespan="off", log_config=None, access_log=False,
            server_header=False, proxy_headers=False,
        )  # fmt: skip
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.005)
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join(10)
        EdgeProtocol._sweeping = None


def converse(port, data, pieces=1, until_closed=True, timeout=10):
    """What the server says to these bytes until it closes, or until it is silent for half a second."""
    with socket.create_connection(("127.0.0.1", port), timeout) as connection:
        step = max(1, len(data) // pieces)
        try:
            for start in range(0, len(data), step):
                connection.sendall(data[start : start + step])
        except (BrokenPipeError, ConnectionResetError):
            pass  # it answered and closed before all was sent
        said = b""
        if not until_closed:
            connection.settimeout(0.5)
        try:
            while part := connection.recv(65536):
                said += part
        except TimeoutError:
            assert not until_closed, "the server neither answered nor closed"
        return said


def get(path="/", host="aurora.localhost", version="1.1", close=True, method="GET", more=""):
    connection = "connection: close\r\n" if close else ""
    return (
        f"{method} {path} HTTP/{version}\r\nhost: {host}\r\nuser-agent: {AGENT}\r\n{connection}{more}\r\n"
    ).encode()


def status(said):
    return int(said.split(b" ", 2)[1])


def test_a_page_over_the_wire(port):
    said = converse(port, get())
    head, _, body = said.partition(b"\r\n\r\n")
    assert status(said) == 200 and b"set-cookie: sb=" in head and b"date: " in head and b"server:" not in head
    assert int(head.split(b"content-length: ")[1].split(b"\r\n")[0]) == len(body)


@pytest.mark.parametrize("pieces", [1, 7, 1000])
def test_requests_in_a_row_are_answered_in_order(port, pieces):
    visitor = f"cookie: sb=a/{clock.hour()}/x/-/FR/d/v\r\n"
    data = (
        get("/thanks", close=False, more=visitor)
        + get("/lead", close=False, method="POST", more="content-length: 5\r\n") + b"hello"
        + get("/uncounted", close=False, more=visitor)
        + get("/nothing", close=False)
        + get("/go/buy", close=True, more=visitor)
    )  # fmt: skip
    said = converse(port, data, pieces)
    places = [said.index(mark) for mark in (b"a/thanks<", b"|/lead|", b"a/uncounted<", b"404 Not", b"303 See")]
    assert places == sorted(places) and said.count(b"HTTP/1.1 ") == 5


def test_keep_alive_and_http_1_0(port):
    two = converse(port, get(close=False) + get(close=False), until_closed=False)
    assert two.count(b"HTTP/1.1 200") == 2 and b"connection: close" not in two
    old = converse(port, get(version="1.0", close=False))
    assert status(old) == 200 and b"connection: close" in old


def test_head_has_no_body(port):
    said = converse(port, get(method="HEAD"))
    assert status(said) == 200 and said.endswith(b"\r\n\r\n") and b"content-length: 0" not in said


def test_the_long_way_answers_as_the_short_one(port):
    short = converse(port, get("/thanks", more="cookie: sb=a/498000/x/-/FR/d/v\r\n"))
    long = converse(port, get("/thanks", more="cookie: sb=a/498000/x/-/FR/d/v\r\ncontent-length: 0\r\n"))

    def parts(said):
        head, _, body = said.partition(b"\r\n\r\n")
        return {line for line in head.split(b"\r\n") if not line.startswith((b"date", b"connection"))}, body

    assert parts(short) == parts(long)


@pytest.mark.parametrize("pieces", [1, 50])
@pytest.mark.parametrize("many", [True, False])
def test_a_megabyte_of_headers_is_refused_in_words(port, many, pieces):
    lines = "".join(f"x-{n}: {'y' * 1000}\r\n" for n in range(1000)) if many else f"x: {'y' * 1_000_000}\r\n"
    said = converse(port, get(more=lines), pieces)
    assert status(said) == 431 and b"too long" in said


def test_headers_just_below_the_limit_pass(port, settings):
    assert status(converse(port, get(more=f"x: {'y' * (settings.HEADER_LIMIT - 400)}\r\n"))) == 200
    assert status(converse(port, get(more=f"x: {'y' * settings.HEADER_LIMIT}\r\n"))) == 431


@pytest.mark.parametrize("declared", [True, False])
def test_a_megabyte_of_form_is_refused_in_words(port, declared):
    if declared:
        body, head = b"x" * 1_000_000, "content-length: 1000000\r\n"
    else:
        body, head = (
            b"".join(b"2710\r\n" + b"x" * 10000 + b"\r\n" for _ in range(100)),
            "transfer-encoding: chunked\r\n",
        )
        body += b"0\r\n\r\n"
    said = converse(port, get("/lead", method="POST", more=head) + body, 20)
    assert status(said) == 413 and b"too large" in said


def test_a_client_that_asks_first_is_told_before_it_sends(port):
    head = "content-length: 1000000\r\nexpect: 100-continue\r\n"
    assert status(converse(port, get("/lead", method="POST", more=head))) == 413


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: aurora.localhost\r\ncontent-length: x\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nhost: \xff\xfe\r\n\r\n",
        b"GET / HTTP/1.1\r\nbad header: x\r\nhost: a\r\n\r\n",
    ],
)
def test_what_is_no_request_gets_a_clear_400(port, raw):
    assert status(converse(port, raw, until_closed=False)) == 400


@pytest.mark.parametrize("cookie", [b"sb=\xff\xfe\x00"[:5], b"sb=" + "é".encode(), b"sb=a/b/c", b";;;=;sb"])
def test_a_malformed_cookie_gets_the_page_and_a_new_one(port, cookie):
    data = get(close=True)[:-2] + b"cookie: " + cookie + b"\r\n\r\n"
    said = converse(port, data)
    assert status(said) == 200 and b"set-cookie: sb=" in said


@pytest.mark.parametrize(
    "coding", ["identity", "xchunked", "gzip, chunked", "chunked, identity", "chunked\r\ntransfer-encoding: gzip"]
)
def test_a_body_whose_end_cannot_be_told_is_refused_at_once(port, coding):
    head = f"transfer-encoding: {coding}\r\n"
    said = converse(port, get("/lead", method="POST", more=head, close=False) + b"5\r\nhello\r\n0\r\n\r\n")
    assert status(said) == 400 and said.count(b"HTTP/1.1 ") == 1


def test_a_body_that_breaks_on_its_way_is_told_so_at_once(port):
    head = get("/lead", method="POST", more="transfer-encoding: chunked\r\n", close=False)
    assert status(converse(port, head + b"5\r\nhello\r\nno number\r\n")) == 400


def test_a_length_of_five_thousand_digits_is_a_length(port):
    said = converse(port, get("/lead", method="POST", more=f"content-length: {'0' * 4990}5\r\n") + b"hello")
    assert status(said) == 200 and b"|/lead|" in said


@pytest.mark.parametrize("whole", [True, False])
def test_who_has_said_all_and_closed_that_side_hears_the_answer(port, whole):
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        body = b"hello" if whole else b"hel"
        connection.sendall(get("/lead", method="POST", more="content-length: 5\r\n", close=False) + body)
        connection.shutdown(socket.SHUT_WR)
        said = b""
        while part := connection.recv(65536):
            said += part
    assert (status(said) == 200 and b"|/lead|" in said) if whole else said == b""


def test_who_is_silent_is_disconnected(port, monkeypatch):
    monkeypatch.setattr(protocol, "SWEEP_SECONDS", 0.05)
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.1)
    monkeypatch.setattr(protocol, "IDLE_SECONDS", 0.3)
    assert status(converse(port, b"GET / HTTP/1.1\r\nhost: aur")) == 408
    assert converse(port, b"") == b""
    assert status(converse(port, get(close=False))) == 200


def test_the_journal_has_each_visit_over_the_wire_once(port, ask):
    for _ in range(3):
        converse(port, get("/seen.gif", close=False) * 20 + get("/seen.gif"))
    assert ask.kinds == [("view", "unmeasured")] * 63


def test_two_hosts_are_none(port):
    said = converse(port, get(host="aurora.localhost:8000", more="host: other.example\r\n"))
    assert status(said) == 400
