"""MJML to HTML: whatever somebody is called, the letter is the same letter, and it fetches nothing."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.utils import translation
from hypothesis import example as tried
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.mail import mjml
from smartbooth.mail.fetched import fetched
from smartbooth.mail.letter import example
from smartbooth.mail.messages import EXAMPLE_MOMENT, messages

HOUSE = {
    "BRAND": "Smart PhotoBooth", "COMPANY": "Aurora & Cie", "POSTAL_ADDRESS": "", "SUPPORT_ADDRESS": "help@example.org",
    "STUDIO": "https://studio.example.org/", "LANGUAGE": "en", "moment": EXAMPLE_MOMENT,
}  # fmt: skip
NOTICE = "leads/mail/rights_notice.mjml"
LINKS = {"my_data": "https://studio.example.org/my-data/", "privacy": "https://studio.example.org/privacy/"}
NASTY = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="<>&\"'/{}%#;\\ -!amjltexp=", max_size=80),
    st.sampled_from(
        [
            "{{ SECRET_KEY }}", "{% load x %}", "</mj-text><mj-image src='x'/>", '"><a href="https://example.net">',
            "<!--", "-->", "<![endif]-->", "]]>", "&lt;b&gt;", "&#60;b&#62;", "&#92;", "\\u{202f}", "</title>",
            "</style>", "</mjml>", "<mj-include path='x'/>", "\u202eevil", "\x00\x0b\ud800\uffff",
            "L’été\u202f: « où »", "中文 🎈",
        ]
    ),
)  # fmt: skip


def notice(owner, launch):
    named = {"owner": owner, "launch": launch, "left": EXAMPLE_MOMENT, "TITLE": f"{launch}: {owner}"}
    return mjml.render(NOTICE, {**HOUSE, **LINKS, **named})


class Outline(HTMLParser):
    """Elements with the names of their attributes, and all text."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.hrefs, self.texts = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, tuple(name for name, _value in attrs)))
        self.hrefs += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.texts.append(data)


@given(NASTY, NASTY)
@tried("</mj-text>", "\\u{202f}")
def test_no_name_changes_the_letter(owner, launch):
    plain, made = Outline(notice("Aurora", "Aurora SAS")), notice(owner, launch)
    outline = Outline(made)
    assert outline.elements == plain.elements and outline.hrefs == plain.hrefs
    shown = " ".join("".join(outline.texts).split())
    for name in (owner, launch):
        assert " ".join(mjml.UNSEEN.sub("", name).split()) in shown
    assert mjml.lost(made) == []


def test_attributes_keep_their_letters():
    """mrml alone would write "\\u{202f}" here."""
    made = notice("L’été\u202f?", "a\\b “c”")
    assert 'aria-label="a\\b “c”: L’été\u202f?"' in made and "\\u{" not in made


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", sorted(messages()))
def test_each_letter_is_whole(db, name, language):
    html = example(messages()[name], language).html
    outline = Outline(html)
    tags = [tag for tag, _names in outline.elements]
    assert tags.count("h1") == 1 and tags.count("title") == 1 and tags.count("html") == 1
    assert 'dir="ltr"' in html and '<meta charset="utf-8">' in html and 'name="color-scheme"' in html
    assert len(re.findall(r"<table(?![^>]*role=\"presentation\")", html)) == 0
    assert example(messages()[name], language).subject in unescape(html)
    assert mjml.lost(html) == [] and not fetched(html)
    assert len(html.encode()) < 20_000


def test_no_font_is_fetched():
    source = '<mjml><mj-head></mj-head><mj-body><mj-section><mj-column><mj-text font-family="Roboto, Lato, Ubuntu">a</mj-text></mj-column></mj-section></mj-body></mjml>'  # noqa: E501 - one element
    assert "Roboto" in mjml.compiled(source) and not fetched(mjml.compiled(source))


@pytest.mark.parametrize("path", ["https://example.net/a.mjml", "/etc/hostname", "mail/parts/link.mjml"])
def test_nothing_is_included_behind_djangos_back(path):
    with pytest.raises(mjml.NotMJML, match="letter"):
        mjml.compiled(f'<mjml><mj-body><mj-include path="{path}" /></mj-body></mjml>', "letter")


@pytest.mark.parametrize("source", ["", "<mjml>", "no", "<mjml><mj-body><mj-text></mjml>"])
def test_what_is_no_mjml_says_so(source):
    with pytest.raises(mjml.NotMJML):
        mjml.compiled(source)


FOOT = {**HOUSE, **LINKS, "owner": "Aurora SAS", "launch": "Aurora", "left": EXAMPLE_MOMENT}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, []),
        ({"preferences": "", "unsubscribe": "", "pixel": ""}, []),
        ({"preferences": "https://s.example.org/p/"}, ["Your choices"]),
        ({"unsubscribe": "https://s.example.org/u/"}, ["Stop these letters"]),
        (
            {"preferences": "https://s.example.org/p/", "unsubscribe": "https://s.example.org/u/"},
            ["Stop these letters", "Your choices"],
        ),
    ],
)
def test_the_footer_has_the_choices_there_are(given, words):
    from django.template.loader import render_to_string

    html = mjml.render(NOTICE, {**FOOT, **given})
    text = render_to_string("leads/mail/rights_notice.txt", {**FOOT, **given})
    for said in ("Stop these letters", "Your choices"):
        assert (said in html) == (said in text) == (said in words)
    for url in filter(None, given.values()):
        assert f'href="{url}"' in html and url in text
    assert "<img" not in html and "\n\n\n" not in text


def test_the_footer_speaks_french():
    with translation.override("fr"):
        html = mjml.render(NOTICE, {**FOOT, "preferences": "https://s.example.org/p/"})
    assert "Vos choix" in html


def test_a_pixel_is_there_when_it_is_given():
    html = mjml.render(NOTICE, {**FOOT, "pixel": "https://s.example.org/open/7.gif"})
    assert html.count("<img") == 1
    assert '<img src="https://s.example.org/open/7.gif" alt="" width="1" height="1" />' in html
