"""What a real browser is given, page by page: cookies, storage and requests are those of the cookie page, and nobody
else is asked; with a yes, only whom the registry names (promises G6, H1; privacy.md, "Cookies")."""

import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from smartbooth.launches import remarketing
from smartbooth.registry.cookies import declaration, declared
from tests.browser import AGENT
from tests.seen import ADS, ASKING, OWNER, PASSWORD

pytestmark = pytest.mark.browser
TEMPLATES = ("soon", "product", "event", "app", "book", "cause")
ELSEWHERE = re.compile(r"^(?!https?://([\w-]+\.)*localhost[:/]|data:|blob:|about:)")
# What stands for Google: it sets its cookies, asks one host of those a page may ask, and tries one it may not.
GTAG = """
document.cookie = "_gcl_au=1.1.7; path=/; max-age=7776000";
document.cookie = "_ga=GA1.1.7; path=/; max-age=7776000";
window.asked = JSON.stringify(dataLayer.map(one => [...one].slice(0, 3)));
new Image().src = "https://googleads.g.doubleclick.net/pagead/viewthroughconversion/1/";
new Image().src = "https://tracker.example.net/pixel.gif";
"""
STORED = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(one => one.name),
  caches: self.caches ? await caches.keys() : [],
  workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
})"""
SETTLE = 100  # milliseconds in which a script that has just run could still ask or store something
KINDS = {"local": "localStorage", "session": "sessionStorage", "databases": "IndexedDB"}


class Visitor:
    """A page in a profile of its own, and what it asked for."""

    def __init__(self, browser, live, **options) -> None:
        self.live = live
        self.context = browser.new_context(user_agent=AGENT, viewport={"width": 1280, "height": 900}, **options)
        self.outside: list[str] = []
        self.hosts: set[str] = set()
        self.errors: list[str] = []
        self.seen: set[str] = set()  # declarations that were met
        self.context.route(ELSEWHERE, self._answer)
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname or ""))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _answer(self, route) -> None:
        self.outside.append(urlsplit(route.request.url).hostname)
        script = "/gtag/js" in route.request.url
        kind, body = ("text/javascript", GTAG) if script else ("image/gif", "")
        route.fulfill(status=200, content_type=kind, body=body)

    def forget(self) -> None:
        """What was asked until now is another page's."""
        self.outside.clear()
        self.hosts.clear()

    def open(self, url: str, status: int = 200) -> None:
        self.forget()
        answer = self.page.goto(url, wait_until="load")
        self.page.wait_for_timeout(SETTLE)
        assert answer.status == status, (url, answer.status)

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie["name"]: cookie["value"] for cookie in self.context.cookies()}

    def check(self, *, agreed: bool = False) -> None:
        """What this page and its profile hold now is declared; nobody outside was asked, or only who may be."""
        own = urlsplit(self.page.url).hostname
        outside = set(self.outside)
        assert outside <= (remarketing.HOSTS if agreed else set()), self.page.url
        assert self.hosts - outside - {"tracker.example.net"} <= {own, ""}, self.page.url
        for cookie in self.context.cookies():
            found = declaration(cookie["name"])
            assert found is not None, cookie["name"]
            assert found.host == ("studio" if cookie["domain"] == "localhost" else "launch"), cookie
            assert agreed or not found.needs_consent, cookie["name"]
            self.seen.add(found.name)
        stored = self.page.evaluate(STORED)
        for place, names in KINDS.items():
            for name in stored[place]:
                assert declaration(name, names) is not None, (place, name)
        assert (stored["caches"], stored["workers"]) == ([], 0)
        assert not self.errors


