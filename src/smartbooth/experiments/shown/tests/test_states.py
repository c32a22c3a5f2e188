"""The five states in a browser, of counts that the real judge read."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.rounds import watch
from smartbooth.experiments.shown.tests.seeds import state
from smartbooth.experiments.shown.tests.test_answer import EN
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import NOW, publish, visits
from tests.world import launch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).resolve().parents[5] / "node_modules/axe-core/axe.min.js"
TITLES = {"untrusted": "Visitors, planned and seen"}
TITLE = "What could be true, as visitors came in"


@pytest.fixture
def opened(live_server, world, person):
    """A function: results in a browser where the owner is signed in; the page stays and goes on to the next launch."""
    client = Client()
    client.force_login(world.owner)
    page = person(width=768)
    page.context.add_cookies(
        [{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}]
    )

    def open_results(of):
        page.goto(live_server.url + reverse("results", args=[of.pk]))
        return page

    with clock.at(NOW):
        yield open_results


def test_each_state_is_drawn(opened, world):
    for name in EN:
        test = state(launch(world.workspace, name.title(), name), name)
        page = opened(test.launch)
        card = page.locator("#answer")
        word, title, more = EN[name]
        assert card.locator("#answer-word").inner_text().removeprefix("B\n").removeprefix("A\n").strip() == word
        assert card.get_by_role("heading", level=2).inner_text() == title
        assert card.get_by_text(more).is_visible()
        drawn = card.get_by_role("img", name=re.compile(TITLES.get(name, TITLE)))
        assert drawn.locator("visible=true").count() == 1
        assert page.evaluate("document.querySelector('#answer').getBoundingClientRect().bottom") < page.evaluate(
            "document.querySelector('.toolbar').getBoundingClientRect().top"
        )
        fits(page)


def fits(page):
    """At every width nothing is wider than the page, and every word of the picture can be read."""
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sizes = page.evaluate(
            "[...document.querySelectorAll('#answer svg text')].filter(t => t.checkVisibility())"
            ".map(t => t.getBoundingClientRect()).map(r => [r.height, r.left, r.right])"
        )
        assert sizes
        assert min(height for height, _left, _right in sizes) >= 10
        assert all(0 <= left <= right <= width for _height, left, right in sizes)


def test_a_verdict_is_announced_when_it_comes(opened, world):
    with within(world.workspace):
        publish(world.launch)
        test = asked(world.launch, SHAPE["winner"])
        visits(world.launch, "a", 10)
    page = opened(world.launch)
    page.get_by_text("Did anything else get worse?").click()
    assert page.locator("#answer-word").inner_text() == "Keep collecting"
    with within(world.workspace):
        watch.consider(test)
    page.locator("#announced", has_text="B wins. B gets between 15% and 93% more sign-ups.").wait_for(
        state="attached"
    )
    assert page.get_by_role("heading", name="B gets between 15% and 93% more sign-ups.").is_visible()
    assert page.locator("#answer-guards").get_attribute("open") is not None  # what was open stays open


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm ci)")
def test_nothing_axe_can_find(opened, world):
    for name, scheme in (("winner", "dark"), ("untrusted", "light")):
        test = state(launch(world.workspace, name.title(), name), name)
        page = opened(test.launch)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # nothing fades meanwhile
        page.evaluate("for (const fold of document.querySelectorAll('#answer details')) fold.open = true")
        page.evaluate(AXE.read_text())
        faults = page.evaluate("axe.run('#answer').then(found => found.violations)")
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in faults] == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
