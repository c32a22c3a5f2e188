"""A test that is stopped, and all its versions stay: nothing begins anew by itself, and until the hour it is undone."""

from datetime import timedelta

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import restart, send, watch
from smartbooth.experiments.rounds.close import NotRunning
from smartbooth.experiments.rounds.standing import standing
from smartbooth.experiments.shown.answer import answer
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import HOUR, NOW, publish
from smartbooth.launches.models import Publication, Split, Variant
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


def test_shares_that_are_changed_and_changed_back_begin_no_test(test):
    """Else the new one was of the old one's visitors, and had its answer from them."""
    for end in (send.stop, lambda one: send.send_all(one, "b", Round.CHOSEN)):
        end(fresh())
        split.weigh(test.launch, {"a": 3, "b": 1}, Split.OWNER)
        split.weigh(test.launch, {"a": 1, "b": 1}, Split.OWNER)
        assert Round.objects.get().number == 1 and not fresh().open
        assert send.take_back(fresh())


def test_a_version_that_joins_after_the_stop_and_leaves_again_leaves_no_test(test):
    send.stop(test)
    split.weigh(test.launch, {"a": 1, "b": 1, "c": 1}, Split.OWNER)
    assert Round.objects.get(number=2).letters == ["a", "b", "c"]
    split.weigh(test.launch, {"a": 1, "b": 1, "c": 0}, Split.OWNER)
    assert Round.objects.get().number == 1 and fresh().stays
    restart.restart(test.launch, ["a", "b"], {})  # one that was asked for stays, whatever is taken back
    split.weigh(test.launch, {"a": 2, "b": 1}, Split.OWNER)
    split.weigh(test.launch, {"a": 1, "b": 1}, Split.OWNER)
    assert Round.objects.get(number=2).begun_hour == HOUR + 1


def test_no_hour_is_in_two_tests(test):
    """Stopped while the page is down, in the hour in which it is up again with a version more."""
    live = Publication.objects.get()
    Publication.objects.update(ended_at=NOW - timedelta(hours=5))
    send.stop(test)
    Publication.objects.create(
        workspace=live.workspace, launch=test.launch, number=2, manifest=live.manifest, documents=live.documents
    )
    split.weigh(test.launch, {"a": 1, "b": 1, "c": 1}, Split.PUBLISH)
    assert Split.objects.filter(launch=test.launch).last().hour == HOUR
    assert (Round.objects.get(number=2).begun_hour, fresh().ended_hour) == (HOUR + 1, HOUR + 1)


def test_what_ends_a_test_that_has_not_begun_ends_the_one_it_was_to_follow(test):
    """No other test begins then, so nobody is told that one does."""
    restart.restart(test.launch, ["a", "b"], {})
    send.stop(Round.objects.get(number=2))
    assert Round.objects.get().number == 1 and fresh().stays
    assert "Another test" not in answer(standing(fresh())).after
    restart.restart(test.launch, ["a", "b"], {})
    send.send_all(Round.objects.get(number=2), "b", Round.CHOSEN)
    assert (fresh().ended_why, fresh().shown) == (Round.CHOSEN, "b")
    assert send.take_back(fresh()) and fresh().open and split.pending(test.launch) is None
    restart.restart(test.launch, ["a", "b"], {})
    split.retire(Variant.objects.get(launch=test.launch, letter="b"), NOW)
    assert (fresh().ended_why, fresh().shown) == (Round.ALONE, "a")
