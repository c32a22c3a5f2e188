"""Counts as they hardly ever are: every page about a test is there, and none names a version that did not win."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import watch
from smartbooth.experiments.rounds.standing import standing
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import HOUR, NOW, publish, visits
from smartbooth.experiments.verdict.states import State
from smartbooth.launches.models import Launch, Variant
from smartbooth.tallies.models import Cohort
from tests.world import launch as made

pytestmark = pytest.mark.django_db
HUGE = 10**12
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PAGES = ("results", "tests")
OF_A_TEST = ("test", "test-report")
FILES = (("test-picture", "svg"), ("test-data", "csv"), ("test-data", "json"))


def seen(client, test: Round) -> None:
    """All that can be asked for about it."""
    here = {"launch": test.launch_id}
    for name in PAGES:
        assert client.get(reverse(name, kwargs=here)).status_code == 200, name
    for name in OF_A_TEST:
        assert client.get(reverse(name, kwargs=here | {"number": test.number})).status_code == 200, name
    for name, kind in FILES:
        found = client.get(reverse(name, kwargs=here | {"number": test.number, "kind": kind}))
        assert found.status_code in (200, 404) and (found.status_code == 200 or kind == "svg"), name


def looked(launch: Launch, counts, **fields) -> tuple[Round, State]:
    """After a look of the worker's, and what is said then."""
    publish(launch)
    test = asked(launch, counts, **fields)
    for letter in counts:
        visits(launch, letter, 9)
    watch.consider(test)
    test = Round.objects.get(pk=test.pk)
    return test, standing(test).state


@pytest.fixture
def owner(client, world):
    client.force_login(world.owner)
    with clock.at(NOW), within(world.workspace):
        yield client


@pytest.mark.parametrize(
    ("counts", "state"),
    [
        ({"a": [(HUGE, 20_000)] * 2, "b": [(HUGE, 22_000)] * 2}, State.WINNER),
        ({"a": [(HUGE, 0)] * 2, "b": [(HUGE, 0)] * 2}, State.KEEP),
        ({"a": [(HUGE, 1_000_001)], "b": [(HUGE, 1)]}, State.UNTRUSTED),  # more than can be weighed
        ({"a": [(100, 101)], "b": [(100, 5)]}, State.UNTRUSTED),
        ({"a": [(1000, 50), (0, 0)] * 9, "b": [(0, 0), (1000, 150)] * 9}, State.KEEP),  # never at one time
    ],
    ids=["huge", "huge-none", "weighed", "exceed", "apart"],
)
def test_counts(owner, world, counts, state):
    test, said = looked(world.launch, counts)
    assert said == state and bool(test.best) == (state == State.WINNER)
    seen(owner, test)


@pytest.mark.parametrize(
    ("counts", "state"),
    [
        ({"a": [(10**16, 5)], "b": [(10**16, 5)]}, State.UNTRUSTED),
        ({"a": [(100, 100)] * 4, "b": [(100, 100)] * 4}, State.KEEP),
        ({"a": [(100, 0)] * 4, "b": [(100, 0)] * 4}, State.KEEP),
        ({"a": [(1, 1)], "b": [(1, 0)]}, State.KEEP),
        ({"a": [(0, 0)], "b": [(0, 0)]}, State.KEEP),
        ({"a": [(9_000, 450), *[(0, 0)] * 9], "b": [(9_000, 700), *[(0, 0)] * 9]}, State.WINNER),
    ],
    ids=["counted", "all", "none", "one", "nobody", "in-an-hour"],
)
def test_counts_that_are_few_or_end_at_once(owner, world, counts, state):
    test, said = looked(world.launch, counts)
    assert said == state and bool(test.best) == (state == State.WINNER)


def test_nobody_for_months(owner, world):
    test, _ = looked(world.launch, {"a": [(60, 6)], "b": [(60, 9)]})
    with clock.at(NOW + timedelta(days=200)):
        watch.consider(test)
        assert standing(test).state == State.KEEP
        seen(owner, test)


def test_twenty_six_versions(owner, world):
    launch = made(world.workspace, "Many", "many", LETTERS)
    counts = {letter: [(60, 6)] * 3 for letter in LETTERS}
    test, said = looked(launch, counts)
    assert said == State.KEEP
    Cohort.objects.filter(launch=launch.pk, variant="q").update(asked=30, signups=30)
    watch.consider(test)
    assert Round.objects.get().best == "q"
    seen(owner, test)


def test_less_than_nothing(owner, world):
    """The database refuses it; should one that does not ever hold it, no version is named."""
    test, _ = looked(world.launch, SHAPE["keep"])
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            pytest.skip("PostgreSQL cannot be told to look away")
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute("UPDATE tallies_cohort SET asked = -5 WHERE variant = 'b'")
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    now = standing(test)
    assert now.state == State.UNTRUSTED and now.problem == "negative"
    seen(owner, test)


@pytest.mark.parametrize("hours", [-30, 24 * 400])
def test_a_clock_that_was_moved(owner, world, hours):
    test, _ = looked(world.launch, SHAPE["keep"])
    with clock.at(NOW + timedelta(hours=hours)):
        watch.consider(test)
        assert not Round.objects.get().best
        seen(owner, test)


def test_a_version_that_is_gone_and_hours_that_are(owner, world):
    test, _ = looked(world.launch, SHAPE["winner"])
    Variant.objects.filter(launch=world.launch, letter="a").delete()
    Cohort.objects.filter(hour__gte=HOUR - 40, hour__lt=HOUR - 8).delete()
    watch.consider(test)
    assert Round.objects.get().best == "b"
    seen(owner, test)
