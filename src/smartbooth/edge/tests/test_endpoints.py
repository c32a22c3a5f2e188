from datetime import UTC, datetime, timedelta

import pytest

from smartbooth.core import clock
from smartbooth.edge.table import Table
from smartbooth.edge.tests.conftest import AGENT, body, launch

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def test_a_first_visit_gets_a_variant_a_cookie_and_is_counted_by_the_pixel(ask):
    page = ask("/?utm_source=Newsletter&utm_campaign=Spring Sale", agent=PHONE)
    assert page.status == 200
    letter, hour, *rest = page.cookie.removeprefix("sb=").split("/")
    assert letter in "ab" and int(hour) == clock.hour()
    assert rest == ["newsletter", "spring-sale", "ZZ", "p", ""]
    pixel = ask("/seen.gif", cookie=page.cookie)
    assert pixel.status == 200 and pixel.body.startswith(b"GIF89a")
    assert pixel.cookie == page.cookie + "v"
    again = ask("/seen.gif", cookie=pixel.cookie)
    assert not again.cookies
    assert ask.kinds == [("served", "-"), ("view", "first"), ("view", "again")]
    event = ask.events[1]
    assert (event.variant, event.source, event.campaign, event.device) == (
        letter,
        "newsletter",
        "spring-sale",
        "p",
    )


def test_a_returning_visitor_keeps_the_variant_and_gets_no_new_cookie(ask):
    page = ask(cookie=f"sb=b/{clock.hour()}/google/-/FR/d/v")
    assert b"<title>b/</title>" in page.body and not page.cookies


def test_a_retired_variant_keeps_its_visitors_and_takes_no_new_ones(ask):
    assert b"<title>c/</title>" in ask(cookie=f"sb=c/{clock.hour()}/google/-/FR/d/v").body
    letters = {ask(peer=f"192.0.2.{n}").cookie[3] for n in range(60)}
    assert letters == {"a", "b"}


def test_weights_are_kept(edge, ask):
    edge.router.swap(Table([launch(splits=[(0, {"a": 3, "b": 1})])]))
    letters = [ask(peer=f"192.0.2.{n % 250}", agent=f"{AGENT} {n}").cookie[3] for n in range(400)]
    assert 240 < letters.count("a") < 350


def test_without_cookies_a_visitor_keeps_the_variant_for_the_day_only(ask, settings):
    noon = datetime(2026, 5, 3, 12, tzinfo=UTC)
    seen = []
    for day in range(12):
        with clock.at(noon + timedelta(days=day)):
            first, second = ask().cookie[3], ask().cookie[3]
            assert first == second
            seen.append(first)
            assert [path.name for path in settings.SALT.iterdir()] == [str(clock.day())]
    assert len(set(seen)) == 2


def test_a_malformed_cookie_is_counted_as_such_and_replaced(ask):
    page = ask(cookie="sb=<script>")
    assert page.status == 200 and page.cookie
    assert ask.kinds == [("drop", "malformed"), ("served", "-")]


def test_robots_see_the_control_without_a_cookie_and_count_as_dropped(ask):
    for agent in (ROBOT, "", "curl/8.5.0"):
        page = ask(agent=agent)
        assert b"<title>a/</title>" in page.body and not page.cookies
    assert ask.kinds == [("drop", "robot")] * 3


def test_a_page_loaded_ahead_is_dropped_and_counts_when_it_is_seen(ask):
    page = ask(sec_purpose="prefetch")
    assert page.status == 200
    ask("/seen.gif", cookie=page.cookie)
    assert ask.kinds == [("drop", "prefetch"), ("view", "first")]


def test_a_page_rendered_ahead_is_refused_so_that_its_pixel_does_not_load(ask):
    page = ask(sec_purpose="prefetch;prerender")
    assert page.status == 503 and not page.cookies
    assert ask.kinds == [("drop", "prefetch")]


