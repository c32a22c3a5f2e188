"""gpc.json and security.txt, on every host."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from smartbooth.core import clock
from smartbooth.edge import wellknown
from smartbooth.edge.tests.conftest import HOST

HOSTS = ["localhost", HOST, "pages.localhost", "nobody.localhost", "127.0.0.1"]


@pytest.mark.parametrize("host", HOSTS)
def test_the_signal_is_obeyed_on_every_host(ask, host):
    reply = ask("/.well-known/gpc.json", host=host)
    assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
    said = json.loads(reply.body)
    assert said["gpc"] is True
    assert datetime.fromisoformat(said["lastUpdate"])
    assert reply.cookies == [] and ask.events == []


@pytest.mark.parametrize("host", HOSTS)
def test_where_to_report_a_weakness(ask, host, settings):
    settings.SECURITY_CONTACT = "security@example.org"
    with clock.at(datetime(2026, 11, 23, 8, 30, tzinfo=UTC)):
        reply = ask("/.well-known/security.txt", host=host)
    assert (reply.status, reply.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    fields = dict(line.split(": ", 1) for line in reply.body.decode().split("\r\n") if line)
    assert fields["Contact"] == "mailto:security@example.org"
    assert fields["Canonical"].removeprefix("http://").startswith(host)
    assert fields["Policy"].endswith("/security/")
    ahead = datetime.fromisoformat(fields["Expires"]) - datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert timedelta(days=30) < ahead < timedelta(days=365), "RFC 9116, 2.5.5"


def test_without_an_address_of_its_own_the_support_answers(settings):
    settings.SECURITY_CONTACT = ""
    assert f"mailto:{settings.SUPPORT_ADDRESS}" in wellknown.security_txt("localhost")


@pytest.mark.parametrize("host", ["evil.example.com", 'a"b.localhost', "a<b.localhost"])
@pytest.mark.parametrize("path", [path.decode() for path in wellknown.PATHS])
def test_other_hosts_are_told_nothing(ask, host, path):
    assert ask(path, host=host).status in (400, 404)


@pytest.mark.parametrize("path", ["", "other", "gpc.json/", "GPC.json"])
def test_other_addresses_are_not_there(ask, path):
    assert ask(f"/.well-known/{path}").status == 404


def test_nothing_can_be_sent_there(ask):
    assert ask("/.well-known/gpc.json", method="POST").status == 405
