"""What single kinds of blocks do beyond the common: form, countdown, video, price, buttons, features."""

import html5lib
import pytest
from django.utils import translation

from smartbooth.launches.blocks import KINDS, BlockError
from smartbooth.launches.blocks.features import initials
from smartbooth.launches.blocks.lead_form.drawn import notice, version
from smartbooth.launches.blocks.video.film import film
from smartbooth.launches.compile import Page, render

FACTS = {
    "language": "en",
    "name": "Aurora",
    "owner": "Aurora SAS",
    "goal": "lead",
    "url": "https://a.example.org/",
}
FORM = {
    "headline": "Join",
    "button_text": "Join us",
    "name": "optional",
    "purpose_1": "You may call me.",
    "purpose_3": "You may invite me.",
    "items": [
        {"label": "Why?", "type": "long"},
        {"label": "Which?", "type": "choice", "choices": "Red\nBlue", "required": "yes"},
        {"label": "Who?"},
    ],
}


def draw(kind, raw, **facts):
    block = {"id": "k1", "kind": kind, "data": KINDS[kind].clean(raw)}
    return render({"theme": {}, "blocks": [block]}, Page(**{**FACTS, **facts}))


def parsed(html):
    return html5lib.parse(html, namespaceHTMLElements=False)


def controls(html):
    return {
        e.get("name"): e for e in parsed(html).iter() if e.tag in ("input", "select", "textarea") and e.get("name")
    }


def test_the_form_posts_the_names_of_the_contract():
    found = controls(draw("lead_form", FORM, letter="b").html)
    names = {"email", "name", "q_0", "q_1", "q_2", "purpose_1", "purpose_3", "website", "variant", "wording"}
    assert set(found) == names
    assert found["variant"].get("value") == "b"
    assert found["email"].get("type") == "email" and found["email"].get("autocomplete") == "email"
    assert found["q_0"].tag == "textarea" and found["q_1"].tag == "select" and found["q_2"].tag == "input"
    assert [option.text for option in found["q_1"]][1:] == ["Red", "Blue"]
    assert "required" in found["q_1"].attrib and "required" not in found["q_0"].attrib


def test_no_box_is_ticked_and_the_honeypot_is_out_of_everyones_way():
    found = controls(draw("lead_form", FORM).html)
    assert "checked" not in found["purpose_1"].attrib and "checked" not in found["purpose_3"].attrib
    assert found["website"].get("tabindex") == "-1" and found["website"].get("autocomplete") == "off"
    assert not found["website"].get("value")


def test_every_control_has_its_label():
    root = parsed(draw("lead_form", FORM).html)
    labelled = {label.get("for") for label in root.iter("label")}
    for name, control in controls(draw("lead_form", FORM).html).items():
        if control.get("type") not in ("hidden", "checkbox") and name != "website":
            assert control.get("id") in labelled


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Your address goes to Aurora SAS, who will write to you about Aurora."),
        ("fr", "Votre adresse est remise à Aurora SAS, pour vous écrire au sujet de « Aurora »."),
    ],
)
def test_the_notice_says_who_gets_the_address_and_cannot_be_edited_away(language, sentence):
    assert sentence in draw("lead_form", FORM, language=language).html
    assert not [name for name in KINDS["lead_form"].form.base_fields if "notice" in name]


def test_the_version_names_what_is_on_the_screen():
    data = KINDS["lead_form"].clean(FORM)
    shown = controls(draw("lead_form", FORM).html)["wording"].get("value")
    with translation.override("en"):
        assert notice("Aurora SAS", "Aurora") in draw("lead_form", FORM).html
        assert shown == version(data, "Aurora SAS", "Aurora")
        changes = ({"purpose_1": "You may call me now."}, {"items": data["items"][1:]}, {"purpose_3": ""})
        assert not [change for change in changes if version({**data, **change}, "Aurora SAS", "Aurora") == shown]
        assert (
            version({**data, "headline": "Other"}, "Aurora SAS", "Aurora") == shown
        )  # nobody agrees to a headline


def test_shown_again_with_what_was_typed_and_what_is_wrong():
    state = {
        "values": {"email": "no<address", "q_0": "Because", "q_1": "Blue", "purpose_3": "yes"},
        "errors": {"email": ["This is not an address."], "form": ["Try again in 20 seconds."]},
    }
    html = draw("lead_form", FORM, form=state).html
    found = controls(html)
    assert found["email"].get("value") == "no<address"
    assert found["email"].get("aria-invalid") == "true"
    described = found["email"].get("aria-describedby")
    by_id = {e.get("id"): e for e in parsed(html).iter() if e.get("id")}
    assert by_id[described].text == "This is not an address."
    assert found["q_0"].text == "Because" and "checked" in found["purpose_3"].attrib
    assert [o.text for o in found["q_1"] if "selected" in o.attrib] == ["Blue"]
    summary = next(e for e in parsed(html).iter() if e.get("role") == "alert")
    assert "autofocus" in summary.attrib and summary.get("tabindex") == "-1"
    assert [a.get("href") for a in summary.iter("a")] == ["#f-email"]
    assert "Try again in 20 seconds." in "".join(summary.itertext())
    assert 'role="alert"' not in draw("lead_form", FORM).html


