"""New visitors are drawn by the split of the hour that their cookie says, from memory."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.edge.load import Loader
from smartbooth.edge.names import Names
from smartbooth.edge.shares import Shares, Timetable
from smartbooth.edge.table import Table
from smartbooth.edge.tests.conftest import launch
from smartbooth.launches.models import Split, Variant
from smartbooth.launches.publish import by_hour, publish, resplit
from smartbooth.launches.tests.pages import put

NOON = datetime(2026, 5, 3, 12, 20, tzinfo=UTC)
HOUR = int(NOON.timestamp()) // 3600


def test_every_number_has_its_variant():
    shares = Shares({"b": 3, "a": 1, "f": 10_000})
    drawn = [shares.letter(number) for number in range(shares.total)]
    assert shares.letters == ("a", "b", "f") and shares.total == 10_004
    assert [drawn.count(letter) for letter in "abf"] == [1, 3, 10_000]


@pytest.mark.parametrize("seed", range(20))
def test_each_hour_has_its_own(seed):
    draw = Random(seed)
    hours = sorted(draw.sample(range(100), draw.randint(1, 9)))
    rows = [(hour, {letter: draw.randint(1, 10_000) for letter in draw.sample("abc", 2)}) for hour in hours]
    table = Timetable(draw.sample(rows, len(rows)), "abc", "a")
    for hour in draw.choices(range(110), k=200):
        held = [shares for begins, shares in rows if begins <= hour] or [rows[0][1]]
        assert (table.at(hour).letters, table.at(hour).total) == (tuple(sorted(held[-1])), sum(held[-1].values()))


def test_a_letter_without_pages_is_passed_over():
    assert Timetable([(0, {"a": 1, "z": 9})], "abc", "a").at(5).letters == ("a",)
    assert Timetable([(0, {"z": 9, "y": 1})], "abc", "b").at(5).letters == ("b",)
    assert Timetable([], "abc", "c").at(5).letters == ("c",)


def test_a_boundary_is_kept_by_the_clock_alone(edge, ask):
    """The variant and the hour in the cookie are by one look at the clock; old visitors keep what they have."""
    edge.router.swap(Table([launch(splits=[(HOUR, {"a": 1}), (HOUR + 1, {"b": 1})])]))
    with clock.at(NOON + timedelta(minutes=39, seconds=59)):
        early = ask().cookie
    with clock.at(NOON + timedelta(minutes=40)):
        late = ask().cookie
        assert b"<title>a/</title>" in ask(cookie=early).body
        assert b"<title>b/thanks</title>" in ask("/thanks").body
        assert ask(agent="curl/8.5.0").body.startswith(b"<!doctype html><title>b/")
    assert early.startswith(f"sb=a/{HOUR}/") and late.startswith(f"sb=b/{HOUR + 1}/")


def test_refusing_without_a_cookie_is_drawn_alike(edge, ask):
    edge.router.swap(Table([launch(splits=[(HOUR, {"a": 1}), (HOUR + 1, {"b": 1})])]))
    with clock.at(NOON + timedelta(hours=1)):
        assert ask("/uncount", "POST", sec_fetch_site="same-origin").cookie.startswith(f"sb=b/{HOUR + 1}/")


def test_who_has_no_share_keeps_its_visitors(edge, ask):
    edge.router.swap(Table([launch(splits=[(0, {"b": 1})])]))
    assert {ask(peer=f"192.0.2.{n}").cookie[3] for n in range(30)} == {"b"}
    assert b"<title>a/</title>" in ask(cookie=f"sb=a/{clock.hour()}/-/-/FR/d/v").body


@pytest.fixture
def live(world):
    put(world.launch)
    with within(world.workspace), clock.at(NOON):
        publish(world.launch, world.owner)
    return world.launch


def weigh(launch, **weights):
    with within(launch.workspace):
        for letter, weight in weights.items():
            Variant.objects.filter(launch=launch, letter=letter).update(weight=weight)
        return resplit(launch, Split.OWNER)


def test_the_table_holds_what_comes_before_it_comes(world, live):
    loader = Loader(Names())
    with clock.at(NOON):
        first = loader.look()
        assert loader.look() is first
        weigh(live, a=0)
        second = loader.look()
        assert second is not first
        before, now = first.launches[live.pk], second.launches[live.pk]
        assert now.variants is before.variants, "pages are not read again"
        weigh(live, a=1)  # not after all
        assert loader.look().launches[live.pk].splits.at(HOUR + 1).letters == ("a", "b")
    assert now.splits.at(HOUR).letters == ("a", "b") and now.splits.at(HOUR + 1).letters == ("b",)
    assert before.splits.at(HOUR + 1).letters == ("a", "b"), "a table is never changed"


def test_what_the_edge_draws_by_is_what_is_stored(world, live):
    draw, loader = Random(7), Loader(Names())
    seen = {}
    for hour in range(24):
        with clock.at(NOON + timedelta(hours=hour)):
            loader.look()
            for _change in range(draw.randrange(3)):
                weigh(live, a=draw.randint(1, 10_000), b=draw.randint(0, 3))
            table = loader.look()
            seen[HOUR + hour] = table.launches[live.pk].splits.at(clock.hour())
    with within(world.workspace):
        stored = by_hour(live.pk, HOUR, HOUR + 23)
    assert {hour: (shares.letters, shares.total) for hour, shares in seen.items()} == {
        hour: (tuple(sorted(shares)), sum(shares.values())) for hour, shares in stored.items()
    }
    assert len({shares.total for shares in seen.values()}) > 10


def test_reading_splits_costs_the_same_for_many_hours(world, live):
    """A row whose hour is over is not read again, nor are those before it."""
    loader = Loader(Names())
    with clock.at(NOON):
        loader.look()
    counts = []
    for hour in range(1, 4):
        with clock.at(NOON + timedelta(hours=hour)):
            weigh(live, a=hour + 1)
            with CaptureQueriesContext(connection) as asked:
                loader.look()
            counts.append(len(asked))
            assert len(loader._splits._rows) == 2
    assert len(set(counts)) == 1
