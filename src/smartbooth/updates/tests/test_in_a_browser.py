"""An update from the sheet to its readers, on a running installation: written, published, read, followed."""

import http.client
import re
import time
from urllib.parse import urlsplit

import feedparser
import pytest
from playwright.sync_api import expect

from smartbooth.core.tests import feedcheck
from tests.test_launch_day import make_launch, sign_up

pytestmark = pytest.mark.browser


def fetched(url, **headers):
    """(status, headers, body), without a browser: not every resolver knows names below localhost."""
    where = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", where.port, timeout=20)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", where.path, headers={"Host": where.netloc, **sent})
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


def until(url, status):
    """Seconds it took until the address answered `status`; 20 at most."""
    begun = time.monotonic()
    while fetched(url)[0] != status and time.monotonic() - begun < 20:
        time.sleep(0.05)
    assert fetched(url)[0] == status
    return time.monotonic() - begun


@pytest.fixture(scope="module")
def told(live, browser):
    """A launch that told two things; its address, and the studio's page of updates."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30_000)
    slug = f"told-{live.port}"
    sign_up(page, live, f"told{live.port}")
    make_launch(page, live, "Aurora", slug)
    launch = re.search(r"/launches/(\w+)/", page.url)[1]
    page.goto(f"{live.studio}/launches/{launch}/publication")
    page.click("form[action$='/publication'] button.primary")
    page.wait_for_load_state()
    at = f"{live.studio}/launches/{launch}/updates/"
    write(page, at)
    yield page, at, live.url(slug)
    context.close()


def write(page, at):
    page.goto(at)
    page.click("text=Write the first update")
    look = page.frame_locator(".page-frame")
    page.fill("[name=title]", "We moved the date")
    page.click(".rich-surface")
    page.keyboard.type("By a week, ")
    page.keyboard.press("Control+B")
    page.keyboard.type("no more")
    expect(look.locator("h1")).to_have_text("We moved the date")
    expect(look.locator(".u-text strong")).to_have_text("no more")
    page.click(".update-form .row >> text=Publish")
    expect(page.locator("#notices")).to_contain_text("Published")
    page.click("text=Write an update")
    page.fill("[name=title]", "A draft of nobody's business")
    page.click(".rich-surface")
    page.keyboard.type("Not yet.")
    page.click(".update-form .row >> text=Save as a draft")
    expect(page.locator("h1")).to_have_text("One update is out, one draft waits.")


def test_written_published_and_followed(told, person):
    _page, _at, site = told
    reader = person(width=360, height=740, color_scheme="dark")
    asked = []
    reader.on("request", lambda request: asked.append(request.url))
    until(f"{site}updates/we-moved-the-date/", 200)
    reader.goto(site)
    feed = reader.locator("head link[type='application/atom+xml']").get_attribute("href")
    reader.click("footer >> text=Updates")
    expect(reader.locator("h1")).to_have_text("Updates")
    asked.clear()
    reader.click("text=We moved the date")
    expect(reader.locator("h1")).to_have_text("We moved the date")
    assert reader.url == f"{site}updates/we-moved-the-date/"
    assert asked == [reader.url]  # no pixel, no script, no picture, nobody else
    assert "business" not in reader.content()
    for path in ("updates/", "updates/we-moved-the-date/"):
        reader.goto(site + path)
        assert reader.evaluate("document.documentElement.scrollWidth") == 360
        dark = reader.evaluate("getComputedStyle(document.body).backgroundColor")
        assert sum(map(int, re.findall(r"\d+", dark)[:3])) < 3 * 80, dark
        small = reader.eval_on_selector_all(
            "main a:not(p a, .u-text a)", "all => all.filter(a => a.offsetHeight < 24).length"
        )
        assert small == 0
    assert feed == "/updates.atom"


def test_nothing_is_set_in_the_readers_browser(told, person):
    reader = person()
    reader.goto(f"{told[2]}updates/")
    reader.click("text=We moved the date")
    assert reader.context.cookies() == []
    assert reader.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_the_feed_is_one_for_readers_and_validators(told, kind):
    address = f"{told[2]}updates.{kind}"
    status, headers, body = fetched(address)
    assert status == 200 and not headers["set-cookie"]
    assert feedcheck.problems(body, kind, address) == []
    read = feedparser.parse(body, response_headers={"content-type": headers["content-type"]})
    assert not read.bozo and [entry.title for entry in read.entries] == ["We moved the date"]
    assert fetched(address, If_None_Match=headers["etag"])[0] == 304
    assert fetched(address, If_Modified_Since=headers["last-modified"])[0] == 304


def test_without_javascript_it_is_the_same_sheet(told, live, browser):
    page, at, site = told
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    )
    plain = context.new_page()
    plain.set_default_timeout(30_000)
    plain.goto(f"{at}new")
    plain.fill("[name=title]", "Written by hand")
    plain.fill("[name=text]", "One line.\n\nAnother.")
    plain.click(".update-form .row >> text=Preview")
    expect(plain.frame_locator("[name=look]").locator("h1")).to_have_text("Written by hand")
    plain.click(".update-form .row >> text=Publish")
    expect(plain.locator("h1")).to_have_text("2 updates are out, one draft waits.")
    until(f"{site}updates/written-by-hand/", 200)
    plain.goto(f"{site}updates/written-by-hand/")
    assert plain.locator(".u-text p").all_text_contents() == ["One line.", "Another."]
    plain.goto(at)
    plain.locator(".update-row:has-text('Written by hand') >> text=Withdraw").click()
    expect(plain.locator("#notices")).to_contain_text("Withdrawn")
    assert until(f"{site}updates/written-by-hand/", 404) < 3  # a second, and a busy machine
    context.close()


def test_leaving_what_is_not_saved_is_asked(told):
    page, at, _site = told
    page.goto(f"{at}new")
    page.fill("[name=title]", "Half a thought")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(at)
    assert asked == ["beforeunload"]
