"""What a large mailbox provider asks of a sender, of every message there is; a message that is added is asked too."""

import re
from email import message_from_bytes
from email.policy import SMTP

import dkim as dkimpy
import pytest
from django.conf import settings
from django.test import Client

from smartbooth.core import clock
from smartbooth.mail import choices, dkim, mime, newkey, optout
from smartbooth.mail.letter import CLIPPED, Letter, example
from smartbooth.mail.messages import Kind, messages
from smartbooth.people import store, suppression, vault
from smartbooth.people.address import Address

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _words in settings.LANGUAGES]
STOPPABLE = sorted(name for name, one in messages().items() if one.kind != Kind.SERVICE)
ALIKE = sorted(name for name, one in messages().items() if one.alike)


@pytest.fixture
def signer(settings, tmp_path):
    settings.MAIL_SENDER = "hello@example.org"
    settings.DKIM_KEY = str(tmp_path / "key.pem")
    newkey.make(tmp_path / "key.pem", "example.org", settings.DKIM_SELECTOR)
    return dkim.current()


@pytest.fixture
def sam():
    with store.both():
        return vault.find_or_make(Address.parse("sam@example.org"))[0]


def to(person, name, language="en"):
    """The message as it goes to this person."""
    shown = example(messages()[name], language)
    return Letter("row0000000", shown.words, optout.token(person.pk, messages()[name].leaves), clock.now())


def addresses(header):
    return re.findall(r"<([^>]+)>", header)


def path(url):
    return url.partition(f"//{settings.STUDIO_HOST}{settings.PUBLIC_PORT}")[2]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(messages()))
def test_it_is_whole_signed_and_light(sam, signer, name, language):
    raw = mime.source(to(sam, name, language), "sam@example.org")
    raw = signer.sign(raw) + raw
    assert dkimpy.verify(raw, dnsfunc=lambda name, timeout=5: signer.record().encode())
    sent = message_from_bytes(raw, policy=SMTP)
    for header in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version"):
        assert len(sent.get_all(header)) == 1, header
    assert sent["From"].addresses[0].domain == re.search(r"d=([^;]+);", str(sent["DKIM-Signature"]))[1]
    text, html = (part.get_content() for part in sent.iter_parts())
    assert len(text) > 100 and len(html.encode()) < CLIPPED
    assert settings.COMPANY in text and settings.COMPANY in html
    assert f'lang="{language}"' in html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", STOPPABLE)
def test_what_can_be_stopped_says_how_and_the_signature_covers_it(sam, signer, name, language):
    """RFC 8058 4: both headers in `h=`; the page behind the visible link works without a session."""
    made = to(sam, name, language)
    raw = mime.source(made, "sam@example.org")
    sent = message_from_bytes(signer.sign(raw) + raw, policy=SMTP)
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link, by_mail = addresses(str(sent["List-Unsubscribe"]))
    assert path(link) == optout.stop_path(made.token) and by_mail.startswith(
        f"mailto:{optout.mailbox(made.token)}"
    )
    signed = re.search(r"h=([^;]+);", str(sent["DKIM-Signature"]))[1].lower()
    assert {"list-unsubscribe", "list-unsubscribe-post"} <= set(re.split(r"[:\s]+", signed))
    assert link in made.html and link in made.text
    assert Client().get(path(link)).status_code == 200


@pytest.mark.parametrize("encoding", ["urlencoded", "multipart", "nothing"])
@pytest.mark.parametrize("name", STOPPABLE)
def test_one_click_stops_it_at_once_and_looking_stops_nothing(sam, name, encoding):
    link = path(
        addresses(str(message_from_bytes(mime.source(to(sam, name), ""), policy=SMTP)["List-Unsubscribe"]))[0]
    )
    browser = Client(enforce_csrf_checks=True)
    topic, index = messages()[name].leaves, bytes(sam.index)
    for look in (browser.get, browser.head):
        look(link)
        assert not suppression.is_suppressed(index, topic)
    body = {"List-Unsubscribe": "One-Click"}
    if encoding == "urlencoded":
        post = {"data": "List-Unsubscribe=One-Click", "content_type": "application/x-www-form-urlencoded"}
    else:
        post = {"data": body} if encoding == "multipart" else {"data": b"", "content_type": "text/plain"}
    for _again in range(2):
        answer = browser.post(link, **post)
        assert answer.status_code == 200 and not answer.cookies
        assert suppression.is_suppressed(index, topic)
    choices.resume(sam, topic, "en", "Start again")
    assert not suppression.is_suppressed(index, topic)


@pytest.mark.parametrize("name", ALIKE)
def test_two_readers_get_the_same_but_for_the_links_to_their_own_choices(sam, name):
    with store.both():
        olga = vault.find_or_make(Address.parse("olga@example.com"))[0]
    one, other = to(sam, name), to(olga, name)
    assert one.token != other.token
    bodies = [mime.body(letter).replace(letter.token.encode(), b"*") for letter in (one, other)]
    assert bodies[0] == bodies[1]
    assert mime.body(one).count(one.token.encode()) == 2 * (2 if messages()[name].leaves else 1)


def test_a_service_message_cannot_be_stopped(sam):
    for name, one in messages().items():
        if one.kind == Kind.SERVICE:
            assert "List-Unsubscribe" not in message_from_bytes(mime.source(to(sam, name), ""), policy=SMTP)
