"""`smartbooth doctor mail`: all right, each single thing wrong, and that what it says to publish mends it."""

import json
import re
import time

import dns.rdata
import pytest
from click.testing import CliRunner

from smartbooth.cli import main
from smartbooth.mail import dkim
from smartbooth.mail.newkey import make
from smartbooth.mail.published.tests.server import closed_port, serving
from smartbooth.mail.transports.provider import choice

KEY_AT = "mail._domainkey.aurora.example.org."
RIGHT = """
$TTL 300
studio.aurora.example.org. IN A 192.0.2.80
aurora.example.org. IN A 192.0.2.80
letters.aurora.example.org. IN MX 10 studio.aurora.example.org.
letters.aurora.example.org. IN TXT "google-site-verification=abc"
letters.aurora.example.org. IN TXT "v=spf1 include:_spf.relay.example.net -all"
_dmarc.aurora.example.org. IN TXT "v=DMARC1; p=quarantine; rua=mailto:help@aurora.example.org"
smtp.relay.example.net. IN A 192.0.2.10
smtp.relay.example.net. IN AAAA 2001:db8::10
_spf.relay.example.net. IN TXT "v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::/64 -all"
10.2.0.192.in-addr.arpa. IN PTR smtp.relay.example.net.
0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. IN PTR smtp.relay.example.net.
"""
NAMES = ["Transport", "Sender", "SPF", "DKIM", "DMARC", "Alignment", "Mail back", "Own names", "Unsubscribe"]


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    path = tmp_path_factory.mktemp("key") / "mail.pem"
    make(path, "aurora.example.org", "mail")
    return path


@pytest.fixture
def installed(settings, key, monkeypatch):
    monkeypatch.setattr("django.setup", lambda: None)
    settings.MAIL_TRANSPORT, settings.MAIL_HOST, settings.MAIL_PORT = "smtp", "smtp.relay.example.net", 587
    settings.MAIL_SENDER, settings.MAIL_DOMAIN = "us@aurora.example.org", "letters.aurora.example.org"
    settings.SUPPORT_ADDRESS = "help@aurora.example.org"
    settings.STUDIO_HOST, settings.SECURE = "studio.aurora.example.org", True
    settings.DKIM_KEY, settings.DKIM_SELECTOR = str(key), "mail"
    return settings


@pytest.fixture
def zone(key):
    """All that is right, with lines taken out (by what they begin with) and put in."""
    published = dkim.load(key, "aurora.example.org", "mail").line() + "\n"

    def make(*without, plus=()):
        lines = [line for line in (RIGHT + published).splitlines() if not line.startswith(without or ("\0",))]
        assert len(lines) < len((RIGHT + published).splitlines()) or not without, "nothing was taken out"
        return "\n".join([*lines, *plus, ""])

    return make


@pytest.fixture
def run(installed, tmp_path):
    def run(text, *options):
        """({name: finding}, exit status)"""
        path = tmp_path / "example.zone"
        path.write_text(text)
        result = CliRunner().invoke(main, ["doctor", "mail", "--json", "--zone", str(path), *options])
        said = json.loads(result.output)
        assert said["healthy"] is (result.exit_code == 0)
        return {one["name"]: one for one in said["checks"]}, result.exit_code

    return run


def test_all_is_well(run, zone):
    found, status = run(zone())
    assert {name: one["state"] for name, one in found.items()} == dict.fromkeys(NAMES, "good"), found
    assert status == 0
    assert "include:_spf.relay.example.net" in found["SPF"]["says"] and "1 of 10 lookups" in found["SPF"]["says"]