def test_head_answers_like_get_and_counts_nothing(ask):
    visitor = f"sb=a/{clock.hour()}/google/-/FR/d/v"
    for path in ("/", "/seen.gif", "/go/buy", "/thanks", "/robots.txt"):
        head = ask(path, method="HEAD", cookie=visitor)
        assert head.status in (200, 303)
        assert not head.cookies
    for agent in (AGENT, ROBOT):
        assert not ask(method="HEAD", agent=agent, cookie="sb=broken").cookies
    assert not ask.events


def test_a_pixel_without_a_cookie_is_unmeasured(ask):
    ask("/seen.gif")
    event = ask.events[0]
    assert (event.kind, event.mark, event.variant, event.source) == ("view", "unmeasured", "-", "-")


def test_the_pixel_reads_nothing_but_the_cookie(ask):
    cookie = f"sb=a/{clock.hour()}/google/-/FR/d/"
    one = ask("/seen.gif", cookie=cookie, agent=AGENT, referer="https://x.com/", peer="192.0.2.1")
    two = ask("/seen.gif?a=b", cookie=cookie, agent=ROBOT, sec_purpose="prefetch", peer="198.51.100.9")
    assert (one.status, one.headers, one.body) == (two.status, two.headers, two.body)
    first, second = ask.events
    assert first == second


def test_a_click_counts_once_a_visitor_and_goes_where_the_variant_points(ask):
    visitor = f"sb=b/{clock.hour()}/google/-/FR/d/v"
    click = ask("/go/buy", cookie=visitor)
    assert (click.status, click.headers["location"]) == (303, "https://shop.example/b")
    assert click.cookie == visitor + "c"
    assert not ask("/go/buy", cookie=click.cookie).cookies
    assert ask.kinds == [("click", "first"), ("click", "again")]
    assert ask.events[0].target == "buy"


def test_the_button_that_the_launch_is_about_counts_once_a_visitor(edge, ask):
    edge.router.swap(Table([launch(goal="click", goal_button="more")]))
    visitor = f"sb=b/{clock.hour()}/google/-/FR/d/v"
    at_once = ask("/go/more", cookie=visitor)
    assert at_once.cookie == visitor + "cg"
    other = ask("/go/buy", cookie=visitor)
    later = ask("/go/more", cookie=other.cookie)
    assert (other.cookie, later.cookie) == (visitor + "c", visitor + "cg")
    for again in (at_once, later):
        assert not ask("/go/more", cookie=again.cookie).cookies
    assert not ask("/go/buy", cookie=later.cookie).cookies
    assert not ask("/go/more", cookie=visitor.removesuffix("v")).cookies
    assert not ask("/go/more", cookie=visitor + "n").cookies
    assert [mark for _kind, mark in ask.kinds] == [
        "first-chosen", "first", "again-chosen", "again", "again", "again", "unmeasured", "objection",
    ]  # fmt: skip


def test_only_whom_the_pixel_counted_becomes_a_clicker(ask):
    click = ask("/go/buy", cookie=f"sb=a/{clock.hour()}/google/-/FR/d/")
    assert click.status == 303 and not click.cookies
    ask("/go/buy")
    assert ask.kinds == [("click", "unmeasured")] * 2


def test_a_button_that_is_gone_leads_to_the_page(ask):
    click = ask("/go/old")
    assert (click.status, click.headers["location"]) == (303, "/")
    assert not ask.events


def test_a_button_of_the_other_variant_still_works(ask):
    click = ask("/go/more", cookie=f"sb=a/{clock.hour()}/google/-/FR/d/v")
    assert click.headers["location"] == "https://shop.example/m%C3%B6r%C3%AB"


