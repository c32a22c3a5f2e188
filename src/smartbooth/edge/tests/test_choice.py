"""Remarketing at the edge: three forms of a page, an answer that is remembered, a signal that outweighs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from smartbooth.core import clock
from smartbooth.edge import choice
from smartbooth.edge.http import Answer, Head, Request
from smartbooth.edge.table import Launch, Table
from smartbooth.edge.tests.conftest import AGENT, HALVES, HOST, bodies, manifest

FORMS = ("", "ask", "signal", "thanks", "uncounted")


def asking(**changes) -> Launch:
    made = manifest(google_tag="AW-123456789", **changes)
    for variant in made["variants"]:
        variant["pages"] = {
            path: {"digest": f"{variant['letter']}/{path or 'plain'}", "headers": []} for path in FORMS
        }
    return Launch(made, bodies(made), HALVES)


@pytest.fixture
def ask(ask, edge):
    edge.router.swap(Table([asking(), asking(launch="launch2", host="pages.localhost", root="/borealis/")]))
    return ask


def form(reply) -> str:
    return reply.body.decode().split("/")[1].split("<")[0]


def mark(reply, signs: str) -> str:
    return reply.cookie.rpartition("/")[0] + "/" + signs


def test_who_may_be_asked_is_asked(ask):
    first = ask()
    assert form(first) == "ask"
    assert form(ask(cookie=first.cookie)) == "ask"
    for signs in ("v", "vc"):
        assert form(ask(cookie=mark(first, signs))) == "ask"


def test_who_has_finished_or_objects_is_not(ask):
    first = ask()
    for signs in ("vl", "vcl", "n", "vn"):
        assert form(ask(cookie=mark(first, signs))) == "plain"


def test_robots_get_the_page_without(ask):
    assert form(ask(agent="Googlebot/2.1 (+http://www.google.com/bot.html)")) == "plain"


@pytest.mark.parametrize(
    ("value", "heard"), [("1", True), ("0", False), ("true", False), ("1, 1", False), ("", False)]
)
def test_the_signal_is_exactly_one(ask, value, heard):
    assert form(ask(sec_gpc=value)) == ("signal" if heard else "ask")


def test_the_signal_changes_nothing_where_nobody_asks(ask, edge):
    made = manifest()
    edge.router.swap(Table([Launch(made, bodies(made))]))
    first = ask()
    assert ask(sec_gpc="1", cookie=first.cookie).body == first.body
    assert "sec-gpc" not in ask(sec_gpc="1").headers["vary"]


def test_either_answer_is_remembered_six_months(ask):
    for path, said in (("agree", "yes.AW-123456789"), ("refuse", "no")):
        reply = ask(f"/{path}", "POST", sec_fetch_site="same-origin")
        assert (reply.status, reply.headers["location"]) == (303, "/")
        assert reply.cookies == [f"choice={said}; Path=/; Max-Age={182 * clock.DAY}; SameSite=Lax"]
    (there,) = ask("/borealis/refuse", "POST", host="pages.localhost", sec_fetch_site="same-origin").cookies
    assert "Path=/borealis/;" in there


def test_another_sites_form_says_nothing(ask):
    for path in ("/agree", "/refuse"):
        assert ask(path, "POST", sec_fetch_site="cross-site").status == 403
        assert ask(path, "POST", origin="https://elsewhere.example").status == 403


def test_opening_them_changes_nothing(ask):
    for path in ("/agree", "/refuse"):
        reply = ask(path)
        assert (reply.status, reply.headers["location"], reply.cookies) == (303, "/", [])


def test_the_signal_outweighs_a_yes(ask):
    assert ask("/agree", "POST", sec_fetch_site="same-origin", sec_gpc="1").cookies == []
    assert form(ask(cookie="choice=yes", sec_gpc="1")) == "signal"


def test_a_yes_is_taken_only_where_it_is_asked(ask, edge):
    made = manifest()
    edge.router.swap(Table([Launch(made, bodies(made))]))
    assert ask("/agree", "POST", sec_fetch_site="same-origin").cookies == []
    # a page opened before the owner ended it can still refuse
    assert ask("/refuse", "POST", sec_fetch_site="same-origin").cookies[0].startswith("choice=no;")


THEIRS = "_gcl_au=1.1.77; other=x; _ga=GA1.1.5; _ga_X1Y2=GS1.1; gax=1; my_ga=1"


def ended(reply) -> set[str]:
    return {line.partition("=")[0] for line in reply.cookies if "Max-Age=0" in line}


@pytest.mark.parametrize(
    "request_",
    [
        {"path": "/refuse", "method": "POST", "sec_fetch_site": "same-origin"},
        {"path": "/", "sec_gpc": "1"},
        {"path": "/thanks"},
        {"path": "/uncounted"},
    ],
)
def test_what_google_set_ends_with_the_consent(ask, request_):
    reply = ask(cookie=THEIRS, **request_)
    assert ended(reply) == {"_gcl_au", "_ga", "_ga_X1Y2"}
    assert "_gcl_au=; Path=/; Max-Age=0" in reply.cookies
    assert "_gcl_au=; Path=/; Max-Age=0; Domain=aurora.localhost" in reply.cookies


def test_it_ends_for_who_has_finished(ask):
    first = ask()
    assert ended(ask(cookie=f"{mark(first, 'vl')}; {THEIRS}")) == {"_gcl_au", "_ga", "_ga_X1Y2"}
    assert not ended(ask(cookie=f"{first.cookie}; choice=yes; {THEIRS}"))


@given(some.binary(max_size=400))
def test_whatever_the_cookie_header_holds(raw):
    answer = Answer(Head(200, []))
    request = Request(b"GET", HOST.encode(), b"/", b"", {b"cookie": raw, b"user-agent": AGENT.encode()}, "")
    taken = choice.taken_back(answer, request)
    assert len(taken.head.pairs) <= choice.MOST * 3
