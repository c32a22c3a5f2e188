"""A page of every block, under its own headers, in Chromium: nothing is blocked, nothing leaves, nothing overflows."""

import pytest

from smartbooth.launches.compile import Page, render, thanks, uncounted
from smartbooth.launches.tests.pages import document, form, hero

SITE = "https://aurora.example.org/"
PLAYER = "https://www.youtube-nocookie.com"
FILM = {"title": "The film", "url": "https://www.youtube.com/watch?v=abcdefghijk"}
MORE = [
    ("text", {"body": "Two beds, one window.", "title": "Why"}),
    ("features", {"title": "Three reasons", "items": [{"title": "Beds", "text": "Real ones."}]}),
    ("countdown", {"title": "Soon", "moment": "2031-05-01T18:00:00Z", "zone": "UTC"}),
    ("questions", {"title": "Asked", "items": [{"question": "When?", "answer": "In May."}]}),
    ("quote", {"text": "It sleeps well.", "name": "Ines"}),
    ("price", {"title": "Price", "items": [{"name": "Bed", "amount": "€ 80", "button_text": "Reserve"}]}),
    ("video", FILM),
    ("footer", {"contact": "Aurora SAS", "items": [{"text": "Press", "url": "https://press.example.org/"}]}),
]  # fmt: skip


@pytest.fixture(scope="module")
def rendered():
    found = [{"id": f"{kind[:4]}1", "kind": kind, "data": data} for kind, data in MORE]
    page = Page(
        language="en", name="Aurora", owner="Aurora SAS", goal="lead", url=SITE, support="help@example.org"
    )
    made = document(hero(), form(), *found)
    return {"": render(made, page), "thanks": thanks(made, page), "uncounted": uncounted(made, page)}


@pytest.fixture
def visit(rendered, person):
    """Opens a page from memory: (page, addresses asked for, what the console said)."""

    def open_page(path="", **options):
        page = person(**options)
        asked, said = [], []

        def answer(route):
            url = route.request.url
            asked.append(url)
            if url.partition("?")[0] == SITE + path:
                route.fulfill(body=rendered[path].body, headers=dict(rendered[path].headers))
            else:
                route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>x</title>")

        page.context.route("**/*", answer)
        page.on("console", lambda message: said.append(message.text))
        page.goto(SITE + path)
        return page, asked, said

    return open_page


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "thanks", "uncounted"])
def test_nothing_is_blocked_and_nothing_asked_of_others(visit, path):
    page, asked, said = visit(path, width=360)
    assert said == []
    assert all(url.startswith(SITE) for url in asked)
    assert (SITE + "seen.gif" in asked) == (path == "")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"


@pytest.mark.browser
def test_a_film_is_asked_for_when_it_is_played_and_not_before(visit):
    page, asked, said = visit()
    assert not any(url.startswith(PLAYER) for url in asked)
    with page.expect_request(lambda request: request.url.startswith(PLAYER)) as request:
        page.locator(".b-video-play").click()
    assert request.value.headers["referer"] == SITE
    page.locator("iframe").wait_for()
    assert page.evaluate("document.featurePolicy.allowsFeature('fullscreen', 'https://www.youtube-nocookie.com')")
    assert said == []


@pytest.mark.browser
def test_the_countdown_counts(visit):
    page, _asked, _said = visit()
    section = page.locator(".b-countdown")
    first = section.inner_text()
    page.wait_for_function("before => document.querySelector('.b-countdown').innerText !== before", arg=first)


@pytest.mark.browser
def test_an_address_is_posted_and_the_referrer_is_no_path_elsewhere(visit):
    page, _asked, _said = visit()
    page.locator("input[type=email]").fill("ines@example.org")
    with page.expect_request(SITE + "lead") as request:
        page.locator("form:has(input[type=email]) button").click()
    assert request.value.method == "POST" and "email=ines%40example.org" in request.value.post_data
    page.goto(SITE + "?utm_source=letter")
    with page.expect_request("https://press.example.org/") as request:
        page.locator("a[href='https://press.example.org/']").click()
    assert request.value.headers["referer"] == SITE
