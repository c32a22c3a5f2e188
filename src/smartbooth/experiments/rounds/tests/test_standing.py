"""What is judged of a test's counts, whatever clocks, owners and late goals do to them."""

from datetime import timedelta

import numpy as np
import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import standing
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import HOUR, NOW, publish
from smartbooth.experiments.verdict.states import State
from smartbooth.launches.models import Split, Variant
from smartbooth.tallies.models import Cohort

pytestmark = pytest.mark.django_db


@pytest.fixture
def launch(world):
    with clock.at(NOW), within(world.workspace):
        publish(world.launch)
        yield world.launch


def seen(launch, letter: str, hour: int, visitors: int, asked: int = 0) -> None:
    Cohort.objects.create(
        workspace=launch.workspace_id, launch=launch.pk, variant=letter, hour=hour, visitors=visitors, asked=asked
    )


def test_a_table_is_the_hours_that_had_visitors_and_the_split_of_each(launch):
    test = asked(
        launch, {"a": [(10, 1), (0, 0), (30, 2)], "b": [(12, 2), (0, 0), (28, 3)]}, shares={"a": 1, "b": 3}
    )
    Cohort.objects.filter(visitors=0).delete()
    table = standing(test).table(Round.LEAD)
    assert table.letters == ("a", "b") and table.hours == (HOUR - 3, HOUR - 1)
    assert table.visitors.tolist() == [[10, 12], [30, 28]] and table.goals.tolist() == [[1, 2], [2, 3]]
    assert table.shares is not None and table.shares.tolist() == [[0.25, 0.75]] * 2


def test_each_goal_has_its_own_count(launch):
    test = asked(launch, {"a": [(100, 7)], "b": [(100, 9)]}, goal=Round.CONFIRMED)
    now = standing(test)
    assert now.table(Round.CONFIRMED).goals.tolist() == [[7, 9]]
    assert now.table(Round.CLICK).goals.tolist() == [[50, 50]]
    assert set(now.guards()) == {Round.LEAD, Round.CLICK}  # nobody clicked a chosen button


def test_nobody_yet(launch):
    test = asked(launch, {"a": [(0, 0)], "b": [(0, 0)]})
    Cohort.objects.all().delete()
    now = standing(test)
    assert now.state == State.KEEP and now.verdict is not None and now.hours == ()


def test_clocks_that_were_moved_change_nothing_of_what_was_asked(launch):
    """A node whose clock went back or ahead writes hours that are not the test's, or have not come."""
    test = asked(launch, SHAPE["keep"])
    before = standing(test)
    seen(launch, "b", test.begun_hour - 1, 900, 900)
    seen(launch, "b", HOUR + 5, 900, 900)
    after = standing(test)
    assert after.hours == before.hours and after.verdict == before.verdict


def test_the_same_counts_are_judged_the_same_later(launch):
    test = asked(launch, SHAPE["keep"])
    before = standing(test)
    with clock.at(NOW + timedelta(days=30)):
        assert standing(test).verdict == before.verdict


def test_a_version_that_is_deleted_keeps_its_numbers(launch):
    test = asked(launch, SHAPE["keep"])
    before = standing(test).verdict
    Variant.objects.filter(launch=launch, letter="b").delete()
    assert standing(test).verdict == before


def test_letters_that_never_took_part_are_not_judged(launch):
    test = asked(launch, SHAPE["keep"])
    seen(launch, "-", HOUR - 1, 50)
    seen(launch, "d", HOUR - 1, 50, 50)
    assert standing(test).table(Round.LEAD).letters == ("a", "b")


def test_hours_without_a_known_split_are_judged_without_it(launch):
    test = asked(launch, SHAPE["untrusted"])
    Split.objects.all().delete()
    now = standing(test)
    assert now.table(Round.LEAD).shares is None and now.state == State.KEEP


def test_an_hour_without_a_known_split_hides_no_alarm_of_the_others(launch):
    """It is left out of the check, and its visitors count all the same."""
    test = asked(launch, SHAPE["untrusted"])
    Split.objects.update(hour=test.begun_hour + 1)
    now = standing(test)
    shares = now.table(Round.LEAD).shares
    assert shares is not None and np.isnan(shares[0]).all() and (shares[1:] == 0.5).all()
    assert now.state == State.UNTRUSTED and now.verdict.totals["a"] == (48 * 60, 48 * 3)
    assert now.verdict.seen == pytest.approx({"a": 0.6, "b": 0.4})


def test_a_skew_of_the_hour_without_a_known_split_is_no_alarm(launch):
    test = asked(launch, SHAPE["keep"])
    Split.objects.update(hour=test.begun_hour + 1)
    Cohort.objects.filter(hour=test.begun_hour, variant="a").update(visitors=5000)
    now = standing(test)
    assert now.state == State.KEEP and now.verdict.totals["a"][0] > 5000
    assert now.verdict.seen["a"] == pytest.approx(0.5, abs=0.01)


def test_two_queries_whatever_the_traffic(launch, django_assert_num_queries):
    test = asked(launch, SHAPE["keep"])
    with django_assert_num_queries(2):
        assert standing(test).verdict is not None
