"""What cannot be declared: marketing that cannot be stopped, a service message that promotes or is not kept rare."""

from email import message_from_bytes
from email.policy import SMTPUTF8

import pytest
from django.conf import settings

from smartbooth.mail.letter import example
from smartbooth.mail.messages import Kind, Message, messages, pack, unpack
from smartbooth.mail.mime import source
from smartbooth.mail.parameters import Count, Id, Words
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

GOOD = {
    "name": "tried", "purpose": Purpose.CHANGES, "of": Subject.LEAD, "when": "never", "budget": 1, "subject": "s",
    "template": "mail/account/address_changed",
}  # fmt: skip


def declare(**changes):
    return type("Tried", (Message,), {**GOOD, **changes})


def test_a_complete_message_can_be_declared(declared):
    kind = declare()
    assert messages()["tried"] is kind


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"subject": ""},
        {"template": ""},
        {"budget": 0},
        {"purpose": Purpose.MARKETING},
        {"purpose": Purpose.SUBSCRIPTIONS},
        {"leaves": "digest"},
        {"kind": Kind.MARKETING},
        {"kind": Kind.MARKETING, "purpose": Purpose.MARKETING},
        {"kind": Kind.MARKETING, "leaves": "digest"},
        {"kind": Kind.MARKETING, "purpose": Purpose.MARKETING, "leaves": "digest", "essential": True},
        {"contains": {"owner": Words()}},
        {"name": "password-reset"},
    ],
)
def test_what_cannot_be_declared(declared, changes):
    before = dict(messages())
    with pytest.raises(TypeError):
        declare(**changes)
    assert messages() == before


def test_a_message_is_no_object(declared):
    with pytest.raises(TypeError):
        declare()()


def test_parameters_are_exactly_those_declared(declared):
    kind = declare(contains={"count": Count(), "id": Id()}, example={"count": 1, "id": "a"})
    assert unpack(kind, pack(kind, {"count": 3, "id": "x/y"})) == {"count": 3, "id": "x/y"}
    for wrong in ({"count": 3}, {"count": 3, "id": "x", "more": 1}, {}):
        with pytest.raises(TypeError):
            pack(kind, wrong)
    with pytest.raises(ValueError, match="id"):
        pack(kind, {"count": 3, "id": "sam@example.org"})


@pytest.mark.parametrize("language", [code for code, _label in settings.LANGUAGES])
@pytest.mark.parametrize("name", sorted(messages()))
def test_every_message_can_be_read_in_every_language(db, name, language):
    letter = example(messages()[name], language)
    assert letter.subject and "%(" not in letter.subject and "\n" not in letter.subject
    assert f'<html lang="{language}"' in letter.html and "{{" not in letter.html + letter.text
    assert settings.COMPANY in letter.html and settings.COMPANY in letter.text
    assert "&#x27;" not in letter.text and "&quot;" not in letter.text
    assert all(len(line) <= 998 for line in letter.text.splitlines())  # RFC 5322 2.1.1
    sent = message_from_bytes(source(letter, "zoé@example.org"), policy=SMTPUTF8)
    assert sent.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in sent.iter_parts()] == ["text/plain", "text/html"]
    assert sent["Auto-Submitted"] == "auto-generated" and sent["Message-ID"] == letter.message_id


def test_french_is_french(db):
    assert {
        name for name, kind in messages().items() if example(kind, "fr").subject == example(kind, "en").subject
    } == set()


def test_the_postal_address_stands_below(db, settings):
    settings.POSTAL_ADDRESS = "4 rue de l’Exemple, 75000 Paris"
    letter = example(messages()["password-changed"], "en")
    assert settings.POSTAL_ADDRESS in letter.text and settings.POSTAL_ADDRESS in letter.html


@pytest.mark.parametrize("name", sorted(messages()))
def test_every_path_a_letter_links_to_is_one_of_ours(db, name):
    """A page that is renamed must not leave letters that lead nowhere."""
    from django.urls import resolve

    from smartbooth.mail.links import absolute
    from smartbooth.mail.promises import HREF

    base = absolute("")
    hrefs = HREF.findall(example(messages()[name], "en").html)
    assert hrefs
    for href in hrefs:
        elsewhere = messages()[name].links_out and not href.startswith(base)
        if not href.startswith("mailto:") and not elsewhere:
            assert href.startswith(f"{base}/")
            assert resolve(href.removeprefix(base).partition("#")[0])
