"""A test from beginning to end in a browser: begun, let to go by itself, ended with one version for all, taken back."""

from pathlib import Path

import pytest
from django.db.models import F
from django.test import Client

from smartbooth.accounts.tenancy import within
from smartbooth.experiments.desk.tests.small import live, running, url
from smartbooth.experiments.desk.tests.test_page import ended, found
from smartbooth.experiments.models import Round
from smartbooth.launches.models import Split
from smartbooth.launches.publish import split

AXE = Path(__file__).resolve().parents[5] / "node_modules/axe-core/axe.min.js"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_beginning_to_end_and_back(live_server, world, person):
    width = 360
    client = Client()
    client.force_login(world.owner)
    with live(world):
        page = person(width=width, timezone_id="America/New_York")
        page.context.add_cookies(
            [{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}]
        )
        notice = page.locator("#notices").get_by_text  # a script says it once more, to listeners
        page.goto(live_server.url + url("tests", world.launch))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_label("Visitors a day").fill("2000")
        page.get_by_label("Of 100 visitors, so many leave an address").fill("3")
        page.get_by_text("So: 4 weeks for a difference of 20%.").wait_for()  # as one types
        page.get_by_text("What is too small to matter").click()
        page.get_by_label("Too small to matter").fill("20")
        page.get_by_role("button", name="Begin the test").press("Enter")
        # From 14:00 on in Paris, which is 08:00 in New York: the script says the reader's own hour.
        notice("From 08:00 on, A and B compete.").wait_for()
        page.locator("#options summary").click()
        page.locator("#options_by_itself").check()
        page.locator("#options_keep_back").select_option("5")
        page.get_by_role("button", name="Save").click()
        notice("Saved.").wait_for()
        assert page.locator("#options_by_itself").is_checked()
        assert page.get_by_text("all to the winner, 5% keep getting A").is_visible()
        with within(world.workspace):  # as if it had begun two hours earlier
            Round.objects.update(begun_hour=F("begun_hour") - 2)
            Split.objects.update(hour=F("hour") - 2)
        page.get_by_text("Stop the test").click()
        page.get_by_role("button", name="Send all to B").click()
        notice("new visitors get B, but for 5% who still get A.").wait_for()
        with within(world.workspace):
            assert split.pending(world.launch).shares == {"a": 5, "b": 95}
        small = page.evaluate(
            "[...document.querySelectorAll('main :is(button, select, summary)')]"
            ".filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 36).map(e => e.outerHTML)"
        )
        assert small == []
        page.locator("#notices").get_by_role("button", name="Undo").click()
        notice("goes on as if nothing had happened").wait_for()
        assert page.get_by_role("heading", name="Test 1, under way").is_visible()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm ci)")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_nothing_axe_can_find(live_server, world, person, scheme, width):
    client = Client()
    client.force_login(world.owner)
    with live(world):
        ended(world.launch, 1, verdict="winner", best="b", found=found(), learned="Prices first.")
        with within(world.workspace):
            Split.objects.all().delete()
            Round.objects.update(number=0)
        running(world.launch, "winner")
        page = person(width=width, color_scheme=scheme)
        page.context.add_cookies(
            [{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}]
        )
        for path in (
            url("tests", world.launch, query="?visitors=20&rate=2"),
            url("test", world.launch, 1),
            "/tests/",
        ):
            page.goto(live_server.url + path)
            page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
            page.evaluate(AXE.read_text())
            faults = page.evaluate("axe.run(document).then(found => found.violations)")
            assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in faults] == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
