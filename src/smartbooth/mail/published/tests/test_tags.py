"""DKIM keys and DMARC records as receivers read them."""

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.mail.dkim import Signer
from smartbooth.mail.published import dkimkey, dmarc, tags
from smartbooth.mail.published.zonefile import ZoneFile

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
RECORD = Signer(KEY, "example.org", "mail").record()
PUBLIC = RECORD.partition("p=")[2]


def test_our_own_record_is_read():
    found = dkimkey.parse(RECORD)
    assert found.key.public_numbers() == KEY.public_key().public_numbers() and not found.testing


@pytest.mark.parametrize(
    "text",
    [
        f"p={PUBLIC}",
        f"v=DKIM1; t=s; h=sha1:sha256; s=email; n=note; p={PUBLIC};",
        f"k=rsa;p={PUBLIC[:100]} \t{PUBLIC[100:]}",
    ],
)
def test_other_ways_to_write_it(text):
    assert dkimkey.parse(text).key.key_size == 2048


def test_the_older_form_of_a_key_is_read():
    """RFC 6376 says RSAPublicKey; everybody publishes SubjectPublicKeyInfo."""
    from base64 import b64encode

    bare = b64encode(KEY.public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)).decode()
    assert dkimkey.parse(f"v=DKIM1; p={bare}").key.key_size == 2048


def test_flags():
    assert dkimkey.parse(f"v=DKIM1; t=y:s; p={PUBLIC}").testing
    assert dkimkey.parse("v=DKIM1; p=").key is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no “p=”"), (f"v=DKIM2; p={PUBLIC}", "v=DKIM1"), (f"p={PUBLIC}; v=DKIM1", "come first"),
        ("v=DKIM1", "no “p=”"),
        (f"v=DKIM1; k=ed25519; p={PUBLIC}", "k=ed25519"), (f"v=DKIM1; h=sha1; p={PUBLIC}", "h=sha1"),
        (f"v=DKIM1; s=tlsrpt; p={PUBLIC}", "s=tlsrpt"), (f"v=DKIM1; p={PUBLIC[:-60]}", "perhaps a part"),
        ("v=DKIM1; p=???", "perhaps a part"), ("v=DKIM1; p=a; p=b", "twice"), ("v=DKIM1; p", "no “tag=value”"),
        ("v=DKIM1; k=rsa; p=MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=", "not an RSA key"),
    ],
)  # fmt: skip
def test_what_no_verifier_can_use(text, says):
    with pytest.raises(dkimkey.Wrong, match=says):
        dkimkey.parse(text)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    try:
        assert all(name == name.strip() for name in tags.parse(text))
    except tags.Wrong as error:
        assert str(error)
    try:
        dkimkey.parse(text)
    except dkimkey.Wrong as error:
        assert str(error)


@pytest.fixture
def zone(tmp_path):
    def make(**records):
        path = tmp_path / "zone"
        lines = [f'_dmarc.{name}. IN TXT "{text}"' for name, texts in records.items() for text in texts]
        path.write_text("\n".join(line.replace("__", ".") for line in lines) + "\n")
        return ZoneFile(path)

    return make


def test_the_organisation_is_where_the_highest_record_is(zone):
    names = zone(example__org=["v=DMARC1; p=reject; sp=none"], mail__example__org=["v=DMARC1; p=quarantine"])
    assert dmarc.organisational(names, "a.mail.example.org") == "example.org"
    found = dmarc.of(names, "a.mail.example.org").record
    assert (found.at, found.policy("a.mail.example.org"), found.policy("example.org")) == (
        "example.org",
        "none",
        "reject",
    )
    assert dmarc.of(names, "mail.example.org").record.policy("mail.example.org") == "quarantine"


def test_suffixes_say_that_they_are_ones(zone):
    names = zone(example=["v=DMARC1; p=none; psd=y"])
    assert dmarc.organisational(names, "a.b.shop.example") == "shop.example"
    assert dmarc.of(names, "a.b.shop.example").record is None
    assert dmarc.organisational(names, "example") == "example"


def test_who_says_to_be_the_organisation_is_it(zone):
    names = zone(example__org=["v=DMARC1; p=none"], team__example__org=["v=DMARC1; p=none; psd=n"])
    assert dmarc.organisational(names, "a.team.example.org") == "team.example.org"


def test_no_record_anywhere(zone):
    names = zone(other__org=["v=DMARC1; p=none"])
    assert dmarc.organisational(names, "a.example.org") == "a.example.org"
    assert dmarc.of(names, "a.example.org") == dmarc.Found()


def test_long_names_are_not_asked_label_by_label():
    asked = []

    class Names:
        def ask(self, name, kind):
            asked.append(str(name))
            return []

    dmarc.organisational(Names(), "a.b.c.d.e.f.g.h.i.example.org")
    assert len(asked) == dmarc.QUERIES
    assert (
        asked[:2] == ["_dmarc.a.b.c.d.e.f.g.h.i.example.org.", "_dmarc.e.f.g.h.i.example.org."]
        and asked[-1] == "_dmarc.org."
    )


def test_several_records_are_none(zone):
    names = zone(example__org=["v=DMARC1; p=none", "v=DMARC1; p=reject"])
    assert "2 DMARC records" in dmarc.of(names, "example.org").problem


@pytest.mark.parametrize("text", ["v=DMARC1 p=none", "v=DMARC2; p=none", "p=none; v=DMARC1", "v=spf1 -all"])
def test_what_is_no_dmarc_record(zone, text):
    assert dmarc.of(zone(example__org=[text]), "example.org") == dmarc.Found()


def test_what_cannot_be_read(zone):
    assert "“none”" in dmarc.of(zone(example__org=["v=DMARC1; none"]), "example.org").problem


def test_what_a_record_says(zone):
    text = "v=DMARC1; p=Reject; adkim=s; rua=mailto:a@example.org!10m, https://x.example , MAILTO:b@example.net"
    record = dmarc.of(zone(example__org=[text.replace(";", "\\;")]), "example.org").record
    assert record.policy("example.org") == "reject" and record.strict("adkim") and not record.strict("aspf")
    assert record.reports_to() == ["a@example.org", "b@example.net"]
    assert dmarc.Record("example.org", {"p": "nothing"}).policy("example.org") == ""
