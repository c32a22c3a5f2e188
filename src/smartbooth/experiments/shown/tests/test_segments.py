"""By source, device, country, campaign: looked at, never decided by."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import Standing, standing
from smartbooth.experiments.shown.segments import DIMENSIONS, days, merged, segments
from smartbooth.experiments.shown.tests.seeds import state
from smartbooth.experiments.tests.seeds import DAY, HOUR, NOW, visits

LETTERS = ["a", "b"]


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock.at(NOW), translation.override("en"):
        yield


def seen(launch, name="winner"):
    test = state(launch, name)
    with within(launch.workspace):
        return segments(standing(test))


@pytest.mark.django_db
def test_each_value_has_its_rates_and_what_the_difference_can_be(world):
    found = seen(world.launch)
    assert [one["key"] for one in found] == ["source", "device", "country"]  # all came by no campaign
    google = found[0]["rows"][0]
    assert google["label"] == "Google"
    assert [cell["visitors"] for cell in google["cells"]] == ["3,456", "3,456"]
    assert [cell["rate"] for cell in google["cells"]] == ["5.0%", "7.4%"]
    assert google["cells"][0]["range"] == ""
    assert google["cells"][1]["range"].startswith("+")


@pytest.mark.django_db
def test_nothing_of_numbers_that_cannot_be_trusted(world):
    assert seen(world.launch, "untrusted") == []


@pytest.mark.django_db
def test_four_queries_however_many_values(world, django_assert_num_queries):
    test = state(world.launch, "keep")
    with within(world.workspace):
        now = standing(test)
        assert now.verdict is not None
        with django_assert_num_queries(len(DIMENSIONS)):
            segments(now)
        for i in range(30):
            visits(world.launch, "ab"[i % 2], 5, i, f"site{i}.example.org", "DE", "t")
        with django_assert_num_queries(len(DIMENSIONS)):
            found = segments(now)
    assert len(found[0]["rows"]) == 5


@pytest.mark.django_db
def test_an_older_test_leaves_out_the_day_it_began_on(world):
    now = standing_of(begun_hour=(DAY - 5) * 24 + 9)
    assert days(now) == (DAY - 4, DAY)
    assert days(standing_of(begun_hour=(DAY - 5) * 24)) == (DAY - 5, DAY)
    assert days(standing_of(begun_hour=HOUR - 3)) == (DAY, DAY)
    assert days(standing_of(begun_hour=(DAY - 5) * 24, ended_hour=(DAY - 1) * 24)) == (DAY - 5, DAY - 2)


def standing_of(**fields):
    return Standing(Round(**fields), (), {}, {})


day = st.fixed_dictionaries({x: st.tuples(st.integers(0, 20), st.integers(0, 20)) for x in LETTERS})


@given(st.lists(day, max_size=8))
def test_merged_days_can_be_and_lose_nobody(by_day):
    kept = list(merged(by_day, LETTERS))
    assert all(goals <= visitors for one in kept for visitors, goals in one.values())
    sums = {x: tuple(sum(one[x][i] for one in by_day) for i in (0, 1)) for x in LETTERS}
    if kept:
        assert {x: tuple(sum(one[x][i] for one in kept) for i in (0, 1)) for x in LETTERS} == sums
    else:
        assert any(goals > visitors for visitors, goals in sums.values())


def test_days_that_can_be_stay_apart():
    by_day = [{"a": (5, 1), "b": (4, 0)}, {"a": (2, 3), "b": (4, 1)}, {"a": (6, 2), "b": (4, 1)}]
    assert list(merged(by_day, LETTERS))[:2] == [{"a": (5, 1), "b": (4, 0)}, {"a": (8, 5), "b": (8, 2)}]
