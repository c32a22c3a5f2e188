from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Sum

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.launches.models import Publication
from smartbooth.tallies import queries, retention
from smartbooth.tallies.models import Cohort, Cross, Drop, Hourly, Name, Target
from smartbooth.tallies.rollup import MARGINS, forget, rollup

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)


@pytest.fixture
def counted(world, settings):
    """Two sources and countries in each of three hours a day, for 12 days."""
    settings.CROSS_HOURS_DAYS = 8
    today = int(NOW.timestamp()) // 86400
    with everywhere():
        for day in range(today - 11, today + 1):
            for hour in (0, 7, 23):
                for source, country in (("google", "FR"), ("google", "DE"), ("x", "FR")):
                    Cross.objects.create(
                        workspace=world.workspace.pk, launch=world.launch.pk, variant="a", grain="h",
                        bucket=day * 24 + hour, source=source, campaign="-", country=country, device="p",
                        views=3, visitors=2, clicks=1,
                    )  # fmt: skip
    return world


def rolled(moment=NOW):
    with clock.at(moment):
        return rollup()


def sums(**where):
    with everywhere():
        return Cross.objects.filter(**where).aggregate(v=Sum("views"), n=Sum("visitors"), c=Sum("clicks"))


def test_old_hours_become_days_and_no_count_is_lost(counted):
    before = sums()
    rolled()
    assert sums() == before
    today = int(NOW.timestamp()) // 86400
    with everywhere():
        days = Cross.objects.filter(grain="d")
        assert set(days.values_list("bucket", flat=True)) == {today - n for n in (8, 9, 10, 11)}
        assert days.count() == 4 * 3
        assert Cross.objects.filter(grain="h").order_by("bucket")[0].bucket == (today - 7) * 24
    assert rolled() == 0


def test_late_hours_are_added_to_their_day(counted):
    rolled()
    before = sums(grain="d")
    with everywhere():
        row = Cross.objects.filter(grain="d", source="x").first()
        row.pk, row.grain, row.bucket = None, "h", row.bucket * 24 + 5
        row.save()
    rolled()
    assert sums(grain="d")["v"] == before["v"] + row.views


def publish(world, ended):
    with everywhere():
        Publication.objects.create(
            workspace=world.workspace, launch=world.launch, number=1, manifest={}, documents={}, ended_at=ended
        )


def test_a_launch_that_is_over_keeps_one_sum_a_dimension(counted, monkeypatch):
    monkeypatch.setattr("smartbooth.tallies.rollup.WORTH", 2)
    publish(counted, NOW - timedelta(days=31))
    before = sums()
    rolled(NOW + timedelta(days=20))
    with everywhere():
        assert not Cross.objects.filter(grain__in=["h", "d"]).exists()
    for grain in MARGINS.values():
        assert sums(grain=grain) == before
    with everywhere():
        one_day = Cross.objects.filter(bucket=int(NOW.timestamp()) // 86400)
        assert dict(one_day.filter(grain="s").values_list("source", "visitors")) == {"google": 12, "x": 6}
        assert dict(one_day.filter(grain="l").values_list("country", "visitors")) == {"FR": 12, "DE": 6}
        assert set(one_day.filter(grain="s").values_list("campaign", "country", "device")) == {("*", "*", "*")}


def test_a_quiet_day_stays_crossed_because_its_margins_would_be_more_rows(counted):
    publish(counted, NOW - timedelta(days=31))
    rolled(NOW + timedelta(days=20))
    with everywhere():
        assert set(Cross.objects.values_list("grain", flat=True)) == {"d"}


def test_results_read_margins_as_they_read_days(counted, monkeypatch):
    monkeypatch.setattr("smartbooth.tallies.rollup.WORTH", 2)
    today = int(NOW.timestamp()) // 86400
    place = counted.workspace, counted.launch.pk
    later = NOW + timedelta(days=20)

    def read():
        with clock.at(later), within(place[0]):
            span = queries.Span.of(today - 11, today, UTC)
            by = [queries.by_dimension(place[1], span, queries.Filter(), name) for name in queries.DIMENSIONS]
            one = queries.Filter(source="google")
            return by, queries.by_time(place[1], span, one, queries.DAY, UTC)

    rolled(later)
    before = read()
    publish(counted, NOW - timedelta(days=31))
    rolled(later)
    with everywhere():
        assert not Cross.objects.filter(grain="d").exists()
    assert read() == before and before[0][0]["google"].visitors == 12 * 12


@pytest.mark.parametrize("ended", [None, NOW - timedelta(days=20)])
def test_a_launch_that_is_live_or_was_lately_keeps_its_cross(counted, ended):
    publish(counted, ended)
    rolled()
    with everywhere():
        assert Cross.objects.filter(grain="d").exists()
        assert not Cross.objects.filter(grain__in=MARGINS.values()).exists()


def test_after_25_months_counts_are_gone(counted, settings):
    place = {"workspace": counted.workspace.pk, "launch": counted.launch.pk}
    hour = int(NOW.timestamp()) // 3600
    with everywhere():
        Hourly.objects.create(**place, variant="a", hour=hour)
        Cohort.objects.create(**place, variant="a", hour=hour)
        Target.objects.create(**place, variant="a", day=hour // 24, button="x")
        Drop.objects.create(**place, day=hour // 24, reason="robot")
        rolled(NOW + timedelta(days=settings.TALLY_MONTHS * 30))
        while retention.sweep(NOW + timedelta(days=settings.TALLY_MONTHS * 30)):
            pass
        assert Hourly.objects.exists()
        late = NOW + timedelta(days=settings.TALLY_MONTHS * 31)
        assert retention.overdue(late) > 4
        while retention.sweep(late):
            pass
        for model in (Hourly, Cohort, Cross, Target, Drop):
            assert not model.objects.exists(), model
        assert retention.overdue(late) == 0


def test_counts_of_a_launch_that_is_gone_end_as_well(world):
    with everywhere():
        Hourly.objects.create(workspace="-", launch="gone", variant="a", hour=1)
        Cross.objects.create(
            workspace="-", launch="gone", variant="a", grain="s", bucket=1, source="x", campaign="*", country="*",
            device="*",
        )  # fmt: skip
        while retention.sweep(NOW):
            pass
        assert not Hourly.objects.exists() and not Cross.objects.exists()


def test_forgetting_a_launch_leaves_no_count_of_it_and_all_of_others(counted):
    place = {"workspace": counted.workspace.pk, "launch": counted.launch.pk}
    with everywhere():
        for launch in (place, place | {"launch": "other"}):
            Name.objects.create(**launch, kind="source", name="google")
        forget(**place)
        assert not Cross.objects.filter(**place).exists()
        assert Name.objects.get().launch == "other"
