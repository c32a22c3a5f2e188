"""The newsletter in a browser: asked for by a reader, written and sent by an operator, read out by axe."""

import itertools
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[4] / "node_modules/axe-core/axe.min.js"
numbers = itertools.count()
READERS = 1_500  # enough that a pause comes before the last


def operator(page, live, language="en"):
    """Signed in as one, in the browser's language."""
    name = f"writer{next(numbers)}"
    page.goto(f"{live.studio}/accounts/signup/")
    page.fill("[name=company]", "Natasquad SAS")
    page.fill("[name=username]", name)
    page.fill("[name=email]", f"{name}@example.org")
    page.fill("[name=password1]", "a lantern on the pier")
    page.fill("[name=born]", "1984")
    page.click("main form button.primary")
    page.wait_for_url("**/launches/**")
    made = live.run("operator", name)
    assert made.returncode == 0, made.stderr


def shell(live, code):
    done = live.run("manage", "shell", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def saved(page):
    expect(page.locator("#status")).to_have_text("Saved")


def letter(page):
    return page.frame_locator(".page-frame")


def write(page, live, subject):
    page.goto(f"{live.studio}/operator/newsletters/")
    page.click("main button.primary")
    page.wait_for_selector("[data-editor][data-ready]")
    page.click(".head-row a")
    page.fill(".settings [name=subject]", subject)
    page.fill(".settings [name=summary]", "In a sentence.")
    expect(letter(page).locator("h1")).to_have_text(subject)
    saved(page)


def test_a_reader_asks_and_nothing_is_agreed_to_before_the_mailbox_answers(live, person):
    desk = person()
    operator(desk, live)
    reader = person(width=360, locale="fr-FR", java_script_enabled=False)
    reader.goto(f"{live.studio}/newsletter/")
    reader.fill("[name=address]", "lectrice@example.org")
    assert not reader.is_checked("[name=openings]")
    reader.check("[name=openings]")
    reader.click(".subscribe button.primary")
    expect(reader.locator("h1")).to_have_text("Regardez votre courrier")
    desk.goto(f"{live.studio}/outbox/?message=confirm-subscription")
    desk.click("main a[href^='/outbox/'] >> text=lettre")
    link = desk.frame_locator("iframe").locator("a[href*='/newsletter/confirm/']").first.get_attribute("href")
    reader.goto(link)
    expect(reader.locator("main")).to_contain_text("Compter quand j’ouvre un numéro")
    reader.click("main form button")
    expect(reader.locator("h1")).to_contain_text("vous parvient désormais")
    reader.goto(link)
    expect(reader.locator("h1")).to_contain_text("vous parvient désormais")


def test_an_issue_is_written_looked_at_and_sent_and_paused(live, person):
    page = person()
    operator(page, live)
    write(page, live, "Drawers")
    letter(page).locator("[data-field=body]").click()
    surface = page.locator(".settings .rich-surface")
    expect(surface).to_be_focused()
    surface.fill("We tidied up.")
    expect(letter(page).locator("[data-field=body]")).to_have_text("We tidied up.")
    page.click("text=Add a block")
    page.click(".palette button:has-text('News in brief')")
    expect(page.locator(".block-row")).to_have_count(2)
    page.locator(".block-row a").last.focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#status")).to_have_text("News in brief: place 1 of 2")
    page.locator("[data-change=undo] button").click()
    page.click(".launch-actions a.primary")
    expect(page.locator(".problems")).to_contain_text("a block still has the words it began with")
    expect(page.locator("button:has-text('Send it to')")).to_be_disabled()
    page.go_back()
    page.locator("[data-change=undo] button").click()
    expect(page.locator(".block-row")).to_have_count(1)
    page.click("[data-look*='look=text']")
    expect(letter(page).locator("pre")).to_contain_text("We tidied up.")
    page.click("[data-look*='look=page']")
    expect(letter(page).locator("article h1")).to_have_text("Drawers")
    page.click("[data-look*='look=letter']")
    page.click("[data-width=phone]")
    page.click("[data-scheme=dark]")
    expect(letter(page).locator("h1")).to_have_css("color", "rgb(239, 235, 227)")
    shell(live, f"from smartbooth.newsletters.tests.readers import many; many({READERS}, name='{READERS}-')")
    page.click(".launch-actions a.primary")
    page.click("button:has-text('Send it to')")
    expect(page.locator("main h1")).to_contain_text("It goes out on")
    page.click("#notices button")  # undo
    expect(page.locator("main h1")).to_have_text("Nothing has been sent yet.")
    page.click("button:has-text('Send it to')")
    shell(
        live,
        "from smartbooth.newsletters.models import Issue; from smartbooth.core import clock; "
        "Issue.objects.filter(state='scheduled').update(send_at=clock.now())",
    )
    page.click("button:has-text('Pause')")  # the page looks again by itself until there is one
    expect(page.locator("main h1")).to_contain_text("Paused")
    page.click("button:has-text('Go on')")
    expect(page.locator("main h1")).to_contain_text("readers.", timeout=90_000)
    visitor = person(java_script_enabled=False)
    visitor.goto(f"{live.studio}/newsletter/")
    visitor.click("text=Drawers")
    expect(visitor.locator("article h1")).to_have_text("Drawers")
    expect(visitor.locator("article")).to_contain_text("We tidied up.")


def test_a_preview_that_comes_late_is_not_drawn_into_another_look(live, person):
    page, held = person(), []
    operator(page, live)
    write(page, live, "Drawers")
    page.route("**/preview?look=letter", lambda route: held.append(route))
    with page.expect_request("**/preview?look=letter"):
        page.locator("[data-change=undo] button").click()
    page.click("[data-look*='look=text']")
    expect(letter(page).locator("pre")).to_be_visible()
    for request in held:
        with page.expect_response("**/preview?look=letter") as late:
            request.continue_()
        late.value.finished()
    page.evaluate("new Promise((drawn) => setTimeout(drawn, 300))")  # what came late would be drawn by now
    expect(letter(page).locator("pre")).to_be_visible()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm ci)")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_nothing_axe_can_find(live, person, scheme, width):
    page = person(width=width, color_scheme=scheme)
    operator(page, live)
    page.goto(f"{live.studio}/operator/newsletters/")
    page.click("main button.primary")
    page.wait_for_selector("[data-editor][data-ready]")
    issue = page.url.split("/newsletters/")[1].split("/")[0]
    desk = f"{live.studio}/operator/newsletters/"
    for address in (
        f"{live.studio}/newsletter/", f"{live.studio}/newsletter/asked/", desk, f"{desk}{issue}/",
        f"{desk}{issue}/page/en/", f"{desk}{issue}/page/en/?panel=head", f"{desk}{issue}/page/en/?panel=add",
    ):  # fmt: skip
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run(document, {iframes: false}).then(found => found.violations)")
        assert [(one["id"], [node["html"][:90] for node in one["nodes"]]) for one in found] == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