def test_a_list_question_needs_a_list():
    with pytest.raises(BlockError) as refused:
        KINDS["lead_form"].clean({**FORM, "items": [{"label": "Which?", "type": "choice", "choices": "One"}]})
    assert set(refused.value.errors) == {"items.0.choices"}


def test_the_countdown_shows_its_date_without_javascript():
    raw = {"moment": "2027-06-12T20:00", "zone": "Europe/Paris"}
    english, french = draw("countdown", raw).html, draw("countdown", raw, language="fr").html
    assert "Saturday 12 June 2027, 20:00" in english and 'datetime="2027-06-12T18:00:00Z"' in english
    assert "samedi 12 juin 2027, 20 h 00" in french
    clock = next(e for e in parsed(english).iter() if e.get("role") == "timer")
    assert "hidden" in clock.attrib  # until the script has something true to show


@pytest.mark.parametrize(
    ("url", "embed", "directive"),
    [
        (
            "https://www.youtube.com/watch?v=abcdefghijk",
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
            "frame-src",
        ),
        ("https://youtu.be/abcdefghijk?t=4", "https://www.youtube-nocookie.com/embed/abcdefghijk", "frame-src"),
        (
            "https://www.youtube.com/shorts/abcdefghijk",
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
            "frame-src",
        ),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789", "frame-src"),
        ("https://example.org/film.mp4", "https://example.org/film.mp4", "media-src"),
    ],
)
def test_films_that_are_played(url, embed, directive):
    found = film(url)
    assert found is not None and found.embed.split("?")[0] == embed and found.directive == directive
    assert KINDS["video"].sources({"url": url}) == {directive: [found.origin]}


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/watch?v=abcdefghijk", "https://www.youtube.com/watch?v=short", "https://vimeo.com/about",
        "http://example.org/film.mp4", "https://example.org/film.exe", "https://youtube.com.example.org/embed/abcdefghijk",
    ],
)  # fmt: skip
def test_films_that_are_not(url):
    with pytest.raises(BlockError):
        KINDS["video"].clean({"title": "Film", "url": url})


def test_before_the_click_a_film_asks_nobody_for_anything():
    rendered = draw("video", {"title": "Film", "url": "https://youtu.be/abcdefghijk"})
    for element in parsed(rendered.html).iter():
        assert element.tag not in ("iframe", "video")
        if element.tag in ("img", "source", "script", "link") and element.get("rel") != "canonical":
            assert not (element.get("src") or element.get("href") or "").startswith("http")
    link = next(e for e in parsed(rendered.html).iter("a") if e.get("data-embed"))
    assert link.get("href") == "https://www.youtube.com/watch?v=abcdefghijk"  # for those without JavaScript


def test_buttons_to_other_sites_are_counted_and_those_to_the_form_are_not():
    away = draw("hero", {"headline": "x", "button_text": "Go", "button_url": "https://shop.example.org/a"})
    assert away.buttons == {"k1": "https://shop.example.org/a"}
    assert 'href="/go/k1"' in away.html and "shop.example.org" not in away.html
    here = draw("hero", {"headline": "x", "button_text": "Go"})
    assert here.buttons == {} and 'href="#form"' in here.html


def test_each_offer_has_a_button_of_its_own():
    offer = {"name": "A", "amount": "€9", "button_text": "Buy"}
    items = [{**offer, "button_url": f"https://shop.example.org/{n}"} for n in (1, 2, 3)]
    found = draw("price", {"items": items}).buttons
    assert sorted(found.values()) == [item["button_url"] for item in items]
    assert len(found) == 3


def test_links_in_text_leak_no_path():
    html = draw("text", {"body": '<p><a href="https://example.org/x">x</a></p>'}).html
    link = next(e for e in parsed(html).iter("a") if e.get("href", "").startswith("https://example.org/x"))
    assert "noreferrer" in link.get("rel", "")


@pytest.mark.parametrize(
    ("name", "expected"), [("Ana María Duarte", "AD"), ("Prince", "P"), ("jo brandt", "JB"), ("", ""), ("4 !", "")]
)
def test_initials(name, expected):
    assert initials(name) == expected


def test_headings_never_skip_a_level():
    for title, level in (("Why", "h2"), ("", "h2")):
        raw = {"title": title, "items": [{"title": "One"}]}
        blocks = [
            {"id": "k0", "kind": "hero", "data": KINDS["hero"].clean({"headline": "x"})},
            {"id": "k1", "kind": "features", "data": KINDS["features"].clean(raw)},
        ]
        html = render({"theme": {}, "blocks": blocks}, Page(**FACTS)).html
        levels = [e.tag for e in parsed(html).iter() if e.tag in ("h1", "h2", "h3", "h4")]
        assert levels[:2] == ["h1", level]
        assert levels == (["h1", "h2", "h3"] if title else ["h1", "h2"])