def test_an_objection_is_kept_and_can_be_taken_back(ask):
    visitor = f"sb=a/{clock.hour()}/google/-/FR/d/v"
    told = ask("/uncount", method="POST", cookie=visitor, sec_fetch_site="same-origin")
    assert (told.status, told.headers["location"], told.cookie) == (303, "/uncounted", visitor + "n")
    assert b"<title>a/uncounted</title>" in ask("/uncounted", cookie=told.cookie).body
    ask(cookie=told.cookie)
    ask("/seen.gif", cookie=told.cookie)
    ask("/go/buy", cookie=told.cookie)
    assert ask.kinds == [("drop", "objection")] * 3
    back = ask("/count", method="POST", cookie=told.cookie)
    assert (back.status, back.headers["location"], back.cookie) == (303, "/", visitor)


def test_an_objection_without_a_visit_is_remembered_too(ask):
    told = ask("/uncount", method="POST")
    assert told.cookie.endswith("/-/-/ZZ/-/n")


@pytest.mark.parametrize(
    "header", [{"origin": "https://evil.example"}, {"sec_fetch_site": "cross-site"}, {"origin": "null"}]
)
def test_another_site_cannot_object_for_a_visitor(ask, header):
    answer = ask("/uncount", method="POST", **header)
    assert answer.status == 403 and not answer.cookies


def test_opening_the_objections_address_changes_nothing(ask):
    for path in ("/uncount", "/count"):
        answer = ask(path)
        assert answer.status == 303 and not answer.cookies
    assert not ask.events


def test_a_path_launch_lives_below_its_root(ask):
    page = ask("/borealis/", host="pages.localhost")
    assert page.status == 200 and "; Path=/borealis/;" in page.cookies[0]
    bare = ask("/borealis?utm_source=x", host="pages.localhost")
    assert (bare.status, bare.headers["location"]) == (308, "/borealis/?utm_source=x")
    assert ask("/borealis/seen.gif", host="pages.localhost").status == 200


@pytest.mark.parametrize(
    ("host", "status", "words"),
    [
        ("other.example", 404, "Nothing lives"),
        ("unknown.localhost", 404, "nothing here yet"),
        ("pages.localhost", 404, "nothing here yet"),
        ("aurora.localhost:8000", 200, "<title>"),
        ("AURORA.localhost.", 200, "<title>"),
        ("", 400, "cannot be read"),
        ("a b", 400, "cannot be read"),
        ("\xff\xfe", 400, "cannot be read"),
    ],
)
def test_hosts(ask, host, status, words):
    answer = ask(host=host.encode("latin-1"))
    assert answer.status == status and words in answer.body.decode()


def test_errors_speak_the_browsers_language(ask):
    french = ask(host="unknown.localhost", accept_language="fr-FR,fr;q=0.9,en;q=0.8")
    assert french.headers["content-language"] == "fr"
    assert ask(host="unknown.localhost", accept_language="de").headers["content-language"] == "en"


@pytest.mark.parametrize("path", ["/%", "/%zz", "/a%0", "/%00", "/lead%00"])
def test_malformed_escapes_are_told_so(ask, path):
    assert ask(path).status == 400
    assert ask(path, host="localhost").status == 400


@pytest.mark.parametrize(
    "path", ["/nothing", "/%ff%fe", "/i/../../secrets", "/i/x.png", "/card.png", "/i/%2e%2e", "/\xff"]
)
def test_what_is_not_there_is_a_404(ask, path):
    assert ask(path).status == 404


def test_an_escaped_address_is_the_same_address(ask):
    assert ask("/seen%2Egif").headers["content-type"] == "image/gif"


def test_other_methods_are_refused(ask):
    answer = ask("/", method="PUT")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert ask("/thanks", method="POST").status == 405
    assert ask("/lead", method="DELETE").status == 405


def test_the_form_and_the_studio_are_djangos(ask):
    form = ask("/lead", method="POST", data=b"email=x")
    assert form.headers["x-launch"] == "launch1" and form.body == b"|/lead|192.0.2.7|7"
    below = ask("/borealis/lead", method="POST", host="pages.localhost")
    assert below.headers["x-launch"] == "launch2" and below.body.startswith(b"/borealis|/lead|")
    assert ask("/launches/", host="localhost").headers["x-launch"] == "none"


