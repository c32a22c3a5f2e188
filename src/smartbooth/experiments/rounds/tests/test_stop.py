"""A test that is stopped, and all its versions stay: nothing begins anew by itself, and until the hour it is undone."""

from datetime import timedelta

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import send, watch
from smartbooth.experiments.rounds.close import NotRunning
from smartbooth.experiments.rounds.standing import standing
from smartbooth.experiments.shown.answer import answer
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import HOUR, NOW, publish
from smartbooth.launches.models import Split, Variant
from smartbooth.launches.publish import split
from tests.world import launch as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def test(world):
    """Of a page that is live with three versions, two of which compete. Inside its workspace, at NOW."""
    with clock.at(NOW), within(world.workspace):
        three = made(world.workspace, "Three", "three", "abc")
        publish(three)
        Variant.objects.filter(launch=three, letter="c").update(weight=0)
        yield asked(three, SHAPE["keep"], shares={"a": 1, "b": 1})


def fresh() -> Round:
    return Round.objects.get(number=1)


def test_the_shares_stay_and_no_test_begins(test):
    send.stop(test)
    after = fresh()
    assert (after.ended_hour, after.ended_why, after.shown, after.stays) == (HOUR + 1, Round.STOPPED, "", True)
    assert split.pending(test.launch) is None and after.found["totals"]["a"][0] > 0
    said = answer(standing(after))
    assert said.after == "It ends at 14:00 CET. New visitors still get A and B, in the shares of now."
    with clock.at(NOW + timedelta(hours=2)):
        split.weigh(test.launch, {"a": 3, "b": 1}, Split.OWNER)  # other shares of the same two are no new question
        watch.look()
        assert [one.number for one in Round.objects.all()] == [1]
        assert answer(standing(fresh())).after.startswith("It ended at 14:00 CET. New visitors still get A and B")
        split.weigh(test.launch, {"c": 1}, Split.OWNER)
        assert Round.objects.get(number=2).letters == ["a", "b", "c"]  # … and a third one is


def test_until_the_hour_it_is_undone(test):
    send.stop(test)
    assert send.take_back(fresh()) and fresh().open and fresh().found is None
    assert split.pending(test.launch) is None
    send.stop(fresh())
    with clock.at(NOW + timedelta(hours=1)):
        assert not send.take_back(fresh())
        with pytest.raises(NotRunning):
            send.stop(fresh())


def test_undone_it_goes_on_with_what_was_changed_since(test):
    send.stop(test)
    split.retire(Variant.objects.get(launch=test.launch, letter="b"), NOW)
    assert send.take_back(fresh())
    assert fresh().arms["b"]["until"] == HOUR + 1


def test_a_split_that_followed_the_results_stays_as_it_was(test):
    Round.objects.update(adaptive=True)
    watch.consider(fresh())
    before = split.pending(test.launch)
    assert before.cause == Split.ADAPTIVE
    send.stop(fresh())
    assert split.pending(test.launch).shares == before.shares
    with clock.at(NOW + timedelta(hours=3)):
        watch.look()
        assert split.pending(test.launch) is None
