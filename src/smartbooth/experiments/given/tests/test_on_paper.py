"""What whoever follows a link holds in their hands: a page that fits a telephone, and one sheet of A4."""

import re

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.experiments.given import links
from smartbooth.experiments.given.tests.scene import shown
from smartbooth.experiments.tests.rounds import asked
from smartbooth.launches.models import Variant
from tests.world import launch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "The evening first and the lamp second, on its table with nothing beside it, as one would read by it " * 2
CHANGES = [2, 1, 3]


@pytest.fixture
def paths(world):
    """A test of two versions, and one of three that say as much as they may."""
    two = shown(world)
    wide = launch(world.workspace, "Evening lamp " * 6, "lamp", letters="abc")
    three = asked(wide, {letter: [(40 + i, i) for i in CHANGES] * 16 for letter in "abc"})
    with within(world.workspace):
        Variant.objects.filter(launch=wide).update(idea=LONG[:120])
        return [links.path(links.make(one, world.owner)) for one in (two, three)]


def test_a_telephone_and_a_sheet_without_cookies_or_others(paths, live_server, person):
    page = person(width=360, locale="fr-FR")
    asked_for = []
    page.on("request", lambda request: asked_for.append(request.url))
    for path in paths:
        page.goto(live_server.url + path)
        assert page.locator("html").get_attribute("lang") == "fr"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.locator(".report svg >> visible=true").count() == 1
        assert page.locator("[data-print]").is_visible()
        page.emulate_media(media="print")
        assert not page.locator(".report-bar").is_visible()
        sheets = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", sheets)) == 1
        page.emulate_media(media="screen")
    assert all(url.startswith(live_server.url) for url in asked_for)
    assert page.context.cookies() == []
