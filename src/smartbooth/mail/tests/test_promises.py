"""Each check shows what it is for: green, then sabotaged, then red."""

import pytest

from smartbooth.mail import mjml, promises, send
from smartbooth.mail.letter import compose, example
from smartbooth.mail.links import absolute
from smartbooth.mail.messages import Kind, Message
from smartbooth.mail.models import Outbox
from smartbooth.mail.outbox import post
from smartbooth.mail.parameters import Id, Words
from smartbooth.people import suppression
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject


def put(monkeypatch, html):
    """Every letter's HTML has `html` in it."""
    plain = mjml.compiled
    monkeypatch.setattr(mjml, "compiled", lambda *told: plain(*told).replace("</body>", f"{html}</body>"))


def write(monkeypatch, source, before):
    """Every letter's template has `source` in it, `before` an element."""
    plain = mjml.render_to_string
    monkeypatch.setattr(
        mjml, "render_to_string", lambda *told: plain(*told).replace(before, f"{source}{before}", 1)
    )


@pytest.mark.sabotage("G5", "nothing_fetched")
@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://example.net/open/7">',
        '<img alt="" src="http://localhost:8000/open.gif?person=7">',
        "<p background='https://example.net/a.png'>",
        '<p style="background: url(https://example.net/a)">',
        '<link rel="stylesheet" href="https://example.net/a.css">',
        '<style>@import "https://example.net/a.css";</style>',
        '<a href="https://example.net/out?to=studio">read</a>',
    ],
)
def test_a_letter_that_fetches_or_leads_astray_is_found(db, monkeypatch, html):
    assert promises.nothing_fetched().kept
    put(monkeypatch, html)
    assert not promises.nothing_fetched().kept


@pytest.mark.sabotage("G5", "nothing_fetched")
@pytest.mark.parametrize(
    ("source", "before"),
    [
        ('<mj-image src="https://example.net/a.png" />', "</mj-column>"),
        ('<mj-section background-url="https://example.net/a.png"></mj-section>', "</mj-wrapper>"),
        ('<mj-font name="Roboto" href="https://example.net/roboto.css" />', "<mj-attributes>"),
        ('<mj-raw><meta http-equiv="refresh" content="1; https://example.net/"></mj-raw>', "<mj-attributes>"),
        ('<mj-raw><img src="/open/7.gif" alt="" width="1" height="1" /></mj-raw>', "</mj-body>"),
    ],
)
def test_a_template_that_fetches_is_found(db, monkeypatch, source, before):
    write(monkeypatch, source, before)
    assert not promises.nothing_fetched().kept


@pytest.mark.sabotage("G5", "nothing_fetched")
def test_a_letter_that_went_out_so_is_found(sam, hello, monkeypatch):
    post(hello, sam.pk, "en", owner="Aurora")
    send.due()
    assert promises.nothing_fetched().kept

    def tracked(row):
        from dataclasses import replace

        made = compose(row)
        html = made.words.html.replace("</body>", f'<img src="/open/{row.pk}"></body>')
        return replace(made, words=replace(made.words, html=html))

    monkeypatch.setattr(promises, "compose", tracked)
    assert not promises.nothing_fetched().kept


@pytest.fixture
def counting(declared):
    """A message whose letters may have the counting picture, as those who agreed get it."""

    class Counting(Message):
        name = "counting"
        kind = Kind.MARKETING
        purpose, of = Purpose.MARKETING, Subject.LEAD
        when, subject = "in tests", "News"
        leaves = suppression.DIGEST
        alike = True
        contains = {"issue": Id()}
        template = "mail/account/address_changed"
        example = {"issue": "seven", "pixel": "/newsletter/seven/seen.gif"}

        @classmethod
        def pixel(cls, params):
            return f"/newsletter/{params['issue']}/seen.gif"

    return Counting


@pytest.mark.sabotage("G5", "nothing_fetched")
@pytest.mark.parametrize(
    "picture",
    [
        "/newsletter/seven/seen.gif?to=a1b2c3",
        "/newsletter/eight/seen.gif",
        "https://example.net/newsletter/seven/seen.gif",
        "//example.net/seen.gif",
    ],
)
def test_any_other_picture_than_the_counting_one_is_found(db, counting, monkeypatch, picture):
    assert "seen.gif" in example(counting, "en").html
    assert promises.nothing_fetched().kept
    monkeypatch.setattr(counting, "example", {**counting.example, "pixel": picture})
    assert not promises.nothing_fetched().kept


@pytest.mark.sabotage("G5", "nothing_fetched")
def test_a_second_picture_and_one_that_nobody_agreed_to_are_found(db, counting, monkeypatch):
    with monkeypatch.context() as patch:
        put(patch, promises.PIXEL % absolute("/newsletter/seven/seen.gif"))
        assert not promises.nothing_fetched().kept
    with monkeypatch.context() as patch:
        patch.setattr(counting, "pixel", classmethod(lambda cls, params: ""))
        assert not promises.nothing_fetched().kept
    with monkeypatch.context() as patch:
        patch.setattr(counting, "alike", False)
        assert not promises.nothing_fetched().kept
    assert promises.nothing_fetched().kept


def test_words_that_are_not_the_same_for_all_lead_nowhere_else(declared):
    with pytest.raises(TypeError, match="G5"):

        class Away(Message):
            name, purpose, of = "away", Purpose.CHANGES, Subject.LEAD
            when, subject, template, budget = "in tests", "Away", "mail/account/address_changed", 1
            links_out = True


@pytest.mark.sabotage("B5", "own_letters_only")
def test_a_letter_nobody_declared_is_found(sam, hello):
    post(hello, sam.pk, "en", owner="Aurora")
    assert promises.own_letters_only().kept
    Outbox.objects.update(message="owners-news")
    assert not promises.own_letters_only().kept


@pytest.mark.sabotage("B5", "own_letters_only")
def test_room_for_an_owners_text_is_found(db, hello):
    assert promises.own_letters_only().kept
    hello.contains = {"owner": Words(5000)}
    assert not promises.own_letters_only().kept
