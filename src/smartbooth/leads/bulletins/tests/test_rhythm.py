"""Days end at 8:00 and weeks on Monday, by the clock on the wall, also when that is changed."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.leads.bulletins.rhythm import COME, DAILY, WEEKLY, ends, following, last
from tests.world import paris

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("rhythm", "now", "before", "after"),
    [
        (DAILY, (2026, 5, 3, 7, 59), (2026, 5, 2, 8), (2026, 5, 3, 8)),
        (DAILY, (2026, 5, 3, 8, 0), (2026, 5, 3, 8), (2026, 5, 4, 8)),
        (DAILY, (2026, 1, 1, 0, 30), (2025, 12, 31, 8), (2026, 1, 1, 8)),
        (WEEKLY, (2026, 5, 4, 7, 59), (2026, 4, 27, 8), (2026, 5, 4, 8)),  # a Monday
        (WEEKLY, (2026, 5, 4, 8, 0), (2026, 5, 4, 8), (2026, 5, 11, 8)),
        (WEEKLY, (2026, 5, 10, 23, 0), (2026, 5, 4, 8), (2026, 5, 11, 8)),
        (DAILY, (2026, 3, 29, 8, 0), (2026, 3, 29, 8), (2026, 3, 30, 8)),
        (WEEKLY, (2026, 10, 25, 12, 0), (2026, 10, 19, 8), (2026, 10, 26, 8)),
        (COME, (2026, 5, 3, 7, 59), (2026, 5, 3, 7, 59), (2026, 5, 3, 7, 59)),
    ],
)
def test_when_a_period_ends(rhythm, now, before, after):
    assert (last(rhythm, paris(*now)), following(rhythm, paris(*now))) == (paris(*before), paris(*after))


def test_the_days_on_which_clocks_change_are_shorter_and_longer():
    spring = ends(DAILY, paris(2026, 3, 30, 8), 2)
    autumn = ends(DAILY, paris(2026, 10, 26, 8), 2)
    assert [a - b for a, b in itertools.pairwise(spring)] == [24 * HOUR, 23 * HOUR]
    assert [a - b for a, b in itertools.pairwise(autumn)] == [24 * HOUR, 25 * HOUR]
    assert ends(WEEKLY, paris(2026, 3, 30, 8), 1)[1] == paris(2026, 3, 23, 8)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
    st.sampled_from([DAILY, WEEKLY]),
)
def test_periods_follow_each_other_without_a_gap(moment, rhythm):
    begun, end = last(rhythm, moment), following(rhythm, moment)
    assert begun <= moment < end
    assert ends(rhythm, end, 1) == [end, begun]
    assert last(rhythm, end) == end and last(rhythm, end - timedelta(microseconds=1)) == begun


def test_another_zone(settings):
    settings.TIME_ZONE = "America/Los_Angeles"
    assert last(DAILY, datetime(2026, 5, 3, 15, 0, tzinfo=UTC)) == datetime(2026, 5, 3, 15, 0, tzinfo=UTC)
