"""What we sign, somebody else's program finds right (dkimpy); and finds out whatever is changed."""

import re

import dkim as theirs
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from django.test import override_settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from smartbooth.mail import checks, dkim
from smartbooth.mail.newkey import make

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
SIGNER = dkim.Signer(KEY, "example.org", "mail")
LETTER = (
    b"From: Aurora <us@example.org>\r\nTo: sam@example.net\r\nSubject: News\r\nDate: Mon, 4 May 2026 10:00:00 +0000\r\n"
    b"Message-ID: <a@example.org>\r\nList-Unsubscribe: <https://example.org/u>,\r\n <mailto:u@example.org>\r\n"
    b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\nGood morning.\r\n"
)

# Everything a header's line may hold, a byte over 127 too; \v and \f are no white space in mail, and dkimpy cuts them
# off the ends: they stand within words here.
words = st.lists(
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_characters="\r\n\t \v\f"), max_size=12).map(str.encode),
        st.binary(max_size=8).map(lambda raw: re.sub(rb"[\r\n\t\v\f ]", b"x", raw)),
        st.just(b"a\vb\fc"),
    ),
    max_size=5,
)
blanks = st.sampled_from([b" ", b"\t", b"  ", b" \t ", b"\r\n ", b"\r\n\t", b" \r\n \t", b"\r\n \r\n "])
names = st.sampled_from(
    [
        b"From",
        b"to",
        b"SUBJECT",
        b"Date",
        b"Reply-To",
        b"List-Id",
        b"Message-ID",
        b"Content-Type",
        b"Received",
        b"X-a!",
    ]
)


@st.composite
def values(draw):
    parts = [draw(st.sampled_from([b"", b" ", b"\t", b"   ", b"\r\n "]))]
    for word in draw(words):
        parts += [word, draw(blanks)]
    return b"".join(parts)


@st.composite
def letters(draw):
    fields = draw(st.lists(st.tuples(names, values()), max_size=8))
    fields.insert(draw(st.integers(0, len(fields))), (b"From", b" us@example.org"))
    lines = st.one_of(
        st.sampled_from([b"", b"", b" ", b"\t \t", b"a  b\tc ", b"x" * 2000, b" lead", b".", b"\xff\xfe \x00"]),
        st.binary(max_size=20).map(lambda raw: raw.replace(b"\r", b"").replace(b"\n", b"")),
    )
    body = b"".join(line + b"\r\n" for line in draw(st.lists(lines, max_size=8)))
    return b"".join(name + b":" + value + b"\r\n" for name, value in fields) + b"\r\n" + body


def holds(message: bytes) -> bool:
    published = {b"mail._domainkey.example.org.": SIGNER.record().encode()}
    try:
        return theirs.verify(message, dnsfunc=lambda name, timeout=5: published[name])
    except theirs.DKIMException:
        return False


@hypothesis_settings(max_examples=300, deadline=None)
@given(letters())
def test_whatever_is_signed_is_found_right(letter):
    header = SIGNER.sign(letter)
    assert header.startswith(b"DKIM-Signature: v=1; a=rsa-sha256;") and header.endswith(b"\r\n")
    assert max(map(len, header.split(b"\r\n"))) < 100
    assert holds(header + letter)


@hypothesis_settings(max_examples=300, deadline=None)
@given(letters(), st.data())
def test_a_changed_word_is_found_out(letter, data):
    """A letter or digit of a signed header's value or of the body becomes another."""
    header = SIGNER.sign(letter)
    spots = [m.start() for m in re.finditer(rb"[A-Za-z0-9.@\xff\x00]", letter) if _signed(letter, m.start())]
    spot = data.draw(st.sampled_from(spots))
    other = b"b" if letter[spot : spot + 1] != b"b" else b"c"
    assert not holds(header + letter[:spot] + other + letter[spot + 1 :])


def _signed(letter, spot):
    head = letter.partition(b"\r\n\r\n")[0]
    if spot >= len(head):
        return True
    start = [m.end() for m in re.finditer(rb"\A|\r\n(?![ \t])", head) if m.end() <= spot][-1]
    name = letter[start:].partition(b":")[0]
    return name.lower() in dkim.SIGNED and spot > start + len(name)


@pytest.mark.parametrize("name", ["From", "To", "Cc", "Subject", "Date", "Reply-To", "Content-Type",
                                  "List-Unsubscribe", "List-Unsubscribe-Post"])  # fmt: skip