SPF, DMARC, MX = (
    "letters.aurora.example.org. IN TXT",
    "_dmarc.aurora.example.org.",
    "letters.aurora.example.org. IN MX",
)
KEY = KEY_AT[:-1]
WRONG = [  # (taken out, put in, finding, state, says)
    ([f'{SPF} "v='], [], "SPF", "bad", "has no record"),
    ([f'{SPF} "v='], [f'{SPF} "v=spf1 mx -all"'], "SPF", "bad", "does not allow 192.0.2.10, 2001:db8::10 (fail)"),
    ([f'{SPF} "v='], [f'{SPF} "v=spf1 ip4:192.0.2.10 ~all"'], "SPF", "bad", "allow 2001:db8::10 (softfail)"),
    ([f'{SPF} "v='], [f'{SPF} "v=spf1 +all"'], "SPF", "bad", "lets everybody send"),
    ([], [f'{SPF} "v=spf1 ip4:198.51.100.1 -all"'], "SPF", "bad", "has 2 SPF records"),
    ([f'{SPF} "v='], [f'{SPF} "v=spf1 ip4:192.0.2.1.1 include:_spf.relay.example.net -all"'], "SPF", "bad",
     "no address"),
    ([KEY], [], "DKIM", "bad", "nothing is published at mail._domainkey"),
    ([], [f'{KEY}. IN TXT "v=DKIM1; p="'], "DKIM", "bad", "2 records"),
    ([KEY], [f'{KEY}. IN TXT "v=DKIM1; p="'], "DKIM", "bad", "was revoked"),
    ([KEY], [f'{KEY}. IN TXT "v=DKIM1; k=ed25519; p=abc"'], "DKIM", "bad", "k=ed25519"),
    ([KEY], [f'{KEY}. IN TXT "v=DKIM1; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"'], "DKIM", "bad", "perhaps a part"),
    ([DMARC], [], "DMARC", "bad", "has no record"),
    ([], [f'{DMARC} IN TXT "v=DMARC1; p=none"'], "DMARC", "bad", "2 DMARC records"),
    ([DMARC], [f'{DMARC} IN TXT "v=DMARC1; p=quarantäne"'], "DMARC", "bad", "no policy that exists"),
    ([DMARC], [f'{DMARC} IN TXT "v=DMARC1; quarantine"'], "DMARC", "bad", "cannot be read"),
    ([DMARC], [f'{DMARC} IN TXT "v=DMARC1; p=reject; adkim=s"'], "DMARC", "warn", "for no reports"),
    ([MX], [], "Mail back", "bad", "bounces and those who unsubscribe by mail are lost"),
    ([MX], [f"{MX} 0 ."], "Mail back", "bad", "RFC 7505"),
    ([MX], ["letters.aurora.example.org. IN A 192.0.2.80"], "Mail back", "warn", "has no MX record"),
]  # fmt: skip


def published(text, lines):
    """The zone with these records instead of those of their kind at their names; TXT of other kinds stays."""
    for line in lines:
        name, kind = line.split()[0], line.split()[2]
        words = line.split(None, 3)[3]
        dns.rdata.from_text("IN", kind, words)  # can be read
        begin = re.match(r'"(v=\w+)|', words)[1] or ""
        kept = [
            old
            for old in text.splitlines()
            if not (
                old.startswith(f"{name} IN {kind} ")
                and old.split(None, 3)[3].startswith(f'"{begin}' if begin else "")
            )
        ]
        text = "\n".join([*kept, line, ""])
    return text


@pytest.mark.parametrize(("out", "put", "name", "state", "says"), WRONG)
def test_one_thing_is_wrong_and_what_it_says_to_publish_mends_it(run, zone, out, put, name, state, says):
    text = zone(*out, plus=put)
    found, status = run(text)
    assert (found[name]["state"], status) == (state, 1 if state == "bad" else 0), found[name]
    assert says in found[name]["says"] and found[name]["cure"] and found[name]["publish"]
    others = {one["state"] for other, one in found.items() if other != name}
    assert others == {"good"}, found
    mended = run(published(text, found[name]["publish"]))[0][name]
    assert mended["state"] == "good" or "is not stopped" in mended["says"], mended


