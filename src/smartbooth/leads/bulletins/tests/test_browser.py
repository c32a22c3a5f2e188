"""The choice as a person meets it: from the leads to the account page, saved, with the keyboard, read out by axe."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from smartbooth.launches.studio.tests.test_browser import start

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[5] / "node_modules/axe-core/axe.min.js"


def faults(page):
    if not AXE.exists():
        return []
    page.add_script_tag(path=str(AXE))
    return page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa']}).then(r => r.violations.map(v => v.id))"
    )


@pytest.mark.parametrize(("width", "locale"), [(360, "fr-FR"), (1440, "en-GB")])
def test_from_the_leads_to_the_choice_and_back(live, person, width, locale):
    page = person(width=width, locale=locale, bypass_csp=True)
    start(page, live)
    launch = page.url.split("/launches/")[1].split("/")[0]
    page.goto(f"{live.studio}/launches/{launch}/leads/")
    page.click("a[href$='#new-leads']")
    page.wait_for_url("**/account/#new-leads")
    select = page.locator("select[name=rhythm]")
    expect(select).to_have_value("daily")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    select.focus()
    select.select_option("weekly")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]").first).to_contain_text("semaine" if locale == "fr-FR" else "once a week")
    expect(page.locator("select[name=rhythm]")).to_have_value("weekly")
    assert faults(page) == []
