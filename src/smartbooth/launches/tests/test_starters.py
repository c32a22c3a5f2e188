"""The six starting pages, in both languages: parsed, drawn, valid, light, and saying what they should."""

import re
from html import unescape
from itertools import pairwise

import html5lib
import pytest

from smartbooth.core import clock
from smartbooth.launches import theme
from smartbooth.launches.blocks import KINDS
from smartbooth.launches.compile import Page, render
from smartbooth.launches.starters import STARTERS

BOTH = pytest.mark.parametrize("language", ["en", "fr"])
EACH = pytest.mark.parametrize("key", STARTERS)
BUDGET = 14 * 1024  # bytes on the wire for a page without images


def page(language):
    return Page(
        language=language, name="Aurora", owner="Aurora SAS", goal="lead", url="https://a.example.org/",
        rights_url="https://rights.example.org/",
    )  # fmt: skip


def texts(value):
    if isinstance(value, str):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(child)


def test_there_are_six():
    assert list(STARTERS) == ["soon", "product", "event", "app", "book", "cause"]


@EACH
@BOTH
def test_it_is_a_document_as_saved(key, language):
    document = STARTERS[key].document(language)
    assert theme.parse(document["theme"]) == document["theme"]
    for block in document["blocks"]:
        assert KINDS[block["kind"]].clean(block["data"]) == block["data"]
    ids = [block["id"] for block in document["blocks"]]
    assert len(set(ids)) == len(ids)
    kinds = [block["kind"] for block in document["blocks"]]
    assert kinds[0] == "hero" and kinds[-1] == "footer" and kinds.count("lead_form") == 1


@EACH
@BOTH
def test_it_draws_valid_html_within_the_budget(key, language):
    rendered = render(STARTERS[key].document(language), page(language))
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(rendered.html)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {a.get("href")[1:] for a in root.iter("a") if a.get("href", "").startswith("#")} <= set(ids)
    levels = [int(e.tag[1]) for e in root.iter() if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert rendered.weight <= BUDGET
    assert rendered.scripts == (key == "soon")  # only a countdown needs one


@EACH
@BOTH
def test_nothing_is_left_to_fill_in(key, language):
    said = " ".join(texts(STARTERS[key].document(language)["blocks"]))
    assert not re.search(r"lorem|ipsum|TODO|XXX|\[\w|\.\.\.|!", said)
    for address in re.findall(r"\S+@(\S+\w)", said):
        assert address.endswith((".example.org", ".example.com", ".example.net"))


@EACH
def test_each_language_has_words_of_its_own(key):
    english, french = (set(texts(STARTERS[key].document(x)["blocks"])) for x in ("en", "fr"))
    long = {text for text in english & french if len(text) > 25 and "://" not in text}
    assert not long


@EACH
def test_french_is_set_as_french_is(key):
    for text in texts(STARTERS[key].document("fr")["blocks"]):
        plain = re.sub(r"https?://\S+", "", unescape(re.sub(r"<[^>]+>", "", text)))
        assert not re.search(r"[^\u202f][;!?](\s|$)", plain), text
        assert not re.search(r"[^\u00a0\d]:(\s|$)", plain), text
        assert "'" not in plain, text


@EACH
def test_its_colours_read(key):
    assert theme.contrast(STARTERS[key].theme) == []


def test_each_has_a_look_of_its_own():
    looks = [(starter.theme["font"], starter.theme["accent"]) for starter in STARTERS.values()]
    heroes = [next(iter(starter.blocks["en"]()))[1]["layout"] for starter in STARTERS.values()]
    assert len(set(looks)) == len(set(heroes)) == len(STARTERS)


def test_a_countdown_starts_in_the_future():
    blocks = STARTERS["soon"].document("en")["blocks"]
    moment = next(block["data"]["moment"] for block in blocks if block["kind"] == "countdown")
    assert moment > clock.now().isoformat()


def test_another_language_gets_the_english_page():
    assert (
        STARTERS["book"].document("de")["blocks"][0]["data"]
        == STARTERS["book"].document("en")["blocks"][0]["data"]
    )
