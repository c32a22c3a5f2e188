"""In a browser: an operator writes an announcement and has it sent, everybody reads it; on a phone, in the dark, in
both languages, with nothing that axe can find."""

import re
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[4] / "node_modules/axe-core/axe.min.js"
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"
# Links within a sentence, a title or a line of small print are as tall as their line.
SMALL = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), summary, select')]
  .filter((it) => it.checkVisibility() && !it.closest('p:not(.service-bar), h3, .skip, dd, label, .line'))
  .map((it) => [it.outerHTML.slice(0, 80), it.getBoundingClientRect().height])
  .filter(([, height]) => height < 43.5)"""
NAME, PASSWORD = "octave", "une phrase facile"
ONE = r"/operator/announcements/\w{10}/$"
SPEAK = """async (language) => {
  const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
  await fetch('/language', {method: 'POST', headers: {'X-CSRFToken': token}, body: new URLSearchParams({language})});
}"""
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(scope="module")
def desk(live, browser):
    """The session of somebody who owns a workspace and runs the installation, as its cookies."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{live.studio}/accounts/signup/")
    for name, value in {
        "company": "Octave SAS", "username": NAME, "email": "octave@example.org", "password1": PASSWORD,
        "born": "1984",
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", value)
    page.click("main form button.primary")
    page.wait_for_url("**/launches/**")
    assert "runs this installation" in live.run("operator", NAME).stdout
    cookies = context.cookies()
    context.close()
    return cookies


def at_the_desk(person, desk, **options):
    page = person(**options)
    page.context.add_cookies(desk)
    return page


def typed(moment):
    return moment.strftime("%Y-%m-%dT%H:%M")


def write(page, studio, title, starts, ends):
    page.goto(f"{studio}/operator/announcements/")
    page.get_by_role("link", name="Announce something").first.click()
    page.get_by_role("heading", name="Planned outage").click()
    page.get_by_label("From").fill(typed(starts))
    page.get_by_label("Until").fill(typed(ends))
    for language, words in (("en", "The studio will not open."), ("fr", "Le studio ne s’ouvrira pas.")):
        page.fill(f"[name=title_{language}]", f"{title} {language}")
        page.fill(f"[name=text_{language}]", words)
    page.get_by_role("button", name="Keep, and see the letter").click()


def a_minute_later(live):
    """The clock of a running installation cannot be moved: what goes out in a minute goes out now."""
    code = "from smartbooth.announcements.models import Announcement as A; from smartbooth.core import clock; "
    live.run("manage", "shell", "-c", code + "A.objects.filter(begun_at=None).update(goes_at=clock.now())")


def reloaded_until(page, locator):
    until = time.monotonic() + 30
    while not locator.count() and time.monotonic() < until:
        page.wait_for_timeout(300)
        page.reload()
    assert locator.is_visible()


def test_from_the_desk_to_the_status_page(live, person, desk):
    """Written, asked about, read in both languages, scheduled, taken back, announced; then the pages say so."""
    now = datetime.now(PARIS)
    page = at_the_desk(person, desk, locale="en-GB")
    write(page, live.studio, "A special pause", now + timedelta(hours=5), now + timedelta(hours=6))
    assert page.get_by_text("This looks like an advertisement: special").is_visible()
    assert page.input_value("[name=title_fr]") == "A special pause fr", "nothing is lost"
    page.get_by_label("It is about the service itself and advertises nothing").check()
    page.get_by_role("button", name="Keep, and see the letter").click()
    page.wait_for_url(re.compile(ONE))
    for language, words in (("en", "The studio will not open."), ("fr", "Le studio ne s’ouvrira pas.")):
        letter = page.frame_locator(f"iframe[lang={language}]")
        letter.get_by_text(words).wait_for()
        assert letter.get_by_role("heading", name=f"A special pause {language}").is_visible()

    page.get_by_label("At a moment").check()
    page.fill("[name=at]", typed(now + timedelta(hours=4)))
    page.get_by_role("button", name="Announce it").click()
    page.get_by_role("button", name="Take it back").click()
    page.locator("#notices", has_text="nobody has read it").wait_for()
    assert "A special pause" not in page.request.get(f"{live.studio}/status/").text()

    page.get_by_role("button", name="Announce it").click()
    page.get_by_text("Nobody has read it yet.").wait_for()
    a_minute_later(live)
    reloaded_until(page, page.get_by_text(re.compile(r"[1-9]\d* letters? of \d+")))
    page.goto(f"{live.studio}/launches/")
    bar = page.locator(".service-bar a", has_text="A special pause en")
    reloaded_until(page, bar)
    bar.click()
    assert page.get_by_text("The studio will not open.").is_visible()

    reader = person(width=360, height=740, locale="fr-FR", has_touch=True, is_mobile=True, color_scheme="dark")
    reader.goto(f"{live.studio}/status/")
    assert reader.get_by_role("heading", level=1).inner_text().startswith("Tout fonctionne. Des travaux prévus")
    assert reader.get_by_role("link", name="A special pause fr").is_visible()
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Dans mon agenda").click()
    assert "BEGIN:VCALENDAR" in Path(download.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("fr", "dark")])
def test_on_a_phone_and_nothing_axe_can_find(live, person, desk, language, scheme):
    page = at_the_desk(
        person, desk, width=360, height=740, locale=language, has_touch=True, is_mobile=True, color_scheme=scheme
    )
    page.goto(f"{live.studio}/account/")
    page.evaluate(SPEAK, language)
    page.goto(f"{live.studio}/operator/announcements/write/change/")
    for name in ("title_en", "title_fr", "text_en", "text_fr"):
        page.fill(f"[name={name}]", "News")
    page.fill("[name=starts_at]", "2026-01-01T10:00")
    page.click("main form button.primary")
    page.wait_for_url(re.compile(ONE))
    draft = page.url.removeprefix(live.studio)
    for path in (
        "/status/", "/operator/announcements/", "/operator/announcements/write/", draft, f"{draft}text/",
        "/operator/announcements/write/suspension/", "/operator/announcements/write/outage/",
    ):  # fmt: skip
        assert page.goto(live.studio + path).status == 200
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate(SIDEWAYS) <= 0, path
        assert page.evaluate(SMALL) == [], path
        if AXE.exists():
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate("axe.run(document).then(found => found.violations)")
            assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == [], path
    page.goto(live.studio + f"{draft}text/")
    page.fill("[name=text_en]", "A discount at example.com")
    page.click("main form button.primary")
    page.locator(".notice.looks").wait_for()
    assert page.evaluate(SIDEWAYS) <= 0
    if AXE.exists():
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document).then(found => found.violations)")
        assert [one["id"] for one in found] == []
