"""Answers from a resolver and from a zone file are the same answers; what is no answer says why."""

import pytest

from smartbooth.mail.published import names
from smartbooth.mail.published.resolver import NoResolver, Resolver
from smartbooth.mail.published.tests.server import closed_port, serving
from smartbooth.mail.published.zonefile import NoZone, ZoneFile
from smartbooth.registry import egress

LONG = "k" * 200
ZONE = f"""
$TTL 300
$ORIGIN example.org.
@       IN SOA ns hostmaster 1 3600 600 86400 300
        IN NS  ns
        IN TXT "v=spf1 " "-all"
        IN MX  10 mx
ns      IN A   127.0.0.1
mx      IN A   192.0.2.1
        IN AAAA 2001:db8::1
post    IN CNAME mx
there   IN CNAME host.example.net.
long    IN TXT "{LONG}" "{LONG}" "{LONG}"
round1  IN CNAME round2
round2  IN CNAME round1
lost    IN CNAME nowhere
*.any   IN TXT "whatever"
a.b.any IN A 192.0.2.7
bytes   IN TXT "caf\\195\\169"
$ORIGIN example.net.
@       IN SOA ns.example.org. hostmaster 1 3600 600 86400 300
host    IN A   192.0.2.2
"""


@pytest.fixture(params=["zone file", "resolver"])
def answers(request, tmp_path):
    path = tmp_path / "example.zone"
    if request.param == "zone file":
        path.write_text(ZONE)
        yield ZoneFile(path)
    else:
        with serving(path, ZONE) as (server, _served):
            yield Resolver(server)


def test_records_are_read(answers):
    assert names.texts(answers, "EXAMPLE.org.") == ["v=spf1 -all"]
    assert names.addresses(answers, "mx.example.org") == ["192.0.2.1", "2001:db8::1"]
    assert [names.plain(one.exchange) for one in names.ask(answers, "example.org", "MX")] == ["mx.example.org"]
    assert names.texts(answers, "long.example.org") == [LONG * 3]
    assert names.texts(answers, "bytes.example.org") == ["caf\xc3\xa9"]


def test_aliases_are_followed_into_other_zones(answers):
    assert names.addresses(answers, "post.example.org") == ["192.0.2.1", "2001:db8::1"]
    assert names.addresses(answers, "there.example.org") == ["192.0.2.2"]
    assert names.addresses(answers, "lost.example.org") == []


def test_aliases_in_a_circle_are_no_answer(answers):
    with pytest.raises(names.Silent):
        names.addresses(answers, "round1.example.org")


@pytest.mark.parametrize("name", ["no.example.org", "b.any.example.org", "ns.example.org", "a..org", "a" * 64 + ".org",
                                  ".", "", "ä\u2028.org", ".".join(["abc"] * 80)])  # fmt: skip
def test_what_is_not_there_has_no_records(answers, name):
    assert names.texts(answers, name) == []


def test_a_wildcard_stands_for_names_that_are_not_there(answers):
    assert names.texts(answers, "x.any.example.org") == names.texts(answers, "x.y.any.example.org") == ["whatever"]


@pytest.mark.parametrize("how", ["SERVFAIL", "REFUSED", "silent"])
def test_a_server_that_fails_is_silent_and_asked_once(tmp_path, how):
    with serving(tmp_path / "zone", ZONE, {"mx.example.org": how}) as (server, served):
        resolver = Resolver(server, seconds=0.3 if how == "silent" else 0)
        for _again in range(2):
            with pytest.raises(names.Silent, match="about mx"):
                names.ask(resolver, "mx.example.org", "A")
        asked = len(served.asked)
        with pytest.raises(names.Silent):
            names.ask(resolver, "mx.example.org", "A")
        assert len(served.asked) == asked


def test_nobody_there_is_silence():
    with pytest.raises(names.Silent, match="about example"):
        names.texts(Resolver(f"127.0.0.1:{closed_port()}", seconds=0.3), "example.org")


def test_long_answers_come_over_tcp(tmp_path):
    with serving(tmp_path / "zone", ZONE, {"long.example.org": "TC"}) as (server, _served):
        assert names.texts(Resolver(server), "long.example.org") == [LONG * 3]


def test_a_server_that_knows_its_own_names_only_is_asked_on(tmp_path):
    with serving(tmp_path / "zone", ZONE, {"there.example.org": "ALIAS"}) as (server, _served):
        assert names.addresses(Resolver(server), "there.example.org") == ["192.0.2.2"]


def test_questions_go_out_by_a_declared_way(monkeypatch):
    """192.0.2.0/24 is nobody's (RFC 5737): no answer comes; but outside of the way not even a question would go."""
    ways = []
    monkeypatch.setattr(
        "smartbooth.mail.published.resolver.egress", lambda key: ways.append(key) or egress.egress(key)
    )
    resolver = Resolver("192.0.2.53", seconds=0.1)
    with egress.armed(), pytest.raises(names.Silent):
        names.texts(resolver, "example.org")
    assert ways == ["dns"]


@pytest.mark.parametrize(
    "server", ["resolver.example.org", "192.0.2.1:99999", "192.0.2.1:x", "[::1", "1.2.3", ":53", "::1:x"]
)
def test_what_is_no_resolver_is_said(server):
    with pytest.raises(NoResolver, match="no address of a resolver"):
        Resolver(server)


@pytest.mark.parametrize("server", ["192.0.2.1", "192.0.2.1:53", "::1", "[::1]", "[::1]:5353"])
def test_resolvers_are_named_with_and_without_a_port(server):
    Resolver(server)


@pytest.mark.parametrize(
    ("text", "says"),
    [(b"not a zone file\n", "line:"), (b"\xff\xfe", "not UTF-8"), (b"$INCLUDE /etc/passwd\n", "line:"),
     (b"a. IN MX ten mx\n", "line:"), (b'a. IN TXT "open\n', "line:"), (b"a. IN CNAME b.\na. IN TXT x\n", "CNAME")],
)  # fmt: skip
def test_what_is_no_zone_file_is_said(tmp_path, text, says):
    path = tmp_path / "zone"
    path.write_bytes(text)
    with pytest.raises(NoZone, match=says) as caught:
        ZoneFile(path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_a_zone_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(NoZone, match="No such file"):
        ZoneFile(tmp_path / "none")
