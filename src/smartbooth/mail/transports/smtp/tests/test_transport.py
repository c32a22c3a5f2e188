"""From the outbox to a real SMTP server, and what becomes of a letter when the server is as servers are."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTPUTF8

import dkim as dkimpy
import pytest

from smartbooth.cli.server import free_port
from smartbooth.core import clock
from smartbooth.mail import dkim, lanes, newkey, send, transports
from smartbooth.mail.models import Outbox
from smartbooth.mail.outbox import post
from smartbooth.mail.transports.smtp.tests.servers import Handler, certificate, password, serving
from smartbooth.people import consents, store, vault
from smartbooth.people.address import Address
from smartbooth.registry.purposes import Purpose

LONGEST = "a" * 64 + "@" + ("b" * 60 + ".") * 3 + "org"
pytestmark = pytest.mark.django_db


@pytest.fixture
def smtp(settings):
    """Letters go by SMTP to the port that a test sets."""
    settings.MAIL_TRANSPORT, settings.MAIL_HOST, settings.MAIL_SECONDS = "smtp", "localhost", 2
    settings.MAIL_CONNECTIONS = 2
    send.end()
    transports.current.cache_clear()
    yield settings
    send.end()
    transports.current.cache_clear()


def person(written="sam@example.org"):
    with store.both():
        return vault.find_or_make(Address.parse(written))[0]


def sent(handler, smtp, hello, *addresses, **options):
    with serving(handler, **options) as port:
        smtp.MAIL_PORT = port
        for address in addresses or ("sam@example.org",):
            post(hello, person(address).pk, "en", owner="Aurora")
        send.due()
        send.end()
    return {row.state for row in Outbox.objects.all()}, {row.problem for row in Outbox.objects.all()}


def test_a_letter_arrives(smtp, hello):
    handler = Handler()
    assert sent(handler, smtp, hello) == ({Outbox.SENT}, {""})
    [(return_path, address, raw)] = handler.got
    row = Outbox.objects.get()
    assert address == "sam@example.org" and return_path.startswith(f"bounces+{row.pk}.")
    message = message_from_bytes(raw, policy=SMTPUTF8)
    assert message["To"] == "sam@example.org" and message["Message-ID"] == f"<{row.pk}@localhost>"
    assert "Aurora" in message["Subject"]


def test_many_share_few_connections(smtp, hello):
    handler = Handler()
    addresses = [f"p{number}@example.org" for number in range(40)]
    assert sent(handler, smtp, hello, *addresses) == ({Outbox.SENT}, {""})
    assert sorted(got[1] for got in handler.got) == sorted(addresses) and handler.lines <= 2


def test_letters_are_signed_and_the_signature_covers_the_way_out(smtp, news, tmp_path):
    smtp.DKIM_KEY, smtp.MAIL_SENDER = str(tmp_path / "key.pem"), "hello@example.org"
    newkey.make(tmp_path / "key.pem", "example.org", "mail")
    sam = person()
    consents.give(sam.pk, purpose=Purpose.MARKETING, words="Write to me", language="en", country="FR")
    handler = Handler()
    with serving(handler) as port:
        smtp.MAIL_PORT = port
        post(news, sam.pk, "en")
        send.due()
        send.end()
    [(_path, _address, raw)] = handler.got
    record = dkim.current().record().encode()
    assert dkimpy.verify(raw, dnsfunc=lambda name, timeout=5: record)
    signature = str(message_from_bytes(raw, policy=SMTPUTF8)["DKIM-Signature"]).lower()
    signed = signature.split("h=")[1].split(";")[0]
    assert "list-unsubscribe:" in signed and "list-unsubscribe-post" in signed


@pytest.mark.parametrize(
    ("rcpt", "state", "says"),
    [
        ("550 5.1.1 sam@example.org is unknown", Outbox.DEAD, "RCPT: 550 5.1.1"),
        ("550 no such user", Outbox.DEAD, "RCPT: 550"),
        ("554 5.7.1 refused by policy", Outbox.DEAD, "RCPT: 554 5.7.1"),
        ("451 4.7.1 greylisted, come back", Outbox.FAILED, "RCPT: 451 4.7.1"),
        ("452 4.2.2 mailbox full", Outbox.FAILED, "RCPT: 452 4.2.2"),
        ("421 4.3.2 closing", Outbox.FAILED, "RCPT: 421 4.3.2"),
        ("hang", Outbox.FAILED, "The mail server does not answer. (SMTPServerDisconnected)"),
    ],
)
def test_a_recipient_is_not_taken(smtp, hello, rcpt, state, says):
    """The others go, by the same connection or another; what the server wrote is not repeated."""
    handler = Handler(rcpt={"sam@example.org": rcpt})
    sent(handler, smtp, hello, "sam@example.org", "olga@example.org", "ivo@example.org")
    assert sorted(got[1] for got in handler.got) == ["ivo@example.org", "olga@example.org"]
    row = Outbox.objects.exclude(state=Outbox.SENT).get()
    assert (row.state, row.problem) == (state, says)


@pytest.mark.parametrize(
    "says", ["530 5.7.0 sign in first", "550 relay not permitted", "554 5.7.1 Relaying denied"]
)
def test_what_is_about_us_harms_no_letter_and_no_mailbox(smtp, hello, news, says):
    from smartbooth.people import suppression

    states, [problem] = sent(Handler(rcpt={"": says}), smtp, hello, "sam@example.org", "olga@example.org")
    assert states == {Outbox.WAITING} and problem.startswith("The mail server takes no letters from us. (RCPT: 5")
    assert set(Outbox.objects.values_list("attempts", flat=True)) == {0}
    assert not suppression.Suppression.objects.exists()


@pytest.mark.parametrize(
    "says", ["550 5.7.1 Sender rejected", "451 4.7.1 daily quota exceeded", "421 4.7.0 slow down"]
)
def test_a_sender_that_is_not_taken_harms_no_letter(smtp, hello, says):
    class Strict(Handler):
        async def handle_MAIL(self, server, session, envelope, address, options):
            return says

    states, [problem] = sent(Strict(), smtp, hello)
    assert states == {Outbox.WAITING} and problem.startswith("The mail server takes no letters from us. (MAIL: ")


@pytest.mark.parametrize(
    ("data", "state"),
    [("554 5.6.0 content refused", Outbox.DEAD), ("451 4.3.0 busy", Outbox.FAILED), ("drop", Outbox.FAILED),
     ("hang", Outbox.FAILED)],
)  # fmt: skip
def test_a_letter_is_not_taken(smtp, hello, data, state):
    handler = Handler(data={"sam@example.org": data})
    sent(handler, smtp, hello, "sam@example.org", "olga@example.org")
    assert [got[1] for got in handler.got] == ["olga@example.org"]
    assert Outbox.objects.exclude(state=Outbox.SENT).get().state == state


def test_only_a_mailbox_that_is_none_stops_what_can_be_stopped(smtp, hello, news):
    from smartbooth.people import suppression

    unknown, policy = person("sam@example.org"), person("olga@example.org")
    handler = Handler(rcpt={"sam@example.org": "550 5.1.1 unknown", "olga@example.org": "550 5.7.1 no"})
    sent(handler, smtp, hello, "sam@example.org", "olga@example.org")
    assert suppression.is_suppressed(bytes(unknown.index), suppression.NEWSLETTER)
    assert not suppression.is_suppressed(bytes(policy.index), suppression.NEWSLETTER)


def test_greylisted_it_arrives_at_the_second_try(smtp, hello):
    handler = Handler(rcpt={"": "451 4.7.1 later"})
    with serving(handler) as port:
        smtp.MAIL_PORT = port
        post(hello, person().pk, "en", owner="Aurora")
        send.due()
        handler.rcpt.clear()
        assert send.due() == 0
        with clock.at(clock.now() + timedelta(seconds=lanes.FIRST_WAIT + 1)):
            send.due()
    assert len(handler.got) == 1 and Outbox.objects.get().state == Outbox.SENT


def test_nobody_there_harms_no_letter(smtp, hello):
    smtp.MAIL_PORT = free_port()
    post(hello, person().pk, "en", owner="Aurora")
    send.due()
    row = Outbox.objects.get()
    assert (row.state, row.attempts) == (Outbox.WAITING, 0)
    assert row.problem == "The mail server does not answer. (ConnectionRefusedError)"


def test_tls_where_it_is_offered(smtp, hello, tmp_path):
    context, smtp.MAIL_AUTHORITIES = certificate(tmp_path)
    handler = Handler()
    options = {"tls_context": context, "require_starttls": True}
    assert sent(handler, smtp, hello, **options) == ({Outbox.SENT}, {""})


def test_tls_from_the_first_byte(smtp, hello, tmp_path):
    context, smtp.MAIL_AUTHORITIES = certificate(tmp_path)
    smtp.MAIL_TLS = "implicit"
    assert sent(Handler(), smtp, hello, implicit=context) == ({Outbox.SENT}, {""})


@pytest.mark.parametrize(
    ("name", "days", "trusted"), [("other", 1, True), ("localhost", -1, True), ("localhost", 1, False)]
)
def test_a_wrong_certificate_gets_nothing(smtp, hello, tmp_path, name, days, trusted):
    context, authority = certificate(tmp_path, name, days)
    smtp.MAIL_AUTHORITIES = authority if trusted else ""
    handler = Handler()
    states, [problem] = sent(handler, smtp, hello, tls_context=context)
    assert states == {Outbox.WAITING} and problem.startswith("The mail server’s certificate is not right")
    assert handler.got == []


def test_without_tls_where_it_is_required_nothing_goes(smtp, hello):
    smtp.MAIL_TLS = "required"
    handler = Handler()
    states, [problem] = sent(handler, smtp, hello)
    assert states == {Outbox.WAITING} and "TLS is required" in problem and handler.got == []


@pytest.mark.parametrize(("given", "state"), [("secret", Outbox.SENT), ("wrong", Outbox.WAITING)])
def test_signing_in(smtp, hello, tmp_path, given, state):
    context, smtp.MAIL_AUTHORITIES = certificate(tmp_path)
    smtp.MAIL_USER, smtp.MAIL_PASSWORD = "us", given
    states, problems = sent(
        Handler(), smtp, hello, tls_context=context, authenticator=password, auth_required=True
    )
    assert states == {state}
    assert given == "secret" or problems == {"The mail server refuses the name or the password. (535)"}


@pytest.mark.parametrize(
    "address",
    ["o'neil+a/b=c@example.org", "zoé@example.org", "sam@büro.example", LONGEST],
)  # fmt: skip
def test_odd_addresses(smtp, hello, address):
    handler = Handler()
    assert sent(handler, smtp, hello, address, enable_SMTPUTF8=True) == ({Outbox.SENT}, {""})
    assert handler.got[0][1] == Address.parse(address).written


def test_a_server_that_knows_no_such_letters_gets_no_broken_address(smtp, hello):
    handler = Handler()
    states, problems = sent(handler, smtp, hello, "zoé@example.org", "sam@example.org")
    assert states == {Outbox.SENT, Outbox.DEAD} and "RCPT: 553 5.6.7" in problems
    assert [got[1] for got in handler.got] == ["sam@example.org"]


def test_a_dot_at_a_lines_begin_and_a_very_long_line_arrive_as_they_were(smtp, hello, monkeypatch):
    from smartbooth.mail import alike
    from smartbooth.mail.letter import Words, letter

    text = ".\n..\n. begins\n" + "long " * 500 + "\n.\n"
    monkeypatch.setattr(
        alike, "compose", lambda row, language: letter(row, Words(hello, "en", "Dots", text, text))
    )
    handler = Handler()
    assert sent(handler, smtp, hello) == ({Outbox.SENT}, {""})
    first, _second = message_from_bytes(handler.got[0][2], policy=SMTPUTF8).iter_parts()
    assert first.get_content().replace("\r\n", "\n") == text
