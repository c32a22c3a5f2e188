"""The clocks of the law, for every day there is."""

import calendar
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.registry.subjects import Region
from smartbooth.rights.clocks import Law, business_days, extended, limits, months, year_before
from smartbooth.rights.kinds import Kind, law

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("received", "count", "due"),
    [
        (utc(2026, 5, 3, 14), 1, utc(2026, 6, 3, 14)),
        (utc(2026, 1, 31), 1, utc(2026, 2, 28)),
        (utc(2028, 1, 31), 1, utc(2028, 2, 29)),  # a leap year
        (utc(2026, 12, 31, 23, 59), 1, utc(2027, 1, 31, 23, 59)),
        (utc(2026, 11, 30), 3, utc(2027, 2, 28)),
    ],
)
def test_months(received, count, due):
    assert months(received, count) == due


@given(MOMENTS, st.integers(0, 40))
def test_a_month_on_is_the_same_day_or_the_last(moment, count):
    later = months(moment, count)
    assert (later.year * 12 + later.month) - (moment.year * 12 + moment.month) == count
    assert later.time() == moment.time()
    last = calendar.monthrange(later.year, later.month)[1]
    assert later.day == min(moment.day, last)


@given(MOMENTS, st.integers(0, 40))
def test_working_days_are_counted_one_by_one(moment, count):
    later = business_days(moment, count)
    days = (later.date() - moment.date()).days
    between = [(moment + timedelta(days=day)).weekday() for day in range(1, days + 1)]
    assert sum(weekday < 5 for weekday in between) == count
    assert not count or later.weekday() < 5
    assert later.time() == moment.time()


def test_ten_working_days_from_a_friday():
    assert business_days(utc(2026, 5, 1, 9), 10) == utc(2026, 5, 15, 9)  # the first was a Friday
    assert business_days(utc(2026, 5, 2, 9), 10) == utc(2026, 5, 15, 9)  # a Saturday


@given(MOMENTS, st.sampled_from(Law))
def test_every_clock_runs_forward_and_its_extension_further(moment, one):
    found, last = limits(one, moment), extended(one, moment)
    assert found.due_by > moment
    assert found.acknowledge_by is None or moment < found.acknowledge_by < found.due_by
    assert last is None or last > found.due_by


@pytest.mark.parametrize(
    ("one", "due"),
    [
        (Law.GDPR, utc(2026, 6, 15, 10)),
        (Law.CCPA, utc(2026, 6, 29, 10)),
        (Law.CCPA_OPT_OUT, utc(2026, 6, 5, 10)),
        (Law.SHINE_THE_LIGHT, utc(2026, 6, 14, 10)),
        (Law.CHILD, utc(2026, 5, 18, 10)),
    ],
)
def test_each_law(one, due):
    assert limits(one, utc(2026, 5, 15, 10)).due_by == due


def test_extensions():
    assert extended(Law.GDPR, utc(2026, 5, 15)) == utc(2026, 8, 15)
    assert extended(Law.CCPA, utc(2026, 5, 15)) == utc(2026, 8, 13)
    assert extended(Law.CHILD, utc(2026, 5, 15)) is None
    assert extended(Law.SHINE_THE_LIGHT, utc(2026, 5, 15)) is None


@given(MOMENTS)
def test_the_year_before(moment):
    start, end = year_before(moment)
    assert start < end <= moment
    assert (start.year, end.year) == (moment.year - 1, moment.year)
    assert (start.month, start.day, end.month, end.day) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("kind", "region", "found"),
    [
        (Kind.ACCESS, Region.EU, Law.GDPR),
        (Kind.ACCESS, Region.OTHER, Law.GDPR),
        (Kind.ERASURE, Region.US, Law.CCPA),
        (Kind.OPT_OUT, Region.US, Law.CCPA_OPT_OUT),
        (Kind.OPT_OUT, Region.EU, Law.GDPR),
        (Kind.SHINE_THE_LIGHT, Region.EU, Law.SHINE_THE_LIGHT),
        (Kind.CHILD, Region.US, Law.CHILD),
    ],
)
def test_whose_clock(kind, region, found):
    assert law(kind, region) is found
