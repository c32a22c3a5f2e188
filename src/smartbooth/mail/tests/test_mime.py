"""A letter's bytes, read back by the standard library's parser."""

from email import message_from_bytes
from email.policy import SMTP, SMTPUTF8
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from smartbooth.core import clock
from smartbooth.mail.letter import PLACE, Letter, Words
from smartbooth.mail.mime import body, source

TOKEN = "person0000.newsletter.0123456789abcdefghjk"
TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\x00"), max_size=300)


def letter(text, html="<p>x</p>", subject="News", token=TOKEN, leaves="newsletter"):
    words = Words(SimpleNamespace(leaves=leaves), "en", subject, text, html)
    return Letter("row0000000", words, token, clock.now())


def parts(raw):
    return [part.get_content() for part in message_from_bytes(raw, policy=SMTPUTF8).iter_parts()]


@given(TEXTS, TEXTS, TEXTS)
def test_it_says_what_was_written_and_names_its_reader_where_it_should(before, between, after):
    text = f"{before}{PLACE}{between}/{PLACE}/{after}\n"
    raw = source(letter(text, html=text), "sam@example.org")
    meant = text.replace(PLACE, TOKEN).replace("\r\n", "\n")
    assert [part.replace("\r\n", "\n") for part in parts(raw)] == [meant, meant]
    assert all(len(line) <= 76 for line in body(letter(text)).split(b"\r\n"))  # RFC 2045 6.7 (5)
    assert raw.isascii() and b"\n" not in raw.replace(b"\r\n", b"")


@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=200))
def test_a_subject_is_read_as_it_was_written(text):
    subject = " ".join(text.split()) or "x"
    raw = source(letter("x\n", subject=subject), "sam@example.org")
    assert message_from_bytes(raw, policy=SMTP)["Subject"] == subject
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))


def test_an_encoded_word_in_a_name_is_read_as_it_was_typed():
    subject = "Hello from =?utf-8?b?aHR0cHM6Ly9leGFtcGxlLm5ldC94?="
    assert message_from_bytes(source(letter("x\n", subject=subject), ""), policy=SMTP)["Subject"] == subject


def test_two_readers_letters_differ_in_their_token_alone():
    text = f"Hello.\nStop: https://example.org/mail/{PLACE}/stop\nChoices: https://example.org/mail/{PLACE}/\n"
    one, other = letter(text, html=text), letter(text, html=text, token=TOKEN.replace("person", "reader"))
    assert body(one).replace(b"person0000", b"reader0000") == body(other) != body(one)


def test_marketing_says_how_it_is_stopped():
    """RFC 8058: both headers, an https address first (http on a laptop), no more than one Post header."""
    sent = message_from_bytes(source(letter("x\n"), "sam@example.org"), policy=SMTP)
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop, by_mail = str(sent["List-Unsubscribe"]).split(", ")
    assert stop.startswith("<http") and stop.endswith(f"/mail/{TOKEN}/stop>")
    assert by_mail == f"<mailto:unsubscribe+{TOKEN}@example.org?subject=unsubscribe>"
    assert len(f"unsubscribe+{TOKEN}") <= 64
    assert sent["List-Id"] == "<newsletter.example.org>"


def test_a_service_message_has_nothing_to_leave():
    sent = message_from_bytes(source(letter("x\n", leaves=""), "sam@example.org"), policy=SMTP)
    assert sent["List-Unsubscribe"] is None and sent["List-Unsubscribe-Post"] is None


def test_a_brand_beyond_ascii_is_encoded(settings):
    settings.BRAND = "Café de l’Étoile, Lyon"
    raw = source(letter("x\n"), "sam@example.org")
    assert raw.isascii()
    assert message_from_bytes(raw, policy=SMTP)["From"].addresses[0].display_name == settings.BRAND


def test_an_address_beyond_ascii_makes_utf8_headers():
    sent = message_from_bytes(source(letter("x\n"), "zoé@example.org"), policy=SMTPUTF8)
    assert sent["To"] == "zoé@example.org"
