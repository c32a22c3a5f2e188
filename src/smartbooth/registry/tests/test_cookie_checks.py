"""Reading the source for cookies: what sets one must say which, and that one must be declared."""

import pytest
from django.http import HttpResponse

from smartbooth.registry import cookies
from smartbooth.registry.checks import cookies as checks
from smartbooth.registry.cookies import Cookie


@pytest.fixture
def source(tmp_path):
    def write(name, text):
        path = tmp_path / "house" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return [(one.names, one.kind) for one in checks.scan(tmp_path / "house")]

    return write


def test_everything_this_program_sets_is_declared():
    assert [str(problem.msg) for problem in checks.cookies()] == []


def test_the_whole_program_was_read():
    files = {one.file for one in checks.scan(checks.PACKAGE)}
    assert {"smartbooth/web/switches.py", "smartbooth/edge/protocol.py", "smartbooth/leads/visit.py"} <= files


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('answer.set_cookie("extra", "1")', ("extra",)),
        ('answer.set_cookie(key="extra")', ("extra",)),
        ('NAME = "extra"\nanswer.delete_cookie(NAME)', ("extra",)),
        ("from smartbooth.web.context import THEME_COOKIE as T\nanswer.set_cookie(T)", ()),
        ("from smartbooth.web.context import THEME_COOKIE\nanswer.set_cookie(THEME_COOKIE)", ("theme",)),
        ("answer.set_signed_cookie(settings.LANGUAGE_COOKIE_NAME)", ("language",)),
        ("def f(name):\n    answer.set_cookie(name)", ()),
        ("def f(name):\n    # sets: one, two\n    answer.set_cookie(name)", ("one", "two")),
        ('answer["Set-Cookie"] = value', ()),
        ('answer["Set-Cookie"] = value  # sets: extra', ("extra",)),
        ('x = b"set-cookie: extra=1; path=/"', ("extra",)),
    ],
)
def test_which_cookie_a_line_sets(source, text, names):
    assert source("a.py", text) == [(names, "cookie")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("document.cookie = 'a=1'", ((), "cookie")),
        ("document.cookie = 'a=1' // sets: a", (("a",), "cookie")),
        ("localStorage.setItem('a', 1)", ((), "localStorage")),
        ("localStorage.a = 1", ((), "localStorage")),
        ("sessionStorage['a'] = 1 // sets: a", (("a",), "sessionStorage")),
        ("const d = indexedDB.open('a')", ((), "indexedDB")),
    ],
)
def test_what_a_script_stores(source, text, found):
    assert source("page.js", text) == [found]
    assert source("page.html", f"<script>{text}\n</script>")[0] == found


@pytest.mark.parametrize(
    "text", ["const a = document.cookie", "x = document.cookie === 'a'", "localStorage.a === 1"]
)
def test_reading_sets_nothing(source, text):
    assert source("page.js", text) == []


def test_a_docstring_a_test_and_a_comparison_set_nothing(source):
    assert source("b.py", 'x = name == b"set-cookie"') == []
    assert source("a.py", '"""About Set-Cookie."""\ndef f():\n    """set-cookie"""') == []
    assert source("tests/test_a.py", 'answer.set_cookie("extra")') == []


def test_an_undeclared_cookie_is_named_with_its_line(declared):
    [problem] = checks._problems(checks.Setting("house/a.py", 7, ("extra",)))
    assert problem.id == "smartbooth.E141"
    assert "src/house/a.py:7" in problem.msg and "'extra'" in problem.msg
    cookies.declare(Cookie("ext*", "here", "now", "nothing", "a day"))
    assert list(checks._problems(checks.Setting("house/a.py", 7, ("extra",)))) == []
    assert list(checks._problems(checks.Setting("house/a.py", 7, ("extra",), "localStorage")))


def test_a_cookie_that_cannot_be_told_apart(declared):
    [problem] = checks._problems(checks.Setting("house/a.py", 7, ()))
    assert problem.id == "smartbooth.E142"


def test_a_declared_cookie_that_is_forgotten_where_it_is_set(declared):
    del cookies._declared["studio", "theme"]
    assert {problem.id for problem in checks.cookies()} == {"smartbooth.E141"}


def test_cookies_of_the_libraries_go_by_our_settings(declared, settings):
    settings.SESSION_COOKIE_NAME = "sid"
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
    names = {problem.msg.split("'")[1] for problem in checks.cookies()}
    assert names == {"sid", "messages"}


@pytest.mark.parametrize("part", ["where", "set_when", "holds", "life"])
def test_a_declaration_that_says_too_little(declared, part):
    said = {"where": "here", "set_when": "now", "holds": "nothing", "life": "a day"} | {part: " "}
    cookies.declare(Cookie("extra", **said))
    [problem] = checks._empty()
    assert problem.id == "smartbooth.E143" and part in problem.msg


def test_the_tests_themselves_refuse_an_undeclared_cookie():
    with pytest.raises(AssertionError, match="extra"):
        HttpResponse().set_cookie("extra", "1")
    HttpResponse().set_cookie("theme", "dark")