def test_a_header_put_in_is_found_out(name):
    header = SIGNER.sign(LETTER)
    assert holds(header + LETTER)
    assert not holds(header + f"{name}: mallory@example.com\r\n".encode() + LETTER)
    assert not holds(header + LETTER.replace(b"\r\n\r\n", f"\r\n{name}: mallory\r\n\r\n".encode()))


@pytest.mark.parametrize(
    "name", ["From", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post"]
)
def test_a_header_taken_away_is_found_out(name):
    header = SIGNER.sign(LETTER)
    without = re.sub(rb"(?m)^" + name.encode() + rb":.*\r\n(?: .*\r\n)*", b"", LETTER)
    assert without != LETTER and not holds(header + without)


def test_what_relays_do_to_blanks_changes_nothing():
    header = SIGNER.sign(LETTER)
    assert holds(
        header + LETTER.replace(b",\r\n <", b", <").replace(b"To: ", b"to:\t").replace(b".\r\n", b". \r\n\r\n")
    )
    assert holds(b"Received: from a\r\n" + header + LETTER)


@pytest.mark.parametrize(
    "letter",
    [b"", b"From: a\r\n\r\nbody", b"From: a\n\nbody\n", b"From: a\r\n\r\na\rb\r\n", b"To: a\r\n\r\n", b"\r\nbody\r\n",
     b"no header\r\n\r\n", b" folded: a\r\nFrom: b\r\n\r\n", b"From: a\r\nS\xc3: b\r\n\r\n"],
)  # fmt: skip
def test_what_is_no_letter_is_not_signed(letter):
    with pytest.raises(ValueError):
        SIGNER.sign(letter)


def test_a_letter_without_a_body_is_signed():
    for letter in (b"From: a\r\n", b"From: a\r\n\r\n", b"From: a\r\n\r\n\r\n \r\n"):
        assert holds(SIGNER.sign(letter) + letter)


def pem(key, format=PrivateFormat.PKCS8, encryption=None):
    return key.private_bytes(Encoding.PEM, format, encryption or NoEncryption())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "No such file"),
        (b"", "no private key in PEM form"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "no private key in PEM form"),
        (pem(ed25519.Ed25519PrivateKey.generate()), "not an RSA key"),
        (pem(rsa.generate_private_key(public_exponent=65537, key_size=1024)), "has 1024 bits"),
        (pem(KEY, encryption=BestAvailableEncryption(b"secret")), "asks for a passphrase"),
    ],
)
def test_a_key_that_cannot_be_used_says_why(tmp_path, content, says):
    path = tmp_path / "mail.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(dkim.Unusable, match=says) as caught:
        dkim.load(path, "example.org", "mail")
    assert str(path) in str(caught.value)
    with override_settings(DKIM_KEY=str(path)):
        assert [error.id for error in checks.signing()] == ["smartbooth.E024"]


def test_older_forms_of_pem_are_read(tmp_path):
    (tmp_path / "old.pem").write_bytes(pem(KEY, PrivateFormat.TraditionalOpenSSL))
    assert dkim.load(tmp_path / "old.pem", "example.org", "mail").record() == SIGNER.record()


@pytest.mark.parametrize("domain", ["", "a..b", "ex ample.org", "a;b", "-a.org", "\u2028.org"])
def test_what_is_no_domain_signs_nothing(domain):
    with pytest.raises(dkim.Unusable, match="no name in DNS"):
        dkim.Signer(KEY, domain, "mail")


def test_a_domain_with_accents_is_signed_for_in_ascii():
    assert dkim.Signer(KEY, "Bücher.example", "Mail").published_at == "mail._domainkey.xn--bcher-kva.example"


def test_the_installation_signs_with_its_key(tmp_path):
    with override_settings(DKIM_KEY=""):
        assert dkim.current() is None and checks.signing() == []
    path = tmp_path / "mail.pem"
    make(path, "example.org", "may")
    with override_settings(DKIM_KEY=str(path), DKIM_SELECTOR="may", MAIL_SENDER="us@letters.example.org"):
        signer = dkim.current()
        assert signer.published_at == "may._domainkey.letters.example.org" and dkim.current() is signer
        assert checks.signing() == []
        path.chmod(0o644)
        assert [one.id for one in checks.signing()] == ["smartbooth.W024"]
