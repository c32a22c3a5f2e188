import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.edge import origins, robots
from smartbooth.edge.names import Names
from smartbooth.journal.lines import NAME


@pytest.mark.parametrize(
    ("referrer", "source"),
    [
        ("", "direct"),
        ("https://www.google.fr/", "google"),
        ("https://www.google.co.uk/search?q=x", "google"),
        ("android-app://com.google.android.gm/", "gmail"),
        ("https://t.co/abc", "x"),
        ("https://l.facebook.com/l.php?u=x", "facebook"),
        ("https://news.ycombinator.com/item?id=1", "hackernews"),
        ("https://aurora.localhost/thanks", "direct"),
        ("https://blog.someone.example/post", "someone.example"),
        ("https://jean.dupont.gouv.fr/", "dupont.gouv.fr"),
        ("http://192.0.2.1/", "other"),
        ("http://[2001:db8::1]/", "other"),
        ("http://intranet/", "other"),
        ("http://[broken", "other"),
        ("about:blank", "direct"),
    ],
)
def test_referrers(referrer, source):
    assert origins.referrer(referrer.encode(), "aurora.localhost") == source


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Newsletter", "newsletter"),
        ("Spring Sale 2026", "spring-sale-2026"),
        ("jane@example.org", "other"),
        ("0612345678", "other"),
        ("d41d8cd98f00b204e9800998ecf8427e", "other"),
        ("aGVsbG8gd29ybGQhIHRoaXM3", "other"),
        ("x" * 41, "other"),
        ("été", "other"),
        ("-", "other"),
    ],
)
def test_names_that_could_tell_of_a_person_are_other(given, name):
    assert origins.name(given) == name


@given(st.binary(max_size=300))
def test_any_query_and_referrer_give_sound_names(raw):
    import re

    source, campaign = origins.tags(b"utm_source=" + raw + b"&utm_campaign=" + raw)
    for name in (source or "-", campaign, origins.referrer(b"https://" + raw, "h"), origins.referrer(raw, "h")):
        assert re.fullmatch(rf"{NAME}|-", name, re.ASCII)


def test_names_are_bounded(settings):
    settings.NAMES_PER_LAUNCH = 3
    names = Names()
    names.learn("launch", "source", "known")
    admitted = [names.admit("launch", "source", f"site{n}") for n in range(5)]
    assert admitted == ["site0", "site1", "other", "other", "other"]
    assert names.admit("launch", "source", "known") == "known"
    assert names.admit("launch", "source", "direct") == "direct"
    assert names.admit("elsewhere", "source", "site9") == "site9"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148", "p"),
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/130 Mobile Safari/537.36", "p"),
        ("Mozilla/5.0 (Linux; Android 13; SM-X710) Chrome/130 Safari/537.36", "t"),
        ("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X)", "t"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15", "d"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Firefox/120.0", "d"),
        ("Something else", "-"),
    ],
)
def test_devices(agent, device):
    assert robots.device(agent) == device
    assert not robots.is_robot(agent)


@given(st.binary(max_size=600))
def test_any_agent_can_be_judged(raw):
    robot, device = robots.judge(raw)
    assert device in "ptd-" and robot in (True, False)
