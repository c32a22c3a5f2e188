"""Each check shows what it is for: green, then sabotaged, then red."""

import pytest

from smartbooth.mail import mjml, promises, send
from smartbooth.mail.letter import compose
from smartbooth.mail.models import Outbox
from smartbooth.mail.outbox import post
from smartbooth.mail.parameters import Words


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
