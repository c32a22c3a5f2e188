"""An operator in a browser: looks at both languages, approves, takes it back. An owner writes a line."""

import subprocess
import sys
from pathlib import Path

import pytest

from smartbooth.newsletters.digest.tests.approver import NAME, PASSWORD

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[5]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def launches(live):
    command = [sys.executable, "-m", "smartbooth.newsletters.digest.tests.approver"]
    done = subprocess.run(command, env=live.environment, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def signed_in(live, person, **options):
    page = person(**options)
    page.goto(f"{live.studio}/accounts/login/")
    page.fill("[name=login]", NAME)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.primary")
    page.wait_for_url(lambda url: "login" not in url)
    return page


def clean(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {iframes: false}).then(found => found.violations)")
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == [], page.url


def test_look_at_it_approve_it_take_it_back(live, person, launches):
    page = signed_in(live, person)
    page.goto(f"{live.studio}/operator/digest/")
    english, french = page.frame_locator("iframe >> nth=0"), page.frame_locator("iframe >> nth=1")
    assert "Evening lamp" in english.locator("body").inner_text()
    page.locator("iframe >> nth=1").scroll_into_view_if_needed()
    assert "Le pain du soir" in french.locator("body").inner_text()
    page.click("text=At a moment")
    page.fill("[name=moment]", "2099-05-03T18:20")
    page.click("main form button.primary")
    page.wait_for_url("**/operator/digest/*/")
    assert "3 May 2099 at 18:20" in page.locator("h1").inner_text()
    page.click("#notices button")
    page.wait_for_url("**/operator/digest/")
    assert "2 launches can be named" in page.locator("h1").inner_text()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm ci)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_axe_can_find(live, person, launches, scheme):
    page = signed_in(live, person, width=360, color_scheme=scheme)
    for path in ("/operator/digest/", f"/launches/{launches[0]}/settings/"):
        page.goto(live.studio + path)
        assert page.evaluate(SIDEWAYS) <= 0, path
        clean(page)