CIRCLE = 'circle.example.net. IN TXT "v=spf1 include:circle.example.net -all"'
MORE = [
    ([f'{SPF} "v='], [f'{SPF} "v=spf1 include:circle.example.net -all"', CIRCLE], "SPF", "bad", "in a circle"),
    ([f'{SPF} "v='], [f'{SPF} "v=spf1 include:nowhere.example.net -all"'], "SPF", "bad", "leads to no SPF record"),
    ([f'{SPF} "v='], [f'{SPF} "v=spf1 a:a.example.net a:b.example.net a:c.example.net -all"'], "SPF", "bad",
     "lead nowhere"),
    (["_spf.relay"], ['_spf.relay.example.net. IN TXT "v=spf1 ip4:198.51.100.0/24 -all"'], "SPF", "warn",
     "does not name"),
    ([DMARC], [f'{DMARC} IN TXT "v=DMARC1; p=none; rua=mailto:help@aurora.example.org"'], "DMARC", "warn",
     "is not stopped"),
    ([DMARC], [f'{DMARC} IN TXT "v=DMARC1; p=none; rua=mailto:x@reports.example.net"'], "DMARC", "warn",
     "does not say that it"),
    ([DMARC], [f'{DMARC} IN TXT "v=DMARC1; p=reject; aspf=s; rua=mailto:help@aurora.example.org"'],
     "Alignment", "warn", "“aspf=s”"),
    ([MX], [f"{MX} 10 mx.aurora.example.org."], "Mail back", "bad", "has no address"),
    ([], [f"{MX} 20 mx.aurora.example.org."], "Mail back", "warn", "has no address"),
    ([MX], [f"{MX} 10 mx.aurora.example.org.", "mx.aurora.example.org. IN CNAME studio.aurora.example.org."],
     "Mail back", "warn", "is an alias"),
    (["10.2.0.192"], [], "Own names", "warn", "no name leads to and from 192.0.2.10:"),
    (["10.2.0.192"], ["10.2.0.192.in-addr.arpa. IN PTR other.example.net."], "Own names", "warn", "does not lead back"),
    (["studio"], ["studio2.aurora.example.org. IN A 192.0.2.80"], "Unsubscribe", "bad", "has no address"),
]  # fmt: skip


@pytest.mark.parametrize(("out", "put", "name", "state", "says"), MORE)
def test_one_thing_is_wrong_that_no_single_record_mends(run, zone, out, put, name, state, says):
    found, _status = run(zone(*out, plus=put))
    assert found[name]["state"] == state and says in found[name]["says"], found[name]
    assert found[name]["cure"]


def test_a_record_of_the_organisation_holds_for_names_below(run, zone, installed):
    organisation = '_dmarc.example.org. IN TXT "v=DMARC1; p=none; sp=reject; rua=mailto:help@example.org"'
    found, _status = run(zone(DMARC, plus=[organisation]))
    assert (found["DMARC"]["state"], found["DMARC"]["says"]) == ("good", "_dmarc.example.org asks for “reject”")
    assert found["Alignment"]["state"] == "good"


def test_long_records_and_aliases_are_followed(run, zone, key):
    long = " ".join(f"ip4:198.51.100.{number}" for number in range(40))
    rest = "include:_spf.relay.example.net -all"
    cut = f'"v=spf1 {long[:200]}" "{long[200:450]}" "{long[450:700]}" "{long[700:]} {rest}"'
    line = dkim.load(key, "aurora.example.org", "mail").line().partition(" IN TXT ")[2]
    found, status = run(
        zone(
            f'{SPF} "v=',
            KEY,
            plus=[f"{SPF} {cut}", f"{KEY}. IN CNAME keys.example.net.", f"keys.example.net. IN TXT {line}"],
        )
    )
    assert status == 0 and found["SPF"]["state"] == found["DKIM"]["state"] == "good"


