"""Promise B4: whoever reads a letter that advertises can stop it. Green, then sabotaged, then red."""

import pytest

from smartbooth.mail import choices, choosing, letter, mime, optout
from smartbooth.mail.inbound import handle
from smartbooth.mail.leaving import can_be_stopped
from smartbooth.people import suppression
from smartbooth.people.models import Consent, Person, Suppression


def test_all_messages_there_are(db):
    result = can_be_stopped()
    assert result.kept, str(result.says)


@pytest.mark.sabotage("B4", "can_be_stopped")
@pytest.mark.parametrize(
    ("gone", "instead"),
    [
        ("List-Unsubscribe: <http", "List-Help: <http"),
        ("<mailto:unsubscribe+", "<mailto:stop+"),
        ("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", ""),
        ("/stop>", "/more>"),
    ],
)
def test_headers_that_do_not_say_how_are_found(db, news, monkeypatch, gone, instead):
    assert can_be_stopped().kept
    whole = mime.source
    monkeypatch.setattr(
        mime, "source", lambda one, address: whole(one, address).replace(gone.encode(), instead.encode(), 1)
    )
    result = can_be_stopped()
    assert not result.kept
    assert "“" in str(result.says)


@pytest.mark.sabotage("B4", "can_be_stopped")
@pytest.mark.parametrize("part", ["html", "txt"])
def test_a_letter_without_the_link_is_found(db, news, monkeypatch, part):
    assert can_be_stopped().kept
    whole = letter._choices
    plain, compiled = letter.render_to_string, letter.mjml.render
    without = {"preferences": "", "unsubscribe": ""}
    if part == "html":
        monkeypatch.setattr(letter.mjml, "render", lambda name, context: compiled(name, {**context, **without}))
    else:
        monkeypatch.setattr(letter, "render_to_string", lambda name, context: plain(name, {**context, **without}))
    assert whole(news)["unsubscribe"]
    assert not can_be_stopped().kept


@pytest.mark.sabotage("B4", "can_be_stopped")
@pytest.mark.parametrize("how", ['style="display:none"', "hidden", 'style="font-size: 1px"'])
def test_a_link_nobody_sees_is_found(db, news, monkeypatch, how):
    compiled = letter.mjml.render
    monkeypatch.setattr(
        letter.mjml, "render", lambda name, context: compiled(name, context).replace("<a href", f"<a {how} href")
    )
    assert not can_be_stopped().kept


@pytest.mark.sabotage("B4", "can_be_stopped")
@pytest.mark.parametrize("broken", ["it asks for a form", "it knows no token", "it is gone"])
def test_a_click_that_is_not_taken_is_found(db, monkeypatch, broken):
    assert can_be_stopped().kept
    if broken == "it asks for a form":
        monkeypatch.delattr(choosing.one_click, "csrf_exempt")
    elif broken == "it knows no token":
        monkeypatch.setattr(optout, "USE", "mail/other")
        monkeypatch.setattr(choosing.optout, "read", lambda raw: (_ for _ in ()).throw(optout.BadToken))
    else:
        monkeypatch.setattr(optout, "stop_path", lambda token: f"/mail/{token}/nowhere")
    assert not can_be_stopped().kept


@pytest.mark.sabotage("B4", "can_be_stopped")
def test_a_mail_that_nobody_hears_is_found(sam, monkeypatch):
    assert can_be_stopped().kept
    monkeypatch.setattr(handle, "_unsubscribe", lambda token: handle.Outcome.UNSUBSCRIBED)
    assert not can_be_stopped().kept


@pytest.mark.sabotage("B4", "can_be_stopped")
def test_a_look_that_stops_something_is_found_and_stops_nothing(sam, monkeypatch):
    assert can_be_stopped().kept
    shown = choosing.page

    def eager(request, token):
        person_id, topic = optout.read(token)
        choices.stop(Person.objects.get(pk=person_id), topic, choices.BY_LINK)
        return shown(request, token)

    monkeypatch.setattr(choosing, "page", eager)
    result = can_be_stopped()
    assert not result.kept
    assert not Suppression.objects.exists(), "what the check tried out is rolled back"


def test_it_leaves_nothing_behind(sam):
    from smartbooth.people import consents
    from smartbooth.registry.purposes import Purpose

    consents.give(sam.pk, purpose=Purpose.SUBSCRIPTIONS, words="News", language="en")
    assert can_be_stopped().kept
    assert not suppression.is_suppressed(bytes(sam.index), suppression.NEWSLETTER)
    assert Consent.objects.get().live
