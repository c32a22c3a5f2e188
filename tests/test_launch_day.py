"""The main job in a browser: from sign-up to a lead, on a running installation."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def sign_up(page, live, name):
    page.goto(f"{live.studio}/accounts/signup/")
    page.fill("[name=company]", "Aurora SAS")
    page.fill("[name=username]", name)
    page.fill("[name=email]", f"{name}@example.org")
    page.fill("[name=password1]", "a lantern on the pier")
    page.fill("[name=born]", "1984")
    page.click("main form button.primary")
    page.wait_for_url("**/launches/**")


def make_launch(page, live, name, slug):
    page.goto(f"{live.studio}/launches/new/")
    page.fill("[name=name]", name)
    page.fill("[name=slug]", slug)
    page.check("[name=template][value=soon]")
    page.click(".new-go button")
    page.wait_for_url("**/page/a/**")


def write_headline(page, text):
    """Through the block's settings, as someone does who does not know that the preview can be clicked."""
    page.wait_for_selector("[data-editor][data-ready]")
    page.click(".block-list [data-open]:has-text('Headline')")
    page.fill(".settings [name=headline]", text)
    expect(page.frame_locator(".page-frame").locator("h1")).to_have_text(text)
    expect(page.locator("#status")).to_have_text("Saved")


def add_variant(page, idea):
    page.click(".new-variant summary")
    page.fill("#new-idea", idea)
    page.click(".new-variant button.primary")
    page.wait_for_url("**/page/b/**")


def headline(page):
    return page.locator("h1").text_content().strip()


def test_from_sign_up_to_a_lead(live, person):
    owner = person()
    slug = f"aurora-{live.port}"
    sign_up(owner, live, "olive")
    make_launch(owner, live, "Aurora", slug)
    launch = re.search(r"/launches/(\w+)/", owner.url)[1]
    write_headline(owner, "A light for the long evenings")
    add_variant(owner, "Say what it spares you")
    write_headline(owner, "No more dark at four")
    owner.click("[data-publish] button")
    owner.wait_for_url("**/publication")
    headlines = {"A light for the long evenings", "No more dark at four"}

    results = owner.context.new_page()
    results.goto(f"{live.studio}/launches/{launch}/results/")
    expect(results.locator("#sentence")).to_contain_text("Nobody has seen it yet")

    ada, bram = person(width=390, height=844, is_mobile=True), person(user_agent=FIREFOX)
    for visitor in (ada, bram):
        visitor.goto(live.url(slug), wait_until="networkidle")
        assert headline(visitor) in headlines
    seen = headline(ada)
    ada.reload()
    assert headline(ada) == seen  # the variant sticks
    assert [cookie["name"] for cookie in ada.context.cookies()] == ["sb"]

    ada.fill("[name=email]", "ada@example.com")
    ada.click(".b-lead_form button")
    ada.wait_for_url("**/thanks")

    # Results follow by themselves; leads are there within a second.
    expect(results.locator(".figures .figure").first).to_have_text("2", timeout=20_000)
    expect(results.locator(".figures .goal .figure")).to_have_text("1", timeout=20_000)
    owner.goto(f"{live.studio}/launches/{launch}/leads/")
    expect(owner.locator("main")).to_contain_text("ada@example.com")
    owner.click("main a:has-text('ada@example.com')")
    expect(owner.locator("main .letter").first).to_have_text(re.compile("^[ab]$"))

    # A stranger signs up beside them and finds none of it.
    stranger = person()
    sign_up(stranger, live, "sidonie")
    for place in ("results/", "leads/", "page/a/"):
        assert stranger.goto(f"{live.studio}/launches/{launch}/{place}").status == 404
