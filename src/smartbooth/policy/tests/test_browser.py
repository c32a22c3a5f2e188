"""The pages in a browser: on a phone, in both languages, asking nobody else for anything, and on paper."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[4] / "node_modules/axe-core/axe.min.js"
PAGES = ["/privacy/", "/privacy/versions/1/", "/cookies/", "/california/", "/security/", "/promises"]
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"
# Links within a sentence, a row of a table or beside a heading are as tall as their line.
SMALL = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), summary, select')]
  .filter((it) => it.checkVisibility() && !it.closest('p, .skip, .opening li, td'))
  .map((it) => [it.outerHTML.slice(0, 80), it.getBoundingClientRect().height])
  .filter(([, height]) => height < 43.5)"""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_on_a_phone_and_from_this_host_alone(live, person, language):
    page = person(width=360, height=740, locale=language, has_touch=True, is_mobile=True, color_scheme="dark")
    refused, elsewhere = [], []
    page.on("console", lambda line: refused.append(line.text) if line.type == "error" else None)
    page.on("request", lambda it: None if it.url.startswith(live.studio) else elsewhere.append(it.url))
    for path in PAGES:
        assert page.goto(live.studio + path).status == 200
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate(SIDEWAYS) <= 0, path
        assert page.evaluate(SMALL) == [], path
    assert (refused, elsewhere) == ([], [])
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"csrftoken"}


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm ci)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_axe_can_find(live, person, scheme):
    page = person(color_scheme=scheme)
    for path in PAGES:
        page.goto(live.studio + path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document).then(found => found.violations)")
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == [], path


def test_contents_and_chips_lead_where_they_say(live, person):
    page = person()
    page.goto(f"{live.studio}/privacy/")
    wrong = """() => [...document.querySelectorAll('main a[href^="#"]')]
      .filter((it) => !document.getElementById(it.getAttribute('href').slice(1))).map((it) => it.outerHTML)"""
    assert page.evaluate(wrong) == []
    page.click(".promised a:has-text('G6')")
    page.wait_for_url("**/promises#G6")
    assert page.locator("#G6").is_visible()
    assert page.evaluate(wrong) == []


def test_on_paper(live, person):
    """A4: nothing is cut off, and what only a screen can use is left out."""
    page = person(width=794)
    page.emulate_media(media="print")
    for path in ("/privacy/", "/promises"):
        page.goto(live.studio + path)
        assert page.evaluate(SIDEWAYS) <= 0, path
        assert not page.locator(".contents, .top, .foot").first.is_visible()
        assert page.locator("h1").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_from_a_change_to_going_on(live, person):
    """An operator publishes what the settings now say; an owner reads what changed, once."""
    page = person()
    page.goto(f"{live.studio}/accounts/signup/")
    for name, value in {
        "company": "Aurora", "username": "perrine", "email": "perrine@example.org",
        "password1": "une phrase facile", "born": "1984",
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", value)
    page.click("main form button.primary")
    page.wait_for_url("**/launches/**")
    live.environment["SMARTBOOTH_HOSTING_COMPANY"] = "Nuage SAS"
    words = ("--summary-en", "Data lies with Nuage SAS.", "--summary-fr", "Les données sont chez Nuage SAS.")
    try:
        assert "in force" in live.run("policy", "publish", *words).stdout
    finally:
        del live.environment["SMARTBOOTH_HOSTING_COMPANY"]
    page.context.clear_cookies()
    page.goto(f"{live.studio}/accounts/login/?next=/account/")
    page.fill("[name=login]", "perrine")
    page.fill("[name=password]", "une phrase facile")
    page.click("main form button.primary")
    page.wait_for_url("**/privacy/changed/**")
    assert page.get_by_text("Data lies with Nuage SAS.").is_visible()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/account/")
    live.run("policy", "publish", *words)  # as the settings are, for whoever comes next
