"""Where a webhook may go."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.handover.webhooks import target
from smartbooth.handover.webhooks.target import Refused, parse, public, resolve

INSIDE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.127.255.255", "192.0.0.192", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1",
    "255.255.255.255", "168.63.129.16", "192.0.2.1", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::7f00:1",
    "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2002:7f00:1::", "2002:808:808::",
    "2001::1", "64:ff9b::7f00:1", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "2001:db8::1", "100::1", "5f00::1",
]  # fmt: skip
OUTSIDE = [
    "8.8.8.8",
    "1.1.1.1",
    "93.184.216.34",
    "100.128.0.1",
    "172.32.0.1",
    "2606:4700:4700::1111",
    "2a00:1450::1",
]


@pytest.fixture(autouse=True)
def _abroad(settings):
    """As in production, where this machine is nobody's target."""
    settings.WEBHOOK_LOCAL = False


@pytest.mark.parametrize("address", INSIDE)
def test_ours_and_nobodys(address):
    assert not public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_the_internets(address):
    assert public(address)


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_public(address):
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert not public(str(address))


@given(st.ip_addresses(v=4))
def test_no_address_hides_inside_another(address):
    """Whatever a gateway would unpack is refused, whether what it holds is public or not."""
    number = int(address)
    for inside in (
        ipaddress.IPv6Address((0xFFFF << 32) | number),
        ipaddress.IPv6Address(number),
        ipaddress.IPv6Address((0x2002 << 112) | (number << 80)),
        ipaddress.IPv6Address((0x64FF9B << 96) | number),
    ):
        assert not public(str(inside))


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://example.org/hook", "https://example.org/hook"),
        (" https://EXAMPLE.org ", "https://example.org/"),
        ("https://example.org:443/a?b=c", "https://example.org/a?b=c"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://example.org./", "https://example.org/"),
        ("https://example.org/a#part", "https://example.org/a"),
    ],
)
def test_what_is_typed_is_read_once(typed, url):
    assert parse(typed).url == url
    assert parse(url).url == url


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "host"),
        ("example.org", "host"),
        ("http://example.org/", "scheme"),
        ("ftp://example.org/", "scheme"),
        ("file:///etc/passwd", "host"),
        ("https://sam:secret@example.org/", "login"),
        ("https://@example.org/", "login"),
        ("https://example.org:80/", "port"),
        ("https://example.org:22/", "port"),
        ("https://example.org:99999/", "host"),
        ("https://127.0.0.1/", "number"),
        ("https://2130706433/", "number"),
        ("https://0x7f.0.0.1/", "number"),
        ("https://0x7f000001/", "number"),
        ("https://127.1/", "number"),
        ("https://1.2.3.4./", "number"),
        ("https://[::1]/", "number"),
        ("https://[::ffff:10.0.0.1]/", "number"),
        ("https://localhost/", "internal"),
        ("https://printer/", "internal"),
        ("https://a.localhost/", "internal"),
        ("https://exa mple.org/", "character"),
        ("https://example.org\\@evil.example/", "character"),
        ("https://example.org/\r\nHost: evil.example", "character"),
        ("https://example.org/é", "character"),
        ("https://" + "a" * 600 + ".example/", "long"),
        ("https://exa_mple.org/", "host"),
    ],
)
def test_what_is_no_address_is_said(typed, reason):
    with pytest.raises(Refused) as refused:
        parse(typed)
    assert refused.value.reason == reason
    assert refused.value.message


@given(st.text(max_size=80))
def test_nothing_typed_breaks_it(typed):
    """Either a clean address to a named machine, or a reason."""
    for raw in (typed, f"https://{typed}", f"https://example.org/{typed}", f"https://{typed}.example.org:443/"):
        try:
            found = parse(raw)
        except Refused as refused:
            assert refused.reason in target.MESSAGES
        else:
            assert found.scheme == "https"
            assert found.port in target.PORTS
            assert "." in found.host
            assert found.url.isascii()
            assert not any(character.isspace() for character in found.url)


def answers(monkeypatch, *addresses):
    def looked_up(host, port, *rest, **named):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)


def test_a_name_that_leads_outside(monkeypatch):
    answers(monkeypatch, "8.8.8.8", "8.8.8.8", "1.1.1.1")
    assert resolve(parse("https://example.org/")) == ["8.8.8.8", "1.1.1.1"]


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["8.8.8.8", "169.254.169.254"], ["::1"], []])
def test_a_name_that_leads_inside(monkeypatch, addresses):
    """One internal address among public ones is enough: who wants that has something in mind."""
    answers(monkeypatch, *addresses)
    with pytest.raises(Refused, match="internal"):
        resolve(parse("https://example.org/"))


def test_this_machine_only_where_a_laptop_says_so(settings):
    with pytest.raises(Refused):
        parse("http://localhost:9000/hook")
    settings.WEBHOOK_LOCAL = True
    assert parse("http://localhost:9000/hook").url == "http://localhost:9000/hook"
    assert resolve(parse("http://127.0.0.1:9000/"))[0] == "127.0.0.1"
    with pytest.raises(Refused):
        parse("http://10.0.0.1/")
    with pytest.raises(Refused):
        parse("http://example.org/")
