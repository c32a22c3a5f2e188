"""The doctor's line about mail, and what `doctor mail --connect` says of the mail server."""

from datetime import timedelta

import pytest

from smartbooth.cli.doctor import letters
from smartbooth.cli.doctor.mail import way_out
from smartbooth.cli.doctor.mail.facts import Facts
from smartbooth.cli.server import free_port
from smartbooth.core import clock, ids
from smartbooth.mail.models import Outbox
from smartbooth.mail.transports.smtp import transport
from smartbooth.mail.transports.smtp.tests.servers import Handler, certificate, password, serving

NOW = clock.now()


def row(state, minutes=0, **more):
    at = NOW - timedelta(minutes=minutes)
    values = {"message": "hello", "person_id": "somebody", "language": "en", "params": "{}"}
    Outbox.objects.create(pk=ids.token(), state=state, created_at=at, **{**values, "due_at": at, **more})


@pytest.fixture
def mail(db, settings):
    settings.MAIL_TRANSPORT, settings.MAIL_HOST, settings.DKIM_KEY = "smtp", "smtp.example.net", ""
    with clock.at(NOW):
        yield letters.mail


def test_nothing_happened_yet(mail):
    assert (
        mail().says
        == "by smtp.example.net, unsigned; the last letter left never, 0 waiting, 0 held back, 0 given up"
    )
    assert mail().state == "good"


def test_the_line_counts(mail):
    for minutes in (200, 3):
        row(Outbox.SENT, minutes)
    row(Outbox.SENT, 2, bulk=True)
    row(Outbox.WAITING, 14)
    row(Outbox.FAILED, 900, due_at=NOW + timedelta(hours=1))
    row(Outbox.HELD, 2000)
    assert mail().says.endswith("the last letter left 2 minutes ago, 2 waiting, 1 held back, 0 given up")
    assert mail().state == "good"


@pytest.mark.parametrize("state", [Outbox.DEAD, Outbox.HELD])
def test_what_ended_since_yesterday_is_a_warning(mail, state):
    row(state, 1441)
    assert mail().state == "good"
    row(state, 1439)
    assert mail().state == "warn" and "/outbox/" in mail().cure


@pytest.mark.parametrize("state", [Outbox.WAITING, Outbox.CLAIMED])
def test_who_waits_too_long_is_trouble(mail, state):
    row(state, 16)
    assert mail().state == "bad" and mail().says.startswith("a letter has waited for 16 minutes; ")
    assert "worker" in mail().cure


def test_many_wait_their_turn_unless_the_server_is_away(mail):
    row(Outbox.WAITING, 300, bulk=True)
    row(Outbox.PAUSED, 3000)
    assert mail().state == "good"
    row(Outbox.WAITING, 301, bulk=True, problem="The mail server does not answer")
    assert mail().state == "bad" and "301 minutes (The mail server does not answer)" in mail().says
    assert "doctor mail --connect" in mail().cure


def test_a_key_that_cannot_sign_is_trouble(mail, settings, tmp_path):
    settings.DKIM_KEY = str(tmp_path / "none.pem")
    assert mail().state == "bad" and "No such file" in mail().says


def test_the_other_ways_out(mail, settings):
    settings.MAIL_TRANSPORT = "browser"
    assert mail().says.startswith("to /outbox/ only; ")
    settings.MAIL_TRANSPORT, settings.MAIL_PROVIDER = "provider", "postmark"
    assert mail().says.startswith("by postmark; ")


@pytest.fixture
def connect(settings):
    settings.MAIL_TRANSPORT, settings.MAIL_HOST, settings.MAIL_SECONDS, settings.DKIM_KEY = (
        "smtp",
        "localhost",
        2,
        "",
    )

    def connect(**options):
        facts = Facts("smtp", "a.example", "a.example", "localhost", (), False, None, "", "studio.a.example", True)
        with serving(Handler(), **options) as port:
            settings.MAIL_PORT = port
            return way_out.connection(facts)

    return connect


def test_a_server_with_tls_and_our_name(connect, settings, tmp_path):
    context, settings.MAIL_AUTHORITIES = certificate(tmp_path, days=30)
    settings.MAIL_USER, settings.MAIL_PASSWORD = "us", "secret"
    options = {"tls_context": context, "authenticator": password, "auth_require_tls": True}
    found = connect(**options)
    assert found.state == "good" and "by TLSv1.3, signs in as us" in found.says
    settings.MAIL_PASSWORD = "wrong"
    found = connect(**options)
    assert found.state == "bad" and "refuses the name or the password" in found.says


@pytest.mark.parametrize(("days", "name", "state", "says"), [
    (5, "localhost", "warn", "ends in 4 days"), (30, "other.example.org", "bad", "certificate"),
    (-1, "localhost", "bad", "expired"),
])  # fmt: skip
def test_certificates(connect, settings, tmp_path, days, name, state, says):
    context, settings.MAIL_AUTHORITIES = certificate(tmp_path, name, days)
    found = connect(tls_context=context)
    assert found.state == state and says in found.says and found.cure


def test_no_tls(connect, settings, monkeypatch):
    assert connect().state == "good"  # to this machine itself
    monkeypatch.setattr(transport, "LOCAL", ())
    assert connect().state == "bad" and "in clear" in connect().says
    settings.MAIL_TLS = "required"
    assert "offers no TLS" in connect().says


def test_nobody_there(connect, settings):
    settings.MAIL_PORT = free_port()
    facts = Facts("smtp", "a.example", "a.example", "localhost", (), False, None, "", "studio.a.example", True)
    assert "does not answer" in way_out.connection(facts).says
    assert way_out.connection(Facts(**{**facts.__dict__, "transport": "browser"})).state == "warn"