def test_where_letters_leave_from_can_be_said(run, zone):
    found, _status = run(zone(), "--sends-from", "192.0.2.77", "--sends-from", "2001:db8::10")
    assert "does not allow 192.0.2.77 (fail)" in found["SPF"]["says"]
    assert found["SPF"]["publish"] == [
        f'{SPF} "v=spf1 ip4:192.0.2.77 ip6:2001:db8::10 include:_spf.relay.example.net -all"'
    ]
    assert found["Own names"]["state"] == "bad" and "192.0.2.77" in found["Own names"]["says"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "10.1.2.3", "mx.inside.example.net"])
def test_a_relay_inside_tells_nothing_about_where_letters_leave(run, zone, installed, host):
    installed.MAIL_HOST = host
    found, status = run(zone(plus=["mx.inside.example.net. IN A 192.168.1.2"]))
    assert (found["SPF"]["state"], found["Own names"]["state"], status) == ("warn", "warn", 0)
    assert "--sends-from" in found["SPF"]["cure"]


def test_signing_is_looked_at(run, zone, installed, tmp_path):
    installed.DKIM_KEY = ""
    found, _status = run(zone())
    assert (found["DKIM"]["state"], found["Alignment"]["state"]) == ("warn", "warn")
    installed.MAIL_DOMAIN = "elsewhere.example.com"
    assert run(zone())[0]["Alignment"]["state"] == "bad"
    installed.DKIM_KEY = str(tmp_path / "none.pem")
    assert "No such file" in run(zone())[0]["DKIM"]["says"]
    make(tmp_path / "none.pem", "aurora.example.org", "mail")
    found, _status = run(zone())
    assert "another key is published" in found["DKIM"]["says"] and found["Alignment"]["state"] == "warn"


def test_a_key_in_testing(run, zone, key):
    line = dkim.load(key, "aurora.example.org", "mail").record().replace("k=rsa;", "k=rsa; t=y;")
    found, _status = run(zone(KEY, plus=[f'{KEY}. IN TXT "{line[:200]}" "{line[200:]}"']))
    assert found["DKIM"]["state"] == "warn" and "“t=y”" in found["DKIM"]["says"]


def test_links_have_to_be_https_and_hosts_ones_that_others_find(run, zone, installed):
    installed.SECURE = False
    assert "are http" in run(zone())[0]["Unsubscribe"]["says"]
    installed.STUDIO_HOST, installed.MAIL_SENDER = "localhost", "support@example.org"
    found, _status = run(zone(MX))
    assert "which nobody finds" in found["Unsubscribe"]["says"] and found["Mail back"]["publish"] == []
    assert found["Sender"]["state"] == "bad" and "SMARTBOOTH_MAIL_SENDER" in found["Sender"]["cure"]


def test_without_a_relay(run, zone, installed, db):
    installed.MAIL_TRANSPORT = "browser"
    assert run(zone())[0]["Transport"]["state"] == "warn"
    installed.MAIL_TRANSPORT, installed.MAIL_PROVIDER, installed.DKIM_KEY = "provider", "postmark", ""
    installed.MAIL_PROVIDER_SETTINGS = '{"SERVER_TOKEN": "x"}'
    choice.ability.cache_clear()
    found, status = run(zone("10.2", SPF + ' "v=', KEY))
    assert status == 0 and "postmark" in found["Transport"]["says"]
    assert all("provider" in found[name]["says"] for name in ("SPF", "DKIM", "Alignment", "Own names"))
    [address] = found["Events"]["publish"]
    assert re.fullmatch(r"http://studio.aurora.example.org:8000/mail-events/[0-9a-z]{20}/", address)
    choice.ability.cache_clear()
    installed.MAIL_PROVIDER, installed.MAIL_PROVIDER_SETTINGS = "brevo", '{"API_KEY": "x"}'
    assert "Switch both off" in run(zone())[0]["Transport"]["cure"]
    choice.ability.cache_clear()
    installed.MAIL_PROVIDER, installed.MAIL_PROVIDER_SETTINGS = "scaleway", "{}"
    assert run(zone())[0]["Events"]["state"] == "warn"
    assert run(zone())[0]["Transport"]["state"] == "bad"
    choice.ability.cache_clear()


