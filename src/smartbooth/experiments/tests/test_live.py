"""The page in a browser: it follows what happens without disturbing its reader, and says when it cannot."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.tests.seeds import NOW, publish, visits, week

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(live_server, world, person):
    """A function: the results page in a browser profile where the owner is signed in."""
    client = Client()
    client.force_login(world.owner)

    def open_results(query="", **profile):
        page = person(**profile)
        page.context.add_cookies(
            [{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}]
        )
        page.goto(live_server.url + reverse("results", args=[world.launch.pk]) + query)
        return page

    with clock.at(NOW):
        yield open_results


def said(page, words):
    return page.locator("#sentence", has_text=words)


def test_a_visit_appears_and_nothing_moves(opened, world):
    week(world.launch)
    page = opened("?period=today", width=768)
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.get_by_text("The numbers", exact=True).click()
    page.get_by_role("link", name="United States").focus()
    page.evaluate("window.scrollTo(0, 700)")
    page.evaluate("window.kept = document.activeElement")
    with within(world.workspace):
        visits(world.launch, "b", 600, source="bing", country="DE")
    said(page, "814 people saw it today").wait_for()
    assert page.evaluate("document.activeElement === window.kept && kept.isConnected")
    assert page.evaluate("kept.textContent") == "United States"  # though Germany is above it now
    assert page.evaluate("document.querySelector('#numbers').open")
    assert page.evaluate("scrollY") == 700
    assert page.get_by_role("link", name="Germany").is_visible()
    assert page.get_by_role("row", name=re.compile("^b Idea", re.IGNORECASE)).first.get_by_text("714").is_visible()
    assert "814 people" in page.locator("#announced[role=status]").inner_text()
    assert set(asked) == {urlsplit(page.url).netloc}  # nobody else is asked anything


def test_the_first_visit_turns_the_empty_page_into_results(opened, world):
    with within(world.workspace):
        publish(world.launch)
    page = opened(width=360)
    page.get_by_role("button", name="Copy the link").wait_for()
    with within(world.workspace):
        visits(world.launch, "a", 1)
    said(page, "1 person saw it since 4 November").wait_for()
    assert page.get_by_role("img", name="Visitors each hour").is_visible()


def test_lost_contact_is_said_and_found_again(opened, world):
    week(world.launch)
    page = opened()
    sign = page.locator("#live-state")
    page.route("**/results/live*", lambda route: route.abort())
    page.get_by_text("Contact lost").wait_for()
    assert sign.get_attribute("data-state") == "lost"
    page.unroute("**/results/live*")
    page.locator("#live-state[data-state=live]").wait_for()
    assert not page.get_by_text("Contact lost").is_visible()


def test_signed_out_elsewhere_leads_to_the_door(opened, world):
    week(world.launch)
    page = opened()
    page.context.clear_cookies()
    page.wait_for_url("**/accounts/login/**")


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_fits_and_shows_one_picture(opened, world, width):
    week(world.launch)
    page = opened("?show=rate", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shown = page.locator("svg.lines:visible")
    assert shown.count() == 1
    size = page.evaluate(
        "[...document.querySelectorAll('svg.lines text')].filter(t => t.checkVisibility())"
        ".map(t => t.getBoundingClientRect().height)"
    )
    assert min(size) >= 10  # pixels: legible at every width


def test_pointing_adds_the_values_of_a_moment(opened, world):
    week(world.launch)
    page = opened("?period=7d&grain=day")
    words = page.locator(".slot text").last
    assert words.evaluate("e => getComputedStyle(e).opacity") == "0"
    page.locator(".slot rect").last.hover()
    assert words.evaluate("e => getComputedStyle(e).opacity") == "1"
    assert "B 114" in words.text_content()


def test_narrowing_by_keyboard(opened, world):
    week(world.launch)
    page = opened()
    page.get_by_role("link", name="Google").focus()
    page.keyboard.press("Enter")
    said(page, "114 people saw it").wait_for()
    page.get_by_role("link", name="Source Google").click()
    said(page, "300 people saw it").wait_for()