@pytest.fixture(scope="module")
def scene(live):
    """Launches of every kind, live on the running installation."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.seen", "publish"],
        env=live.environment, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    until = time.monotonic() + 20
    while time.monotonic() < until:
        host = f"seen-{ASKING}.localhost:{live.port}"
        request = urllib.request.Request(f"http://127.0.0.1:{live.port}/", headers={"Host": host})
        try:
            with urllib.request.urlopen(request):
                return live
        except urllib.error.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the launches did not come up")


def launch_url(live, name: str, path: str = "") -> str:
    if name == "book":
        return f"http://pages.localhost:{live.port}/seen-book/{path}"
    return live.url(f"seen-{name}") + path


@pytest.fixture
def visitor(browser, scene):
    opened = []

    def make(**options) -> Visitor:
        opened.append(Visitor(browser, scene, **options))
        return opened[-1]

    yield make
    for one in opened:
        one.context.close()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_launch_before_and_after_an_objection(scene, visitor, name):
    """Every template: the page, thanks, the form with an error; then not counted, and counted again."""
    one = visitor()
    one.open(launch_url(scene, name))
    one.check()
    assert set(one.cookies) == {"sb"}
    one.page.click(".b-lead_form form button")
    one.page.wait_for_selector(".b-lead_form-summary")
    one.check()
    one.open(launch_url(scene, name, "thanks"))
    one.check()
    one.page.click(".objection button")
    one.page.wait_for_url("**/uncounted")
    one.check()
    assert one.cookies["sb"].endswith("n")
    one.open(launch_url(scene, name))
    one.check()
    one.open(launch_url(scene, name, "uncounted"))
    one.page.click("form[action$=count] button")
    one.page.wait_for_url(launch_url(scene, name))
    one.check()
    assert set(one.cookies) == {"sb"}
    assert not one.cookies["sb"].endswith("n")


def test_ads_before_a_choice_after_a_refusal_a_yes_and_its_withdrawal(scene, visitor):
    one, page = visitor(), launch_url(scene, ADS)
    one.open(page)
    one.check()
    panel = one.page.locator("#choice")
    assert panel.is_visible()
    one_box, other = (panel.locator("button").nth(index).bounding_box() for index in (0, 1))
    assert {**one_box, "x": 0} == {**other, "x": 0}  # equally large, side by side
    answer(one, "refuse")
    one.check()
    assert one.cookies["choice"] == "no"
    one.open(page)
    one.check()
    assert not panel.is_visible()

    one.page.click("#cookies")  # the link at the foot brings the question back
    answer(one, "agree")
    one.page.wait_for_function("window.asked")
    one.page.wait_for_timeout(SETTLE)
    one.check(agreed=True)
    assert one.outside == ["www.googletagmanager.com", "googleads.g.doubleclick.net"]
    denied, granted = dict.fromkeys(SIGNALS, "denied"), dict.fromkeys(SIGNALS[:3], "granted")
    asked = one.page.evaluate("JSON.parse(window.asked)")
    assert asked[:2] == [["consent", "default", denied], ["consent", "update", granted]]
    assert [call[:2] for call in asked[3:]] == [["config", "AW-123456789"]]
    assert {"_gcl_au", "_ga"} <= set(one.cookies)
    one.forget()
    one.open(page)
    one.page.wait_for_function("window.asked")
    one.check(agreed=True)

    one.page.click("#cookies")
    one.forget()
    with one.page.expect_navigation():
        answer(one, "refuse")
    one.page.wait_for_timeout(SETTLE)
    one.check()
    assert set(one.cookies) == {"sb", "choice"}
    one.open(page)
    one.check()
    # A yes to whoever had this address before, or to another account of theirs with Google, is none to this one.
    for other in ("yes.AW-987654321", "yes"):
        one.page.context.add_cookies([{"name": "choice", "value": other, "url": page}])
        one.open(page)
        one.check()
        assert panel.is_visible()


SIGNALS = ("ad_storage", "ad_user_data", "ad_personalization", "analytics_storage")


def answer(one: Visitor, what: str) -> None:
    one.page.click(f"#choice button[formaction$={what}]")
    one.page.locator("#choice").wait_for(state="hidden")


def test_who_has_finished_is_reminded_of_nothing(scene, visitor):
    one = visitor()
    one.open(launch_url(scene, ADS))
    answer(one, "agree")
    one.page.wait_for_function("window.asked")
    one.page.fill(".b-lead_form [name=email]", "finished@example.org")
    one.forget()
    one.page.click(".b-lead_form form button")
    one.page.wait_for_url("**/thanks")
    one.check()
    assert set(one.cookies) == {"sb", "choice"}  # Google's went with the page they were for
    one.open(launch_url(scene, ADS))
    one.check()
    assert one.page.locator("#choice").count() == 0


def test_the_browsers_signal_is_an_answer(scene, visitor):
    one = visitor(extra_http_headers={"Sec-GPC": "1"})
    one.open(launch_url(scene, ADS))
    one.check()
    assert one.page.locator("#choice").count() == 0
    assert "opt-out signal is honoured" in one.page.locator(".legal").text_content()
    for page in ("", "cookies/", "privacy/", "california/"):
        one.open(f"{scene.studio}/{page}")
        one.check()


def test_confirming_and_the_question_of_age(scene, visitor):
    """A double opt-in under the signal too: the person started it."""
    one = visitor(extra_http_headers={"Sec-GPC": "1"})
    one.open(launch_url(scene, ASKING))
    one.check()
    one.page.fill("[name=email]", "grown@example.org")
    one.page.fill("[name=year]", "1980")
    one.page.click(".b-lead_form form button")
    one.page.wait_for_url("**/thanks")
    assert one.page.locator("h1").text_content() == "One more step"
    one.check()
    path = seen(scene, "link", ASKING)
    two = visitor()  # opened elsewhere, perhaps on a telephone
    two.open(scene.studio + path)
    two.check()
    two.page.click("main form button.primary")
    two.page.wait_for_selector("text=is confirmed")
    two.check()

    child = visitor()
    as_child(child, scene)
    child.check()
    assert child.cookies["form"] == "closed"
    child.page.go_back()
    child.page.fill("[name=year]", "1980")
    child.page.click(".b-lead_form form button")
    child.page.wait_for_selector("text=We cannot take your address")


def as_child(child: Visitor, live) -> None:
    child.open(launch_url(live, ASKING))
    child.page.fill("[name=email]", "young@example.org")
    child.page.fill("[name=year]", str(time.gmtime().tm_year - 9))
    child.page.click(".b-lead_form form button")
    child.page.wait_for_selector("text=We cannot take your address")


def seen(live, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.seen", *arguments],
        env=live.environment, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    return done.stdout.strip()


OPEN = (
    "", "accounts/signup/", "accounts/login/", "accounts/password/reset/", "my-data/", "rights/", "report-a-child/",
    "privacy/", "cookies/", "california/", "security/", "promises", "api/v1/",
)  # fmt: skip
SIGNED_IN = ("launches/", "account/", "connections/")


def test_the_studio(scene, visitor):
    one = visitor()
    for path in OPEN:
        one.open(f"{scene.studio}/{path}")
        one.check()
    sign_in(one, scene)
    one.check()
    for path in SIGNED_IN:
        one.open(f"{scene.studio}/{path}")
        one.check()
    one.open(f"{scene.studio}/launches/")
    launch = re.search(r"/launches/(\w{8,})/", one.page.content())[1]
    for tab in ("page/a/", "results/", "tests/", "leads/", "settings/", "publication"):
        one.open(f"{scene.studio}/launches/{launch}/{tab}")
        one.check()


def sign_in(one: Visitor, live) -> None:
    one.open(f"{live.studio}/accounts/login/")
    one.page.fill("[name=login]", OWNER)
    one.page.fill("[name=password]", PASSWORD)
    one.page.click("main form button.primary")
    one.page.wait_for_url(re.compile(r"/(launches|privacy/changed)/"))


def test_all_that_is_declared_is_really_set_somewhere(scene, visitor):
    """The list is no longer than the truth either: every cookie of ours that it names was met."""
    reader, child, owner = visitor(), visitor(), visitor()
    reader.open(launch_url(scene, ADS))
    answer(reader, "refuse")
    as_child(child, scene)
    child.open(f"{scene.studio}/accounts/signup/")
    for name, text in {**ACCOUNT, "born": str(time.gmtime().tm_year - 9)}.items():
        child.page.fill(f"main [name={name}]", text)
    child.page.click("main form button.primary")
    child.page.wait_for_load_state()
    sign_in(owner, scene)
    owner.open(f"{scene.studio}/account/")
    owner.page.click("main [name=theme][value=dark]")
    owner.page.wait_for_selector("html[data-theme=dark]")
    owner.page.click("main [name=language][value=fr], main label:has([name=language][value=fr])")
    owner.page.wait_for_timeout(SETTLE)
    met: set[str] = set()
    for one in (reader, child, owner):
        one.check()
        met |= one.seen
    ours = {one.name for one in declared() if not one.provider and one.kind == "cookie"}
    assert met == ours


ACCOUNT = {
    "company": "Aurora SAS", "username": "young", "email": "young@example.org", "password1": "a lantern on the pier",
}  # fmt: skip
