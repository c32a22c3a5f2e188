"""The server over real sockets: what it takes, what it refuses, and that it acknowledges what is committed."""

import asyncio
import smtplib
import socket
import ssl
import threading
import time
from contextlib import contextmanager

import pytest
from django.db import OperationalError

from smartbooth.core import ids
from smartbooth.mail import optout, verp
from smartbooth.mail.inbound import listen, session, take
from smartbooth.mail.inbound.correspondence import NotTaken, taken_by
from smartbooth.mail.inbound.tests.reports import report
from smartbooth.mail.models import Outbox
from smartbooth.mail.transports.smtp.tests.servers import certificate
from smartbooth.people import suppression

pytestmark = pytest.mark.django_db(transaction=True)
LETTER = b"From: Ada <ada@example.org>\r\nSubject: Help\r\n\r\nHello.\r\n"
SUPPORT = "support@example.org"


@contextmanager
def serving(lmtp):
    listening = socket.create_server(("127.0.0.1", 0))
    started, loops = threading.Event(), []

    async def main():
        stop = asyncio.Event()
        server = listen.Server(lmtp)
        loops.append((asyncio.get_running_loop(), stop, server))
        started.set()
        await server.serve(listening, stop)

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    started.wait()
    loop, stop, server = loops[0]
    server.port = listening.getsockname()[1]
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(40)
        assert not thread.is_alive()


@pytest.fixture(params=[False, True], ids=["smtp", "lmtp"])
def server(request, taken):
    with serving(request.param) as running:
        running.lmtp = request.param
        yield running


def connect(server):
    client = smtplib.LMTP if server._speaks.each else smtplib.SMTP
    return client("127.0.0.1", server.port, timeout=20)


