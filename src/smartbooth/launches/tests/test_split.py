"""The split changes on hour boundaries only, and every hour's is known for good."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from random import Random

import pytest
from django.apps import apps

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.launches import editing
from smartbooth.launches.models import Edition, Publication, Split, Variant
from smartbooth.launches.publish import (
    NobodyLeft,
    PublishError,
    by_hour,
    in_force,
    pending,
    pending_changes,
    publish,
    resplit,
    unpublish,
)
from smartbooth.launches.publish import verbs as verbs_module
from smartbooth.launches.tests.pages import form, hero, put

NOON = datetime(2026, 5, 3, 12, 20, tzinfo=UTC)
HOUR = int(NOON.timestamp()) // 3600


@pytest.fixture
def launch(world):
    put(world.launch)
    with within(world.workspace):
        yield world.launch


def later(**passed):
    return clock.at(NOON + timedelta(**passed))


def weigh(launch, cause=Split.OWNER, user=None, **weights):
    for letter, weight in weights.items():
        Variant.objects.filter(launch=launch, letter=letter).update(weight=weight)
    return resplit(launch, cause, user)


def rows(launch):
    return [(row.hour - HOUR, row.shares) for row in Split.objects.filter(launch=launch)]


HALVES = {"a": 1, "b": 1}


def test_the_first_publication_shares_out_at_once(world, launch):
    with later():
        assert weigh(launch, a=1) is None, "not live: publishing does it"
        publish(launch, world.owner)
        (made,) = Split.objects.all()
        assert (made.hour, made.shares, made.cause, made.made_by) == (HOUR, HALVES, Split.PUBLISH, world.owner)
        assert in_force(launch.pk, HOUR) == made and in_force(launch.pk, HOUR - 1) is None
        assert pending(launch) is None


def test_a_change_holds_from_the_next_hour_on(world, launch):
    with later():
        publish(launch, world.owner)
        before = Edition.objects.get().number
        made = weigh(launch, user=world.owner, a=3)
        assert made.hour == HOUR + 1 and pending(launch) == made and in_force(launch.pk, HOUR).shares == HALVES
        assert Edition.objects.get().number == before + 1, "edges must hear of it before the hour begins"
        assert weigh(launch) is None, "nothing new"
    with later(minutes=40):
        assert in_force(launch.pk, clock.hour()).shares == {"a": 3, "b": 1} and pending(launch) is None


def test_a_row_that_has_not_begun_is_replaced(world, launch):
    with later():
        publish(launch, world.owner)
        weigh(launch, a=3)
        assert weigh(launch, a=5).hour == HOUR + 1
        assert rows(launch) == [(0, HALVES), (1, {"a": 5, "b": 1})]
        assert weigh(launch, a=1) is None, "as before: nothing will change"
        assert rows(launch) == [(0, HALVES)]
        weigh(launch, a=5)
    with later(hours=1):
        weigh(launch, a=7)
        assert rows(launch) == [(0, HALVES), (1, {"a": 5, "b": 1}), (2, {"a": 7, "b": 1})]


def test_in_the_last_seconds_it_is_too_late_for_the_next_hour(world, launch):
    with later():
        publish(launch, world.owner)
        weigh(launch, a=3)
    with later(minutes=39, seconds=55):
        assert weigh(launch, a=5).hour == HOUR + 2
        assert rows(launch) == [(0, HALVES), (1, {"a": 3, "b": 1}), (2, {"a": 5, "b": 1})]
        assert pending(launch).hour == HOUR + 2
        assert weigh(launch, a=3) is None and len(rows(launch)) == 2


def test_zero_takes_nobody_and_is_not_retired(world, launch):
    with later():
        publish(launch, world.owner)
        assert weigh(launch, Split.WINNER, a=0).shares == {"b": 1}
        with pytest.raises(NobodyLeft):
            weigh(launch, b=0)


def test_retired_and_taking_part_again(world, launch):
    with later():
        publish(launch, world.owner)
        Variant.objects.filter(letter="b").update(retired_at=clock.now())
        assert resplit(launch, Split.RETIRED).shares == {"a": 1}
        publish(launch, world.owner)  # where b is published as one that is retired
    with later(hours=1):
        Variant.objects.filter(letter="b").update(retired_at=None)
        again = resplit(launch, Split.RETIRED)
        assert (again.hour, again.shares) == (HOUR + 2, HALVES)
        assert not pending_changes(launch)


def test_a_variant_published_within_an_hour_waits_for_the_next(world, launch):
    with later():
        publish(launch, world.owner)
        editing.duplicate(Variant.objects.get(launch=launch, letter="a"), "Shorter", world.owner)
        put(launch, hero(headline="Shorter"), form(), letters="c")
        assert weigh(launch) is None, "not published yet"
        publish(launch, world.owner)
        assert rows(launch) == [(0, HALVES), (1, {"a": 1, "b": 1, "c": 1})]
        unpublish(launch)
        publish(launch, world.owner)
        assert in_force(launch.pk, HOUR).shares == HALVES, "visitors of this hour were drawn by it"


@pytest.mark.parametrize(
    ("away", "at_once"), [({"minutes": 30}, False), ({"minutes": 41}, True), ({"days": 3}, True)]
)
def test_what_was_down_for_the_hour_begins_at_once(world, launch, away, at_once):
    with later():
        publish(launch, world.owner)
        unpublish(launch)
    with later(**away):
        Variant.objects.filter(letter="a").update(weight=2)
        publish(launch, world.owner)
        now = in_force(launch.pk, clock.hour())
        assert now.shares == ({"a": 2, "b": 1} if at_once else HALVES)
        assert weigh(launch, a=4).hour > clock.hour()


def test_a_split_that_was_to_come_when_it_was_taken_down_is_overruled(world, launch):
    with later():
        publish(launch, world.owner)
        weigh(launch, a=3)
        unpublish(launch)
    with later(hours=1):
        Variant.objects.filter(letter="a").update(weight=9)
        publish(launch, world.owner)
        assert rows(launch) == [(0, HALVES), (1, {"a": 9, "b": 1})], "nobody was drawn by the one it replaces"


def test_the_last_one_retired_while_pages_are_compiled(world, launch, monkeypatch):
    real = verbs_module.prepare

    def prepare(*given):
        Variant.objects.filter(launch=launch).update(retired_at=clock.now())
        return real(*given)

    monkeypatch.setattr(verbs_module, "prepare", prepare)
    with pytest.raises(PublishError):
        publish(launch, world.owner)
    assert not Publication.objects.filter(launch=launch).exists() and not rows(launch)


def test_hour_by_hour(world, launch, django_assert_num_queries):
    for hour, weight in ((5, 2), (3, 1), (9, 4)):
        Split.objects.create(
            workspace=launch.workspace, launch=launch, hour=hour, shares={"a": weight}, cause="owner"
        )
    with django_assert_num_queries(1):
        found = by_hour(launch.pk, 1, 10)
    assert "".join(str(found[hour]["a"]) for hour in range(3, 11)) == "11222244" and len(found) == 8
    assert by_hour(launch.pk, 7, 7) == {7: {"a": 2}} and by_hour(launch.pk, 1, 2) == {}
    assert by_hour(launch.pk, 20, 21) == {20: {"a": 4}, 21: {"a": 4}} and by_hour(launch.pk, 5, 4) == {}


@pytest.mark.parametrize("seed", range(12))
def test_by_hour_is_what_was_in_force(world, launch, seed):
    draw = Random(seed)
    for hour in draw.sample(range(1, 40), draw.randrange(8)):
        shares = {"a": draw.randint(1, 9)}
        Split.objects.create(workspace=launch.workspace, launch=launch, hour=hour, shares=shares, cause="owner")
    first = draw.randrange(45)
    found = by_hour(launch.pk, first, first + 10)
    for hour in range(first, first + 11):
        held = in_force(launch.pk, hour)
        assert found.get(hour) == (held.shares if held else None)


def test_what_was_published_before_there_were_splits(world, launch):
    frozen = [{"letter": "a", "weight": 1, "retired": False}, {"letter": "b", "weight": 2, "retired": False}]
    retired = [frozen[0], {"letter": "b", "weight": 0, "retired": True}]
    for number, (minutes, variants) in enumerate([(0, frozen), (100, frozen), (130, retired), (135, frozen)]):
        Publication.objects.create(
            workspace=launch.workspace, launch=launch, number=number, manifest={"variants": variants}, documents={},
            made_at=NOON + timedelta(minutes=minutes), ended_at=NOON + timedelta(days=1),
        )  # fmt: skip
    import_module("smartbooth.launches.migrations.0004_splits").published(apps, None)
    assert rows(launch)[0] == (0, {"a": 1, "b": 2}) and rows(launch)[-1] == (2, {"a": 1, "b": 2})
