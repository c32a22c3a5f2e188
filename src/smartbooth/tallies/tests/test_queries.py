"""Reading against a plain reference: whatever happened, whatever was rolled up, sums are the events'."""

import random
from collections import Counter
from datetime import UTC, datetime
from operator import itemgetter
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from smartbooth.accounts.tenancy import ScopeError, within
from smartbooth.core import clock
from smartbooth.tallies import queries
from smartbooth.tallies.cohorts import CohortCount, cohorts
from smartbooth.tallies.models import Cohort, Cross, Drop, Hourly, Target
from smartbooth.tallies.queries import DAY, DIMENSIONS, HOUR, Count, Filter, Span

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 4, 22, 40, tzinfo=UTC)  # ten days after Paris left summer time
TODAY = int(NOW.timestamp()) // 86400
ZONES = [
    ZoneInfo(name) for name in ("UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
]


def events(seed: int, number: int) -> list[dict[str, object]]:
    """`number` anonymous events of the last 40 days, with the columns of Cross and one count each."""
    draw = random.Random(seed)
    hour = int(NOW.timestamp()) // 3600
    return [
        {
            "hour": hour - int(draw.expovariate(1 / 150)) % (40 * 24), "variant": draw.choice("abc"),
            "source": draw.choice(["direct", "google", "other"]), "campaign": draw.choice(["-", "spring"]),
            "country": draw.choice(["FR", "US", "ZZ"]), "device": draw.choice("ptd-"),
            "what": draw.choice(queries.CROSSED), "count": draw.randint(1, 5),
        }
        for _ in range(number)
    ]  # fmt: skip


def store(world, happened: list[dict[str, object]]) -> None:
    """As the fold and its roll-up leave it: Cross by hour since the horizon, by UTC day before."""
    hourly: Counter = Counter()
    cross: Counter = Counter()
    for e in happened:
        hourly[(e["variant"], e["hour"]), e["what"]] += e["count"]
        old = e["hour"] // 24 < TODAY - 8
        place = ("d", e["hour"] // 24) if old else ("h", e["hour"])
        cross[(*place, e["variant"], *(e[d] for d in DIMENSIONS)), e["what"]] += e["count"]
    owner = {"workspace": world.workspace.pk, "launch": world.launch.pk}
    for model, counted, columns in (
        (Hourly, hourly, ("variant", "hour")),
        (Cross, cross, ("grain", "bucket", "variant", *DIMENSIONS)),
    ):
        rows: dict[tuple, dict] = {}
        for (key, what), n in counted.items():
            rows.setdefault(key, dict(zip(columns, key, strict=True)) | owner)[what] = n
        model.objects.bulk_create(model(**row) for row in rows.values())


def matches(e: dict[str, object], span: Span, chosen: Filter, without: str = "") -> bool:
    return span.start <= e["hour"] < span.end and all(e[k] == v for k, v in chosen.where(without).items())


def summed(happened, key) -> dict[object, Count]:
    found: dict[object, Count] = {}
    for e in happened:
        found[key(e)] = found.get(key(e), Count()) + Count(**{e["what"]: e["count"]})
    return found


choices = st.builds(
    Filter,
    variant=st.sampled_from([None, "a", "b"]),
    source=st.sampled_from([None, "google", "absent"]),
    campaign=st.sampled_from([None, "-"]),
    country=st.sampled_from([None, "FR"]),
    device=st.sampled_from([None, "p"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10**6), number=st.integers(0, 120), chosen=choices, zone=st.sampled_from(ZONES),
    back=st.integers(0, 45), length=st.integers(0, 45),
)  # fmt: skip
@example(seed=1, number=120, chosen=Filter(), zone=ZONES[1], back=29, length=40)
@example(seed=2, number=120, chosen=Filter(source="google"), zone=ZONES[4], back=6, length=6)
def test_every_sum_is_the_events(world, seed, number, chosen, zone, back, length):
    happened = events(seed, number)
    with transaction.atomic(), clock.at(NOW), within(world.workspace):
        store(world, happened)
        span = Span.of(TODAY - back, TODAY - back + length, zone)
        inside = [e for e in happened if matches(e, span, chosen)]
        launch = world.launch.pk

        by_day = queries.by_time(launch, span, chosen, DAY, zone)
        assert queries.total(by_day.values()) == queries.total(summed(inside, lambda e: None).values())
        if not chosen.crossed:
            assert by_day == summed(inside, lambda e: (queries.local_day(e["hour"], zone), e["variant"]))
        if not chosen.crossed or span.by_hour:
            by_hour = queries.by_time(launch, span, chosen, HOUR, zone)
            assert by_hour == summed(inside, lambda e: (e["hour"], e["variant"]))
        for dimension in DIMENSIONS:
            there = [e for e in happened if matches(e, span, chosen, dimension)]
            assert queries.by_dimension(launch, span, chosen, dimension) == summed(there, itemgetter(dimension))
        for dimension in DIMENSIONS:
            first, last = TODAY - back, TODAY - back + length
            there = [e for e in happened if first <= e["hour"] // 24 <= last]
            days = summed(there, lambda e, name=dimension: (e[name], e["hour"] // 24, e["variant"]))
            assert queries.days_of(launch, dimension, first, last) == days
        transaction.set_rollback(True)


@given(zone=st.sampled_from(ZONES), first=st.integers(0, 400), length=st.integers(0, 30))
def test_a_span_is_its_calendar_days(zone, first, length):
    with clock.at(NOW):
        span = Span.of(TODAY - 3, TODAY, zone)
        assert {queries.local_day(h, zone) for h in range(span.start, span.end)} == set(
            range(TODAY - 3, TODAY + 1)
        )
        old = Span.of(TODAY - 20 - first - length, TODAY - 20 - first, zone)
        assert (old.start, old.end) == (old.first * 24, (old.last + 1) * 24)
        assert not old.by_hour


def test_summer_time_is_found_to_the_hour():
    zone = ZoneInfo("Europe/Paris")
    with clock.at(NOW):
        found = queries.offsets(zone, Span.of(TODAY - 12, TODAY, zone))
    change = int(datetime(2026, 10, 25, 1, tzinfo=UTC).timestamp()) // 3600
    assert found[1:] == [(change, 60)]
    assert found[0][1] == 120


def test_buttons_and_reasons_by_day(world):
    zone = ZONES[1]
    keys = {"workspace": world.workspace.pk, "launch": world.launch.pk}
    with clock.at(NOW), within(world.workspace):
        for day, n in ((TODAY, 5), (TODAY - 1, 7), (TODAY - 2, 100)):
            Target.objects.create(**keys, variant="a", day=day, button="k1", clicks=n)
            Drop.objects.create(**keys, day=day, reason="robot", count=n)
        span = Span.of(TODAY - 1, TODAY, zone)
        assert queries.by_button(world.launch.pk, span) == {("k1", "a"): 12}
        assert queries.by_button(world.launch.pk, span, "b") == {}
        assert queries.by_reason(world.launch.pk, span) == {"robot": 12}


def test_version_grows_with_counts_and_is_one_query(world, django_assert_num_queries):
    keys = {"workspace": world.workspace.pk, "launch": world.launch.pk}
    hour = int(NOW.timestamp()) // 3600
    with clock.at(NOW), within(world.workspace):
        seen = []
        for change in (
            lambda: None,
            lambda: Hourly.objects.create(**keys, variant="a", hour=hour, served=1),
            lambda: Hourly.objects.create(**keys, variant="b", hour=hour - 40, unmeasured_clicks=1),
            lambda: Drop.objects.create(**keys, day=TODAY, reason="robot", count=1),
        ):
            change()
            with django_assert_num_queries(1):
                seen.append(queries.version(queries.with_version(world.launch.pk).get()))
        assert len(set(seen)) == 4
        assert not queries.with_version(world.theirs.pk).exists()


def test_days_of_a_dimension_are_one_query_also_of_margins(world, django_assert_num_queries):
    keys = {"workspace": world.workspace.pk, "launch": world.launch.pk, "variant": "a", "visitors": 1}
    everywhere = dict.fromkeys(DIMENSIONS, "*") | {"country": "ZZ", "device": "-"}
    rows = [
        ("h", TODAY * 24 + 5, {"source": "google"}), ("h", TODAY * 24 + 6, {"source": "google"}),
        ("d", TODAY - 9, {"source": "google"}), ("s", TODAY - 9, {"source": "google"}),
        ("v", TODAY - 9, {"device": "p"}), ("d", TODAY - 40, {"source": "x"}),
    ]  # fmt: skip
    with clock.at(NOW), within(world.workspace):
        for grain, bucket, values in rows:
            Cross.objects.create(**keys, **{**everywhere, **values}, grain=grain, bucket=bucket)
        with django_assert_num_queries(1):
            found = queries.days_of(world.launch.pk, "source", TODAY - 30, TODAY)
        assert {key: count.visitors for key, count in found.items()} == {
            ("google", TODAY - 9, "a"): 2, ("google", TODAY, "a"): 2,
        }  # fmt: skip


def test_cohorts_are_one_query(world, django_assert_num_queries):
    keys = {"workspace": world.workspace.pk, "launch": world.launch.pk}
    with within(world.workspace):
        for hour in range(5, 9):
            counts = {"visitors": 9, "clickers": 5, "signups": 1, "asked": 3, "chosen": 2}
            Cohort.objects.create(**keys, variant="a", hour=hour, **counts)
        Cohort.objects.create(**keys, variant="b", hour=6, visitors=7)
        with django_assert_num_queries(1):
            found = cohorts(world.launch.pk, 6, 7)
        whole = CohortCount(visitors=9, clickers=5, signups=1, asked=3, chosen=2)
        assert found == {(6, "a"): whole, (6, "b"): CohortCount(7), (7, "a"): whole}
        assert list(cohorts(world.launch.pk, 8, 9)) == [(8, "a")] and cohorts(world.theirs.pk, 0, 9) == {}


def test_reading_without_a_workspace_raises(world):
    with pytest.raises(ScopeError):
        queries.by_reason(world.launch.pk, Span(0, 1, 0, 48))
