import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.people.address import MESSAGES, Address, AddressError, readable


@pytest.mark.parametrize(
    ("raw", "written", "key"),
    [
        (" Sam@Example.ORG ", "Sam@example.org", "sam@example.org"),
        ("sam+launch@example.org", "sam+launch@example.org", "sam+launch@example.org"),
        ("s.o'neill@sub.example.org", "s.o'neill@sub.example.org", "s.o'neill@sub.example.org"),
        ("zoe\u0301@example.org", "zoé@example.org", "zoé@example.org"),
        ("sam@Café.example", "sam@xn--caf-dma.example", "sam@xn--caf-dma.example"),
        ("sam@BÜCHER.example", "sam@xn--bcher-kva.example", "sam@xn--bcher-kva.example"),
        ("\ufeffsam@example.org\u200b", "sam@example.org", "sam@example.org"),
    ],
)
def test_addresses_that_are_real(raw, written, key):
    assert Address.parse(raw) == Address(written, key)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "empty"),
        (" \t\u200b", "empty"),
        ("sam", "at"),
        ("sam@home@example.org", "at"),
        ("sam smith@example.org", "space"),
        ("sam@example .org", "space"),
        ("sam@example.org\r\nBcc: all@example.org", "at"),
        ("sam@example.org\nx", "space"),
        (".sam@example.org", "local"),
        ("sam..smith@example.org", "local"),
        ("@example.org", "local"),
        ('"sam"@example.org', "local"),
        ("sam<script>@example.org", "local"),
        ("sa\u202em@example.org", "local"),
        ("sa\x00m@example.org", "local"),
        ("sam@localhost", "domain"),
        ("sam@example.org.", "domain"),
        ("sam@-example.org", "domain"),
        ("sam@exa_mple.org", "domain"),
        ("sam@[192.0.2.1]", "domain"),
        ("sam@192.0.2.1", "domain"),
        ("sam@", "domain"),
        ("s" * 65 + "@example.org", "long"),
        ("sam@" + ".".join(["e" * 60] * 5) + ".org", "long"),
        ("sam@" + "e" * 64 + ".org", "domain"),
        ("sam@" + "e" * 100_000 + ".org", "long"),
    ],
)
def test_what_is_refused_says_why(raw, reason):
    with pytest.raises(AddressError) as caught:
        Address.parse(raw)
    assert caught.value.reason == reason
    assert caught.value.message


@given(st.text(max_size=80))
def test_anything_typed_is_an_address_or_a_reason(raw):
    try:
        address = Address.parse(raw)
    except AddressError as error:
        assert error.reason in MESSAGES
    else:
        assert Address.parse(address.written) == address
        assert Address.parse(address.key).key == address.key


@given(st.from_regex(r"[a-zA-Z0-9+é-]{1,20}@[a-z]{1,10}\.(org|com)", fullmatch=True))
def test_spellings_of_one_mailbox_share_a_key(raw):
    try:
        address = Address.parse(raw)
    except AddressError:
        return
    assert Address.parse(f"  {raw.upper()} ").key == address.key


def test_domains_are_shown_as_people_read_them():
    assert readable("sam@xn--caf-dma.example") == "sam@café.example"
    assert readable("sam@xn--a.example") == "sam@xn--a.example"