@pytest.fixture
def impatient(monkeypatch):
    """For who never answers; a busy machine may need longer for an answer."""
    monkeypatch.setattr("smartbooth.mail.published.resolver.SECONDS", 0.3)


@pytest.fixture
def ask(installed):
    def ask(server):
        result = CliRunner().invoke(main, ["doctor", "mail", "--json", "--resolver", server])
        return {one["name"]: one for one in json.loads(result.output)["checks"]}, result.exit_code

    return ask


def test_a_resolver_says_the_same(ask, zone, tmp_path):
    with serving(tmp_path / "zone", zone()) as (server, served):
        found, status = ask(server)
    assert {one["state"] for one in found.values()} == {"good"} and status == 0, found
    assert len(served.asked) == len(set(served.asked))  # each question once


@pytest.mark.parametrize("how", ["SERVFAIL", "REFUSED"])
@pytest.mark.parametrize(
    ("name", "finding"),
    [("letters.aurora.example.org", "SPF"), ("_spf.relay.example.net", "SPF"), (KEY, "DKIM"),
     ("_dmarc.aurora.example.org", "DMARC"), ("studio.aurora.example.org", "Unsubscribe")],
)  # fmt: skip
def test_what_cannot_be_asked_is_not_said_to_be_missing(ask, zone, tmp_path, how, name, finding):
    with serving(tmp_path / "zone", zone(), {name: how}) as (server, _served):
        found, status = ask(server)
    assert status == 1 and found[finding]["state"] == "bad"
    assert "failed to answer" in found[finding]["says"] and found[finding]["publish"] == []


def test_a_resolver_that_is_not_there(ask, impatient):
    found, status = ask(f"127.0.0.1:{closed_port()}")
    assert status == 1 and " answer " in found["DKIM"]["says"] and found["DKIM"]["publish"] == []


def test_a_resolver_that_never_answers_is_waited_for_once(ask, impatient, zone, tmp_path):
    begun = time.monotonic()
    with serving(
        tmp_path / "zone",
        zone(),
        dict.fromkeys(["letters.aurora.example.org", "smtp.relay.example.net", KEY], "silent"),
    ) as (server, _served):
        found, status = ask(server)
    assert status == 1 and time.monotonic() - begun < 5
    assert {one["says"] for one in found.values() if one["state"] == "bad"} == {
        "DNS did not answer within 0.3 seconds about smtp.relay.example.net"
    }


def test_people_read_lines_that_can_be_copied(installed, zone, tmp_path):
    path = tmp_path / "zone"
    path.write_text(zone(KEY))
    result = CliRunner().invoke(main, ["doctor", "mail", "--zone", str(path)])
    assert result.exit_code == 1 and "1 to mend, marked ✗." in result.output
    assert f"\n\n{dkim.current().line()}\n\n" in result.output


@pytest.mark.parametrize(
    ("options", "says"),
    [(["--zone", "nowhere.zone"], "No such file"), (["--resolver", "dns.example.org"], "no address of a resolver"),
     (["--zone", "a", "--resolver", "192.0.2.1"], "Either --resolver or --zone"),
     (["--resolver", "192.0.2.1", "--sends-from", "host"], "“host” is no IP address")],
)  # fmt: skip
def test_what_is_asked_wrongly_is_said_in_one_line(installed, options, says):
    result = CliRunner().invoke(main, ["doctor", "mail", *options])
    assert result.exit_code in (1, 2) and says in result.output


def test_doctor_alone_is_what_it_was(monkeypatch):
    monkeypatch.setattr("smartbooth.cli.doctor.examine.examine", list)
    result = CliRunner().invoke(main, ["doctor", "--json"])
    assert result.exit_code == 0 and json.loads(result.output) == {"healthy": True, "checks": []}