def raw(server, *commands):
    """What is answered to lines sent as they are."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line, line.makefile("rb") as answers:
        said = [answers.readline()]
        for command in commands:
            line.sendall(command + b"\r\n")
            said.append(answers.readline())
            while said[-1][3:4] == b"-":
                said[-1] = answers.readline()
        return [one.decode().strip() for one in said]


def hello(server):
    return b"LHLO mx.example.net" if server._speaks.each else b"EHLO mx.example.net"


def test_a_letter_is_taken(server, taken):
    with connect(server) as client:
        assert client.sendmail("ada@example.org", [SUPPORT], LETTER) == {}
        assert client.sendmail("ada@example.org", [SUPPORT], LETTER) == {}, "again, over the same connection"
    assert taken == [LETTER, LETTER]


@pytest.mark.parametrize(
    "address", ["sam@elsewhere.example", "sam@example.org", "bounces@example.org", "unsubscribe+x.-.y@example.org",
                "@example.org:sam@elsewhere.example", "sam%elsewhere.example@example.org", '"a b"@example.org'],
)  # fmt: skip
def test_it_is_no_relay(server, taken, address):
    with connect(server) as client:
        client.ehlo_or_helo_if_needed()
        client.mail("ada@example.org")
        code, _words = client.rcpt(address)
        assert code in (550, 553)
        with pytest.raises(smtplib.SMTPDataError):
            client.data(LETTER)
    assert taken == []


@pytest.mark.parametrize("said", [b"<postmaster>", b"<Postmaster@EXAMPLE.org>", b"<support@example.org>"])
def test_these_are_always_there(server, said):
    answers = raw(server, hello(server), b"MAIL FROM:<ada@example.org>", b"RCPT TO:" + said)
    assert answers[-1].startswith("250 2.1.5")


def test_a_bounce_is_committed_when_it_is_acknowledged(server, sent, sam):
    row = sent()
    with connect(server) as client:
        client.sendmail("", [verp.return_path(row.pk)], report(row.pk))
        row.refresh_from_db()
        assert row.state == Outbox.BOUNCED


def test_who_unsubscribes_is_stopped_when_it_is_acknowledged(server, sam):
    with connect(server) as client:
        client.sendmail("ada@example.org", [optout.mailbox(optout.token(sam.pk, "newsletter"))], b"\r\n")
        assert suppression.is_suppressed(bytes(sam.index), suppression.NEWSLETTER)


@pytest.mark.parametrize("where", ["ask", "take"])
def test_while_the_database_is_away_their_server_keeps_it(server, taken, where, monkeypatch, caplog):
    def away(*_given):
        raise OperationalError("no connection for sam@example.org")

    if where == "ask":
        monkeypatch.setattr(take.mailboxes, "find", away)
    else:
        taken_by(away)
    with connect(server) as client:
        client.ehlo_or_helo_if_needed()
        client.mail("ada@example.org")
        code, _words = client.rcpt(SUPPORT)
        if where == "take":
            assert code == 250 and client.data(LETTER)[0] == 451
        else:
            assert code == 451
    assert "sam@example.org" not in caplog.text and "is not taken: OperationalError" in caplog.text


def test_one_that_trips_us_is_kept_by_their_server(server, taken, caplog):
    def trips(*_given):
        raise ZeroDivisionError

    taken_by(trips)
    with connect(server) as client, pytest.raises(smtplib.SMTPResponseException) as refused:
        client.sendmail("ada@example.org", [SUPPORT], LETTER)
    assert refused.value.smtp_code == 451
    assert "ada@example.org" not in caplog.text


def test_what_cannot_be_kept_is_refused_for_good(server, taken):
    def refuse(*_given):
        raise NotTaken("553 5.1.7", "There is no sender to answer to")

    taken_by(refuse)
    with connect(server) as client, pytest.raises(smtplib.SMTPResponseException) as refused:
        client.sendmail("ada@example.org", [SUPPORT], LETTER)
    assert refused.value.smtp_code == 553


def test_too_large_is_refused_before_and_after(server, taken, monkeypatch):
    monkeypatch.setattr(server, "size", 100_000)
    with connect(server) as client:
        client.ehlo_or_helo_if_needed()
        assert client.esmtp_features["size"] == "100000"
        assert client.mail("ada@example.org", ["SIZE=100001"])[0] == 552
        assert client.mail("ada@example.org")[0] == 250
        client.rcpt(SUPPORT)
        assert client.data(LETTER + b"x" * 100_000)[0] == 552
        assert client.sendmail("ada@example.org", [SUPPORT], LETTER) == {}, "and the connection goes on"
    assert taken == [LETTER]


def test_dots_are_undone_and_long_lines_are_lines(server, taken):
    long = b"." * 3 + b"x" * 200_000 + b"\r\n..\r\n.a\r\n"
    with connect(server) as client:
        client.sendmail("ada@example.org", [SUPPORT], LETTER + long)
    assert taken == [LETTER + long]


def test_only_crlf_ends_a_message(server, taken):
    """Or a second message could be smuggled in behind the first."""
    smuggled = LETTER + b"\n.\r\nMAIL FROM:<x@example.org>\n.\nRCPT TO:<y@example.org>\r\n"
    begin = (hello(server), b"MAIL FROM:<a@example.org>", b"RCPT TO:<support@example.org>", b"DATA")
    answers = raw(server, *begin, smuggled + b".")
    assert answers[-1].startswith("250") and taken == [smuggled]


def test_for_lmtp_each_recipient_has_an_answer(sent, sam, taken):
    row = sent()
    with serving(True) as server:
        line = b"DATA\r\n" + LETTER + b"."
        with (
            socket.create_connection(("127.0.0.1", server.port), timeout=20) as wire,
            wire.makefile("rb") as answers,
        ):
            wire.sendall(b"LHLO mx.example.net\r\nMAIL FROM:<ada@example.org>\r\n")
            for one in (SUPPORT, "abuse@example.org", "nobody@example.org", verp.return_path(row.pk)):
                wire.sendall(b"RCPT TO:<" + one.encode() + b">\r\n")
            wire.sendall(line + b"\r\nQUIT\r\n")
            said = [one.decode()[:9] for one in answers if one[3:4] == b" "]
    assert said[2:] == [
        "250 OK\r\n", "250 2.1.5", "250 2.1.5", "550 5.1.1", "250 2.1.5", "354 End w",
        "250 2.0.0", "250 2.0.0", "250 2.0.0", "221 Bye\r\n",
    ]  # fmt: skip


def test_one_connection_more_is_asked_to_come_back(server, settings):
    settings.MAILROOM_CONNECTIONS = 2
    lines = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(2)]
    for line in lines:
        assert line.recv(100).startswith(b"220")
    assert raw(server) == ["421 4.3.2 Too many connections; come back later"]
    lines[0].close()
    end = time.monotonic() + 10
    while (said := raw(server)[0])[:3] == "421" and time.monotonic() < end:
        time.sleep(0.05)
    assert said.startswith("220")
    lines[1].close()


def test_who_says_nothing_is_let_go(server, monkeypatch):
    monkeypatch.setattr(server, "seconds", 0.2)
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        assert line.recv(100).startswith(b"220")
        assert line.recv(100) == b""


def test_who_keeps_talking_is_let_go_too(server, monkeypatch):
    monkeypatch.setattr(server, "seconds", 0.3)
    monkeypatch.setattr(session, "LIVES", 2)
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        start = time.monotonic()
        said = line.recv(1_000)
        while said:
            line.sendall(b"NOOP\r\n")
            time.sleep(0.05)
            try:
                said = line.recv(1_000)
            except ConnectionResetError:
                said = b""
        assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "command",
    [b"MAIL FROM:<" + b"x" * 320 + b"@example.org>", b"MAIL FROM:<\xff\xfe@example.org>", b"RCPT TO:<", b"\x00\xff",
     b"VRFY \xff", b"VRFY sam@example.org", b"EXPN all", b"DATA", b"MAIL FROM:<a@b> \r\nX",
     b"AUTH PLAIN AAAA", b"BDAT 9",
     b"x" * 100_000, b"HELP \xff", b"MAIL FROM:<ada@example.org> SIZE=99999999999999999999", b"STARTTLS"],
)  # fmt: skip
def test_whatever_is_typed_is_answered(server, command, caplog):
    answers = raw(server, hello(server), command)
    assert answers[-1][:1] in "245" and len(answers[-1]) < 1_000
    assert "sam@example.org" not in "".join(answers)


def test_senders_may_be_nobody_or_of_any_script(server, taken):
    with connect(server) as client:
        client.ehlo_or_helo_if_needed()
        for sender in ("", "zoé@example.org"):
            assert client.mail(sender, ["SMTPUTF8"] if sender else [])[0] == 250
            assert client.rcpt(SUPPORT)[0] == 250
            assert client.data(LETTER)[0] == 250
    assert taken == [LETTER], "nobody’s letter is nobody’s"


def test_recipients_are_bounded(server):
    recipients = [b"RCPT TO:<support@example.org>"] * (session.RECIPIENTS + 1)
    answers = raw(server, hello(server), b"MAIL FROM:<ada@example.org>", *recipients)
    assert answers[-2].startswith("250") and answers[-1].startswith("452 4.5.3")


def test_a_message_under_way_is_answered_before_the_end(taken):
    waits = threading.Event()

    def slow(received, mailbox):
        waits.wait(10)
        taken.append(received.raw)
        return True

    taken_by(slow)
    with serving(False) as server:
        client = connect(server)
        client.ehlo()
        client.mail("ada@example.org")
        client.rcpt(SUPPORT)
        answers = []
        thread = threading.Thread(target=lambda: answers.append(client.data(LETTER)))
        thread.start()
        time.sleep(0.5)
        threading.Timer(0.5, waits.set).start()
    thread.join(20)
    assert answers[0][0] == 250 and taken == [LETTER]


def test_with_a_certificate_mail_comes_in_over_tls(taken, tmp_path):
    context, authority = certificate(tmp_path)
    with serving(False) as server:
        server.tls = context
        with smtplib.SMTP("localhost", server.port, timeout=20) as client:
            client.ehlo()
            assert client.has_extn("starttls") and not client.has_extn("auth")
            client.starttls(context=ssl.create_default_context(cafile=str(authority)))
            client.ehlo()
            assert not client.has_extn("auth") and len(server.open) == 1
            assert client.sendmail("ada@example.org", [SUPPORT], LETTER) == {}
    assert taken == [LETTER]


def test_the_certificate_is_a_setting(settings, tmp_path):
    assert listen.Server(False).tls is None
    settings.MAILROOM_CERTIFICATE = str(tmp_path / "nothing.pem")
    with pytest.raises(FileNotFoundError):
        listen.Server(False)


def test_no_address_is_logged(server, taken, caplog):
    caplog.set_level("INFO")
    with connect(server) as client:
        client.sendmail("ada@example.org", [SUPPORT], LETTER)
        client.ehlo()
        client.mail("ada@example.org")
        client.rcpt("sam@elsewhere.example")
    assert "@" not in caplog.text.replace("[address]", "") and "127.0.0.1" not in caplog.text


def test_a_row_of_nobodys_is_taken_and_ends(server):
    with connect(server) as client:
        assert client.sendmail("", [verp.return_path(ids.token())], report()) == {}
