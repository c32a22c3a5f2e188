"""A reader's choices in a browser, on a phone, in both languages, by keyboard and without scripts."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[4]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"
SMALL = """() => [...document.querySelectorAll('main a, main button')]
  .filter((it) => it.checkVisibility() && !it.closest('p'))
  .map((it) => [it.outerHTML.slice(0, 80), it.getBoundingClientRect().height])
  .filter(([, height]) => height < 43.5)"""
SAID = {
    "en": {
        "on": "You get our letter about other launches.", "off": "You do not get our letter about other launches.",
        "stop": "Stop these letters", "undo": "Undo", "undone": "It is as it was before.",
        "all": "Stop everything that advertises", "stopped": "You stopped everything that advertises",
        "words": "Natasquad SAS may write to me", "again": "Start again", "news": "You do not get our newsletter.",
    },
    "fr": {
        "on": "Vous recevez notre lettre sur d’autres lancements.",
        "off": "Vous ne recevez pas notre lettre sur d’autres lancements.",
        "stop": "Ne plus recevoir ces lettres", "undo": "Annuler", "undone": "Tout est comme avant.",
        "all": "Arrêter toute publicité", "stopped": "Vous avez arrêté toute publicité",
        "words": "Natasquad SAS peut m’écrire", "again": "Les recevoir de nouveau",
        "news": "Vous ne recevez pas notre lettre d’information.",
    },
}  # fmt: skip


LANGUAGES, WIDTHS, SCHEMES = ("en", "fr"), (360, 768, 1440), ("light", "dark")
READERS = [
    "speaks", "keys", *LANGUAGES,
    *(f"{language}-{width}" for language in LANGUAGES for width in WIDTHS),
    *(f"axe-{language}-{scheme}" for language in LANGUAGES for scheme in SCHEMES),
]  # fmt: skip


@pytest.fixture(scope="module")
def paths(live):
    """By reader, the pages that a letter about other launches, and one that cannot be stopped, lead to."""
    done = subprocess.run(
        [sys.executable, "-m", "smartbooth.mail.tests.chooser", *(f"chooser-{name}" for name in READERS)],
        env=live.environment, capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    return {name: [live.studio + path for path in line.split()] for name, line in zip(READERS, lines, strict=True)}


def title(page):
    return page.locator("h1").inner_text().replace("\n", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_stop_undo_stop_all_and_start_again(paths, person, language):
    said = SAID[language]
    page = person(
        width=360, height=740, locale=language, has_touch=True, is_mobile=True, java_script_enabled=False
    )
    url, _service = paths[language]
    assert page.goto(url).status == 200
    assert page.locator("html").get_attribute("lang") == language and title(page) == said["on"]
    assert page.locator(".button.primary").count() == 1

    page.get_by_role("button", name=said["stop"], exact=True).click()
    assert title(page) == said["off"]
    page.locator("#done").get_by_role("button", name=said["undo"]).click()
    assert title(page) == said["on"] and said["undone"] in page.locator("#done").inner_text()

    page.get_by_role("button", name=said["all"]).click()
    assert title(page) == said["off"] and said["stopped"] in page.locator("main").inner_text()
    assert said["news"] in page.locator("main").inner_text()
    page.locator("#done").get_by_role("button", name=said["undo"]).click()
    assert title(page) == said["on"] and said["news"] not in page.locator("main").inner_text()

    page.get_by_role("button", name=said["stop"], exact=True).click()
    assert said["words"] in page.locator("blockquote").inner_text()
    page.get_by_role("button", name=said["again"]).click()
    assert title(page) == said["on"]
    assert page.context.cookies() == []


def test_another_language(paths, person):
    page = person(locale="en")
    url, _service = paths["speaks"]
    page.goto(url)
    page.get_by_role("button", name="Français", exact=True).click()
    page.wait_for_selector("html[lang=fr]")
    assert "Désormais, tous nos messages vous parviennent en français." in page.locator("#done").inner_text()
    assert page.get_by_role("button", name="Français", exact=True).get_attribute("aria-pressed") == "true"
    page.locator("#done").get_by_role("button", name="Annuler").click()
    page.wait_for_selector("html[lang=en]")
    assert title(page) == SAID["en"]["on"]


def test_with_a_keyboard(paths, person):
    page = person()
    url, _service = paths["keys"]
    page.goto(url)
    for _press in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.button.primary')"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector("#done")
    assert title(page) == SAID["en"]["off"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_off_or_too_small(live, paths, person, language, width):
    page = person(width=width, locale=language, has_touch=True, color_scheme="dark" if width == 768 else "light")
    wrong, elsewhere = [], []
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.on("request", lambda it: None if it.url.startswith(live.studio) else elsewhere.append(it.url))
    for url in paths[f"{language}-{width}"]:
        for rest in ("", "?done=language&what=en"):
            assert page.goto(url + rest).status == 200
            assert page.evaluate(SIDEWAYS) <= 0
            assert page.evaluate(SMALL) == []
    assert (wrong, elsewhere) == ([], [])


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm ci)")
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_axe_can_find(live, paths, person, scheme, language):
    page = person(color_scheme=scheme, locale=language)
    digest, service = paths[f"axe-{language}-{scheme}"]
    page.goto(digest)
    page.click(".button.primary")
    page.wait_for_selector("#done")
    for url in (page.url, digest, service, f"{live.studio}/mail/none/"):
        page.goto(url)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document).then(found => found.violations)")
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == [], url
