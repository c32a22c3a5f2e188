"""The editor as a person meets it: with the pointer, with the keyboard, on a phone in French, and read out by axe."""

import itertools
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[5] / "node_modules/axe-core/axe.min.js"
names = (f"studio{number}" for number in itertools.count())


def sign_up(page, live):
    name = next(names)
    page.goto(f"{live.studio}/accounts/signup/")
    page.fill("[name=company]", "Aurora SAS")
    page.fill("[name=username]", name)
    page.fill("[name=email]", f"{name}@example.org")
    page.fill("[name=password1]", "a lantern on the pier")
    page.fill("[name=born]", "1984")
    page.click("main form button.primary")
    page.wait_for_url("**/launches/**")
    return name


def start(page, live, template="soon"):
    name = sign_up(page, live)
    page.goto(f"{live.studio}/launches/new/")
    page.fill("[name=name]", name)
    expect(page.locator("[data-example]")).to_contain_text(name)
    page.check(f"[name=template][value={template}]")
    page.click(".new-go button")
    page.wait_for_selector("[data-editor][data-ready]")


def shown(page):
    return page.frame_locator(".page-frame")


def saved(page):
    expect(page.locator("#status")).to_have_text("Saved")


def order(page):
    return [row.get_attribute("data-label") for row in page.locator(".block-row").all()]


def test_clicking_a_text_of_the_page_edits_it(live, person):
    page = person()
    start(page, live)
    shown(page).locator("h1").click()
    field = page.locator(".settings [name=headline]")
    expect(field).to_be_focused()
    field.fill("Written on the page")
    expect(shown(page).locator("h1")).to_have_text("Written on the page")
    saved(page)
    page.locator(".block-list a").first.focus()
    page.keyboard.press("Control+z")
    expect(shown(page).locator("h1")).not_to_have_text("Written on the page")
    page.locator(".block-list a").first.focus()
    page.keyboard.press("Control+Shift+z")
    expect(shown(page).locator("h1")).to_have_text("Written on the page")


def test_blocks_move_by_keyboard_and_by_pointer(live, person):
    page = person()
    start(page, live)
    before = order(page)
    page.locator(".block-list a").first.focus()
    page.keyboard.press("Alt+ArrowDown")
    moved = [before[1], before[0], *before[2:]]
    expect(page.locator(".block-row").first).to_have_attribute("data-label", moved[0])
    expect(page.locator("#status")).to_have_text(f"{before[0]}: place 2 of {len(before)}")
    expect(page.locator(".block-row").nth(1).locator("> a")).to_be_focused()
    assert order(page) == moved

    grip, last = page.locator("[data-grip]").first.bounding_box(), page.locator(".block-row").last.bounding_box()
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, last["y"] + last["height"] - 2, steps=6)
    expect(page.locator(".drop-after")).to_have_count(1)
    page.mouse.up()
    expect(page.locator(".block-row").last).to_have_attribute("data-label", moved[0])
    page.click("[data-change=undo] button")
    expect(page.locator(".block-row").first).to_have_attribute("data-label", moved[0])


def test_the_focus_stays_where_it_was_put_while_the_preview_is_drawn(live, person):
    page = person()
    start(page, live)
    blocks, held = page.locator(".block-row").count(), []
    page.route("**/*edit=1", lambda route: held.append(route))
    page.click("text=Add a block")
    page.locator(".palette button").first.click()
    expect(page.locator(".block-row")).to_have_count(blocks + 1)
    first = page.locator(".block-list a").first
    first.focus()
    for request in held:
        request.continue_()
    expect(shown(page).locator("[data-block]")).to_have_count(blocks + 1)
    expect(first).to_be_focused()


def test_what_is_chosen_last_stays_whichever_answer_comes_first(live, person):
    page, held = person(), []
    start(page, live)
    rows = page.locator(".block-list a")
    slow, quick = (rows.nth(place).get_attribute("data-open") for place in (0, 1))
    page.route(f"**/*?{slow}", lambda route: held.append(route))
    rows.nth(0).click()
    rows.nth(1).click()
    page.wait_for_timeout(300)  # time for an answer that overtakes
    with page.expect_response(f"**/*?{slow}") as late:
        held[0].continue_()
    late.value.finished()
    page.wait_for_timeout(300)  # and for what came late to be drawn
    page.wait_for_url(f"**/*?{quick}")
    expect(page.locator(".block-row").nth(1)).to_have_class("block-row chosen")


def test_what_is_wrong_is_told_and_kept_and_no_connection_too(live, person):
    page = person()
    start(page, live)
    shown(page).locator("h1").click()
    headline = page.locator(".settings [name=headline]")
    headline.fill("")
    expect(page.locator("#status")).to_contain_text("Not saved yet")
    expect(headline).to_have_attribute("aria-invalid", "true")
    page.locator(".block-list a").last.click()
    expect(headline).to_be_visible()  # leaving would lose it: said first
    headline.fill("Right again")
    saved(page)
    page.context.set_offline(True)
    headline.fill("Written in a tunnel")
    expect(page.locator("#status")).to_contain_text("no connection")
    page.context.set_offline(False)
    saved(page)
    expect(shown(page).locator("h1")).to_have_text("Written in a tunnel")


def test_formatted_text_by_keyboard(live, person):
    page = person()
    start(page, live)
    page.click(".block-add a:has-text('Add a block')")
    page.click(".palette [value=text]")
    surface = page.locator(".rich-surface")
    surface.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Plain and ")
    page.keyboard.press("Control+b")
    page.keyboard.type("bold")
    expect(shown(page).locator(".b-text strong")).to_have_text("bold")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.keyboard.type("example.org")
    page.keyboard.press("Enter")
    expect(shown(page).locator(".b-text a").first).to_have_attribute("href", "https://example.org")


def test_a_second_variant_side_by_side_then_live(live, person):
    page = person()
    start(page, live)
    page.click(".new-variant summary")
    page.fill("#new-idea", "Shorter headline")
    page.click(".new-variant button.primary")
    page.wait_for_url("**/page/b/**")
    page.wait_for_selector("[data-ready]")
    shown(page).locator("h1").click()
    page.fill(".settings [name=headline]", "Shorter")
    expect(page.locator(".block-row .mark")).to_have_text("differs from A")
    page.click(".tools a:has-text('Side by side')")
    page.wait_for_url("**/variants/")
    marked = page.frame_locator(".column[data-letter=b] .page-frame").locator("[data-differs]")
    expect(marked).to_have_count(1)
    expect(page.locator(".changes li")).to_have_count(1)
    page.click("[data-publish] button")
    page.wait_for_url("**/publication")
    expect(page.locator(".launch-name .badge")).to_have_text("Live")


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm ci)")
def test_nothing_axe_can_find_on_a_phone_in_french(live, person):
    page = person(width=360, height=740, locale="fr-FR", has_touch=True, bypass_csp=True)
    start(page, live)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.click("[data-show=preview]")
    shown(page).locator("h1").click()
    page.fill(".settings [name=headline]", "Écrit au téléphone")
    expect(page.locator("#status")).to_have_text("Enregistré")
    root = page.url.split("/page/")[0]
    for place in ("/launches/", "/launches/new/", f"{root}/page/a/", f"{root}/page/a/?panel=add",
                  f"{root}/page/a/?panel=theme", f"{root}/variants/", f"{root}/history/a/", f"{root}/publication",
                  f"{root}/settings/"):  # fmt: skip
        page.goto(place if place.startswith("http") else live.studio + place)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run(document, {iframes: false}).then(found => found.violations)")
        assert not [(one["id"], one["nodes"][0]["html"]) for one in found], place