def test_a_form_beyond_the_limit_never_reaches_django(ask, settings):
    settings.FORM_LIMIT = 1000
    for headers in ({"content_length": "1001"}, {}):
        answer = ask("/lead", method="POST", data=b"x" * 1001, **headers)
        assert answer.status == 413 and "x-launch" not in answer.headers
    assert ask("/x", method="POST", host="localhost", data=b"x" * 5000).status == 200


def test_the_client_behind_our_proxies_is_what_the_outermost_saw(ask, settings):
    settings.TRUSTED_PROXY_COUNT = 1
    answer = ask("/lead", method="POST", x_forwarded_for="203.0.113.9, 198.51.100.4")
    assert answer.body == b"|/lead|198.51.100.4|0"
    settings.TRUSTED_PROXY_COUNT = 0
    assert b"192.0.2.7" in ask("/lead", method="POST", x_forwarded_for="203.0.113.9").body


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        (None, None), ("", None), ("gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("*", "br"), ("br;q=0, *", "zstd"), ("identity", None), ("GZIP", "gzip"), ("br;q=nonsense, gzip;q=0.1", "gzip"),
        ("identity;q=0", None), ("zstd", "zstd"),
    ],
)  # fmt: skip
def test_the_page_comes_in_the_best_accepted_coding(ask, accepted, coding):
    page = ask(cookie=f"sb=a/{clock.hour()}/google/-/FR/d/v", accept_encoding=accepted)
    assert page.headers.get("content-encoding") == coding
    assert page.body == getattr(body("a/"), coding or "identity")
    assert page.headers["vary"] == "accept-encoding"
    assert int(page.headers["content-length"]) == len(page.body)


def test_replay_forces_the_variant_only_with_the_token(ask, settings):
    given = {"smartbooth_replay": "secret b"}
    assert {ask(**given, peer=f"192.0.2.{n}").cookie[3] for n in range(40)} == {"a", "b"}
    settings.REPLAY_TOKEN = "secret"
    assert {ask(**given, peer=f"192.0.2.{n}").cookie[3] for n in range(40)} == {"b"}
    assert {ask(smartbooth_replay="wrong b", peer=f"192.0.2.{n}").cookie[3] for n in range(40)} == {"a", "b"}


def test_every_answer_carries_the_security_headers(ask):
    for reply in (
        ask(),
        ask("/seen.gif"),
        ask("/go/buy"),
        ask("/nothing"),
        ask(host="x.example"),
        ask("/robots.txt"),
    ):
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "referrer-policy" in reply.headers


def test_before_the_first_load_an_unknown_page_may_only_be_late(edge, ask):
    edge.router.swap(Table(ready=False))
    answer = ask()
    assert answer.status == 503 and answer.headers["retry-after"]


def test_who_visited_another_launch_at_this_address_is_a_new_visitor_of_this_one(edge, ask):
    edge.router.swap(Table([launch(since=clock.hour())]))
    before = f"sb=b/{clock.hour() - 30}/secret-campaign/-/FR/d/vcl"
    page = ask(cookie=before)
    assert page.cookie and "secret-campaign" not in page.cookie
    assert ask("/seen.gif", cookie=page.cookie).cookie.endswith("/v")
    assert ask.kinds == [("served", "-"), ("view", "first")]
    assert not {"secret-campaign"} & {event.source for event in ask.events}
    refusal = f"sb=b/{clock.hour() - 30}/x/-/FR/d/vn"
    assert not ask(cookie=refusal).cookies and ask.kinds[-1] == ("drop", "objection")


def test_a_clock_that_went_back_behind_the_publication_loses_no_visitor(edge, ask):
    edge.router.swap(Table([launch(since=clock.hour())]))
    with clock.at(clock.now() - timedelta(hours=5)):
        page = ask()
        seen = ask("/seen.gif", cookie=page.cookie)
        assert ask(cookie=seen.cookie).cookies == []
    assert ask.kinds == [("served", "-"), ("view", "first"), ("served", "-")]
