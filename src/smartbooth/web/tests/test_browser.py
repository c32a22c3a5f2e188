"""The frame in a browser: by keyboard, on a phone, in both languages and both themes."""

import pytest

pytestmark = pytest.mark.browser

PAGES = ["/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nowhere"]
# What can be pressed and is not inside a sentence must offer 44 px (WCAG 2.5.5).
SMALL = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), summary, select')]
  .filter((it) => it.checkVisibility() && !it.closest('p, .skip, .secret') && !it.matches('.skip'))
  .map((it) => [it.outerHTML.slice(0, 80), it.getBoundingClientRect().height])
  .filter(([, height]) => height < 43.5)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_fits_a_phone_and_a_thumb(live, person, language):
    page = person(width=360, height=740, locale=language, has_touch=True, is_mobile=True)
    refused = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
    for path in PAGES:
        page.goto(live.studio + path)
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate(SIDEWAYS) <= 0, path
        assert page.evaluate(SMALL) == [], path
    assert refused == []


def test_by_keyboard_alone(live, person):
    page = person()
    page.goto(live.studio)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Start"
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/signup/")


def test_the_menu_the_password_and_the_theme(live, person):
    page = person(color_scheme="light")
    page.goto(f"{live.studio}/accounts/signup/")
    for name, value in {
        "company": "Aurora",
        "username": "hedwige",
        "email": "hedwige@example.org",
        "born": "1984",
    }.items():
        page.fill(f"[name={name}]", value)
    secret = page.locator("[name=password1]")
    secret.fill("une phrase facile")
    page.get_by_role("button", name="Show").click()
    assert secret.get_attribute("type") == "text"
    page.get_by_role("button", name="Hide").click()
    assert secret.get_attribute("type") == "password"
    page.get_by_role("button", name="Make my account").click()
    page.wait_for_url("**/launches/**")

    page.goto(f"{live.studio}/account/")
    menu = page.locator("details.menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.get_by_role("button", name="Sign out").is_visible()
    page.keyboard.press("Escape")
    assert not menu.get_by_role("button", name="Sign out").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    menu.locator("summary").click()
    page.locator("h1").click()
    assert menu.get_attribute("open") is None

    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Dark").click()
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert page.evaluate(ground) != light
    page.get_by_role("button", name="As your device").click()
    page.wait_for_function("!document.documentElement.dataset.theme")
    assert page.evaluate(ground) == light


def test_headings_wear_the_display_face(live, person):
    page = person()
    page.goto(live.studio)
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('600 20px \"Booth Serif\"'))")


def test_all_of_it_works_without_scripts(live, person):
    page = person(java_script_enabled=False)
    page.goto(f"{live.studio}/accounts/login/")
    page.fill("[name=login]", "nobody")
    page.fill("[name=password]", "not this one")
    page.locator("main .button.primary").click()
    assert page.get_by_text("not correct").is_visible()
    assert page.get_by_role("button", name="Show").count() == 0
    page.get_by_role("button", name="Français").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Heureux de vous revoir"
