from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from smartbooth.core import clock
from smartbooth.experiments.asked import Asked
from smartbooth.experiments.moments import marks
from smartbooth.experiments.period import monday, number, settle
from smartbooth.tallies.queries import Filter

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 4, 23, 30, tzinfo=UTC)  # already the 5th in Paris


def asked(query: str) -> Asked:
    return Asked.read(QueryDict(query))


def settled(query: str, begun: datetime | None, zone=PARIS):
    with clock.at(NOW):
        return settle(asked(query), None if begun is None else int(begun.timestamp() // 3600), zone)


def test_what_is_asked():
    found = asked("period=custom&from=2026-05-09&to=2026-05-03&show=rate&grain=week&source=google&device=p")
    assert (found.begin, found.end) == (date(2026, 5, 3), date(2026, 5, 9))
    assert (found.show, found.grain) == ("rate", "week")
    assert found.filter == Filter(source="google", device="p")


@pytest.mark.parametrize(
    "query",
    ["", "period=never", "period=custom", "period=custom&from=yesterday&to=2026-02-31", "show=<b>", "grain=minute",
     "variant=ab", "country=FRA", "device=phone", "source=" + "x" * 41, "source=%00", "campaign="],
)  # fmt: skip
def test_nonsense_is_the_usual_page(query):
    assert asked(query) == Asked()


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_query_is_read(key, value):
    assert Asked.read({key: value, "from": value, "period": "custom", "to": value}).period in ("all", "custom")


def test_links_change_one_thing_and_read_back():
    start = asked("period=7d&source=google&show=rate")
    assert asked(start.link(country="FR")[1:]) == asked("period=7d&source=google&show=rate&country=FR")
    assert asked(start.link(source=None)[1:]) == asked("period=7d&show=rate")
    assert asked(start.link(period="today")[1:]).filter.source == "google"
    custom = asked("period=custom&from=2026-05-03&to=2026-05-09&grain=day")
    assert asked(custom.link(period="7d")[1:]) == asked("period=7d")
    assert Asked().link() == "?"


def test_today_is_the_readers():
    period = settled("period=today", datetime(2026, 10, 1, tzinfo=UTC))
    assert (period.first, period.last) == (date(2026, 11, 5), date(2026, 11, 5))
    assert period.grain == "hour"
    assert [clock.hour_start(slot) for slot in period.slots] == [datetime(2026, 11, 4, 23, tzinfo=UTC)]
    assert period.open_end


def test_since_the_start_begins_with_the_first_event():
    begun = datetime(2026, 11, 4, 20, tzinfo=UTC)
    period = settled("", begun)
    assert (period.grain, len(period.slots)) == ("hour", 4)  # no zeros for the time before it existed
    assert settled("period=today", datetime(2026, 11, 4, 23, tzinfo=UTC)).slots == period.slots[-1:]


def test_grains_follow_the_length():
    long_ago = datetime(2025, 1, 1, tzinfo=UTC)
    assert settled("period=7d", long_ago).grains == ("hour", "day")
    assert settled("period=30d", long_ago).grains == ("day", "week")
    assert settled("", long_ago).grain == "week"
    assert settled("period=7d&grain=hour", long_ago).grain == "hour"
    assert settled("period=30d&grain=hour", long_ago).grain == "day"
    old = "period=custom&from=2026-09-01&to=2026-09-02&source=google"
    assert settled(old, long_ago).grain == "day"  # the hours of that cross are gone
    assert settled(old.removesuffix("&source=google"), long_ago).grain == "hour"


def test_custom_days_stay_within_what_there_is():
    period = settled("period=custom&from=1999-01-01&to=2099-01-01", datetime(2026, 10, 30, tzinfo=UTC))
    assert (period.first, period.last) == (date(2026, 10, 30), date(2026, 11, 5))
    future = settled("period=custom&from=2026-12-01&to=2026-12-03", datetime(2026, 10, 30, tzinfo=UTC))
    assert future.first == future.last == date(2026, 11, 5)
    before = settled("period=custom&from=2026-01-01&to=2026-01-02", datetime(2026, 10, 30, tzinfo=UTC))
    assert before.slots == ()
    assert not before.open_end


def test_nothing_yet():
    period = settled("", None)
    assert period.slots == ()


@settings(deadline=None)
@given(st.integers(0, 40000))
def test_weeks_begin_on_monday(day):
    assert 0 <= day - monday(day) < 7
    assert date.fromordinal(date(1970, 1, 1).toordinal() + monday(day)).weekday() == 0
    assert number(date(1970, 1, 2)) == 1


@pytest.mark.parametrize("days", [2, 5, 9, 13, 14, 20, 27, 40])
@pytest.mark.parametrize("most", [4, 7, 11])
def test_an_axis_names_no_more_days_than_it_has_room_for(days, most):
    period = settled("period=all", NOW - timedelta(days=days - 1))
    if period.grain == "day":
        assert 0 < len(marks(period, most)) <= most
