"""What the worker makes of a test: a verdict reached once, told once, and never taken back."""

from datetime import timedelta

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.desk.words import recorded
from smartbooth.experiments.messages import TestDecided, TestDoubted
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import watch
from smartbooth.experiments.rounds.standing import standing
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import HOUR, NOW, publish
from smartbooth.experiments.verdict.states import State
from smartbooth.launches.models import Split, Variant
from smartbooth.launches.publish import split
from smartbooth.mail.models import Outbox
from smartbooth.tallies.models import Cohort

pytestmark = pytest.mark.django_db


@pytest.fixture
def launch(world):
    with clock.at(NOW), within(world.workspace):
        publish(world.launch)
        yield world.launch


def looked(test: Round) -> Round:
    """After a look of the worker's."""
    Round.objects.filter(pk=test.pk).update(looked_at=NOW - timedelta(hours=1))
    assert watch.look() == 1
    return Round.objects.get(pk=test.pk)


def told() -> list[str]:
    names = (TestDecided.name, TestDoubted.name)
    return sorted(Outbox.objects.filter(message__in=names).values_list("message", flat=True))


@pytest.mark.parametrize(
    ("shape", "state", "best"),
    [("keep", "", ""), ("winner", State.WINNER, "b"), ("control", State.CONTROL, "a"), ("same", State.SAME, "")],
)
def test_a_verdict_is_recorded_and_told_once(launch, shape, state, best):
    test = asked(launch, SHAPE[shape], margin=10)
    after = looked(test)
    assert (after.verdict, after.best) == (state, best)
    assert told() == ([TestDecided.name] if state else [])
    assert standing(after).state == (state or State.KEEP)
    first = after.reached_at
    assert looked(after).reached_at == first and len(told()) == bool(state)


def test_what_comes_after_a_verdict_is_kept_beside_its_numbers(launch):
    after = looked(asked(launch, SHAPE["winner"]))
    then = after.found["totals"]
    Cohort.objects.create(workspace=launch.workspace_id, launch=launch.pk, hour=HOUR, variant="b", visitors=50)
    with clock.at(NOW + timedelta(hours=1)):
        Round.objects.update(looked_at=NOW - timedelta(hours=1))
        watch.look()
        test = Round.objects.get()
        assert test.found["totals"] == then and test.newest["totals"]["b"][0] == then["b"][0] + 50
        assert recorded(test, "b")[0] == test.newest["pairs"]["b"]["lift"][0]
        test.found = test.found | {"now": {"pairs": {"b": test.newest["pairs"]["b"] | {"lift": [-0.1, 0.4]}}}}
        assert recorded(test, "b")[0] == test.found["pairs"]["b"]["lift"][0]  # it had won, and has


def test_until_it_is_recorded_nothing_is_said(launch):
    assert standing(asked(launch, SHAPE["winner"])).state == State.KEEP


def test_a_verdict_stays_whatever_comes_after(launch):
    test = looked(asked(launch, SHAPE["winner"]))
    Cohort.objects.filter(launch=launch.pk, variant="a").update(asked=12)
    after = looked(test)
    assert standing(after).state == State.WINNER and after.best == "b"
    assert after.found["totals"]["b"] == [5760, 432]


def test_numbers_that_cannot_be_trusted_are_told_once_and_name_nobody(launch):
    test = asked(launch, SHAPE["untrusted"], by_itself=True)
    after = looked(looked(test))
    assert standing(after).state == State.UNTRUSTED
    assert after.alarmed_at and not after.verdict and told() == [TestDoubted.name]


def test_the_alarm_goes_before_what_was_reached_before_it(launch):
    """While it sounds the winner is not named, and sent nobody; it stays recorded, and is named again after it."""
    test = looked(asked(launch, SHAPE["winner"]))
    Round.objects.update(by_itself=True)
    late = Cohort.objects.create(
        workspace=launch.workspace_id, launch=launch.pk, variant="a", hour=HOUR, visitors=3000, asked=150
    )
    after = looked(test)
    assert standing(after).state == State.UNTRUSTED and standing(after).verdict.best is None
    assert after.best == "b" and after.open and told() == [TestDecided.name, TestDoubted.name]
    late.delete()
    Round.objects.update(by_itself=False)
    assert standing(looked(after)).state == State.WINNER


def test_goals_that_exceed_visitors_are_explained_and_decide_nothing(launch):
    test = asked(launch, SHAPE["winner"])
    Cohort.objects.filter(launch=launch.pk, variant="b", hour=HOUR - 1).update(asked=999)
    now = standing(looked(test))
    assert now.state == State.UNTRUSTED and now.verdict is None and now.problem


def test_by_itself_everybody_gets_the_winner_from_the_next_hour_on(launch):
    after = looked(asked(launch, SHAPE["winner"], by_itself=True, keep_back=5))
    assert (after.ended_why, after.shown, after.ended_hour) == (Round.WINNER, "b", HOUR + 1)
    waiting = split.pending(launch)
    assert (waiting.hour, waiting.shares, waiting.cause) == (HOUR + 1, {"a": 5, "b": 95}, Split.WINNER)
    assert told() == [TestDecided.name] and watch.look() == 0


def test_a_test_left_with_one_version_ends_when_the_hour_comes(launch):
    test = asked(launch, SHAPE["keep"])
    Variant.objects.filter(launch=launch, letter="b").update(weight=0)
    split.resplit(launch, Split.RETIRED)
    assert looked(test).open
    with clock.at(NOW + timedelta(hours=1)):
        after = looked(test)
    assert (after.ended_why, after.ended_hour, after.shown) == (Round.ALONE, HOUR + 1, "a")


def test_the_split_follows_the_results_once_an_hour(launch):
    test = asked(launch, {"a": [(30, 1)] * 8, "b": [(30, 2)] * 8}, adaptive=True)
    looked(looked(test))
    waiting = split.pending(launch)
    assert waiting.hour == HOUR + 1 and waiting.cause == Split.ADAPTIVE
    share = waiting.shares["b"] / sum(waiting.shares.values())
    assert 0.5 < share <= 0.9
    assert Split.objects.filter(launch=launch, cause=Split.ADAPTIVE).count() == 1


def test_one_failure_stops_no_other(launch, world, monkeypatch, caplog):
    test = asked(launch, SHAPE["winner"])
    seen = []

    def consider(one):
        seen.append(one.pk)
        raise RuntimeError("no")

    monkeypatch.setattr(watch, "consider", consider)
    looked(test)
    assert seen == [test.pk] and "The look at test 1" in caplog.text
