"""A test follows the split of new visitors: it begins, gains and loses versions, and is not begun by a hold-out."""

from datetime import timedelta

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.begin import moved
from smartbooth.experiments.rounds.close import NotRunning
from smartbooth.experiments.rounds.restart import restart
from smartbooth.experiments.rounds.send import send_all, take_back
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import HOUR, NOW, publish
from smartbooth.launches.models import Launch, Publication, Split, Variant
from smartbooth.launches.publish import split

pytestmark = pytest.mark.django_db


@pytest.fixture
def launch(world):
    """Live with two versions, inside its workspace, at NOW."""
    with clock.at(NOW), within(world.workspace):
        publish(world.launch)
        yield world.launch


def begun(launch) -> Round:
    split.resplit(launch, Split.PUBLISH)
    return Round.objects.get(launch=launch)


def later(hours: float = 1):
    return clock.at(NOW + timedelta(hours=hours))


def test_a_test_begins_with_the_split_and_asks_the_launchs_goal(launch):
    test = begun(launch)
    assert (test.number, test.goal, test.begun_hour, test.letters) == (1, Round.LEAD, HOUR, ["a", "b"])
    assert test.open and test.running == ["a", "b"] and not test.reached


@pytest.mark.parametrize(
    ("facts", "goal", "button"),
    [
        ({"double_opt_in": True}, Round.CONFIRMED, ""),
        ({"goal": Launch.CLICK}, Round.CLICK, ""),
        ({"goal": Launch.CLICK, "goal_button": "hero"}, Round.BUTTON, "hero"),
        ({"goal_button": "hero"}, Round.LEAD, ""),
    ],
)
def test_what_a_test_asks(launch, facts, goal, button):
    for name, value in facts.items():
        setattr(launch, name, value)
    test = begun(launch)
    assert (test.goal, test.button) == (goal, button)


def test_one_version_is_no_test(launch):
    Variant.objects.filter(launch=launch, letter="b").update(weight=0)
    split.resplit(launch, Split.PUBLISH)
    assert not Round.objects.exists()


def test_a_version_is_retired_and_comes_back_before_the_hour(launch):
    test = begun(launch)
    with later():
        Variant.objects.filter(launch=launch, letter="b").update(weight=0)
        split.resplit(launch, Split.RETIRED)
        test.refresh_from_db()
        assert test.arms == {"a": {"from": HOUR, "until": None}, "b": {"from": HOUR, "until": HOUR + 2}}
        assert test.running == ["a", "b"]  # until the hour has come
        Variant.objects.filter(launch=launch, letter="b").update(weight=1)
        split.resplit(launch, Split.RETIRED)
        test.refresh_from_db()
        assert test.running == ["a", "b"]


def test_versions_join_and_leave_without_changing_the_others():
    arms = {"a": {"from": 5, "until": None}, "b": {"from": 5, "until": None}}
    joined = moved(arms, ["a", "b", "c"], 9)
    assert joined == arms | {"c": {"from": 9, "until": None}}
    left = moved(joined, ["a", "c"], 12)
    assert left == joined | {"b": {"from": 5, "until": 12}}
    assert moved(left, ["a"], 14)["b"]["until"] == 12


def test_a_hold_out_is_no_new_test_and_a_new_rival_is(launch):
    test = asked(launch, SHAPE["winner"])
    send_all(test, "b", Round.CHOSEN, keep_back=10)
    ended = Round.objects.get()
    assert (ended.ended_hour, ended.ended_why, ended.shown) == (HOUR + 1, Round.CHOSEN, "b")
    assert split.pending(launch).shares == {"a": 10, "b": 90}
    with later(2):
        Variant.objects.filter(launch=launch, letter="a").update(weight=20)
        split.resplit(launch, Split.OWNER)
        assert Round.objects.count() == 1
        Variant.objects.filter(launch=launch, letter="a").update(weight=0)
        split.resplit(launch, Split.OWNER)
    with later(4):
        Variant.objects.filter(launch=launch, letter="a").update(weight=90)
        split.resplit(launch, Split.OWNER)
        assert Round.objects.filter(number=2, begun_hour=HOUR + 5).exists()


def test_sending_all_can_be_taken_back_until_the_hour(launch):
    test = asked(launch, SHAPE["keep"])
    send_all(test, "b", Round.CHOSEN)
    assert split.pending(launch).shares == {"b": 1}
    assert take_back(test)
    test.refresh_from_db()
    assert test.open and test.found is None and split.pending(launch) is None
    send_all(test, "b", Round.CHOSEN)
    with later():
        assert not take_back(test)
        assert split.in_force(launch.pk, clock.hour()).shares == {"b": 1}


def test_sending_all_is_taken_back_while_the_page_is_down_too(launch):
    test = asked(launch, SHAPE["keep"])
    Publication.objects.filter(launch=launch).update(ended_at=NOW)
    send_all(test, "b", Round.STOPPED)
    assert split.pending(launch) is None
    assert take_back(test) and Round.objects.get().open
    assert set(Variant.objects.filter(launch=launch).values_list("weight", flat=True)) == {1}


def test_what_the_owner_set_since_is_not_taken_back(launch):
    test = asked(launch, SHAPE["keep"])
    send_all(test, "b", Round.CHOSEN)
    split.weigh(launch, {"a": 3, "b": 1}, Split.OWNER)
    assert not take_back(test)
    assert split.pending(launch).shares == {"a": 3, "b": 1}


def test_only_what_runs_can_win(launch):
    test = asked(launch, SHAPE["keep"])
    for letter in ("c", ""):
        with pytest.raises(NotRunning):
            send_all(test, letter, Round.CHOSEN)
    send_all(test, "a", Round.STOPPED)
    with pytest.raises(NotRunning):
        send_all(test, "a", Round.CHOSEN)
    assert split.pending(launch).cause == Split.STOP


def test_asked_anew_the_old_one_is_kept(launch):
    old = asked(launch, SHAPE["keep"])
    new = restart(launch, ["a", "b"], {"goal": Round.CLICK, "margin": 20})
    old.refresh_from_db()
    assert (old.ended_why, old.ended_hour, old.found["totals"]["a"][0]) == (Round.RESTARTED, HOUR + 1, 1920)
    assert (new.number, new.begun_hour, new.goal, new.margin) == (2, HOUR + 1, Round.CLICK, 20)
    third = restart(launch, ["a", "b"], {"goal": Round.LEAD})  # the second had asked nobody: it goes
    assert [one.number for one in Round.objects.all()] == [2, 1] and third.goal == Round.LEAD


def test_asked_anew_needs_two_that_visitors_can_see(launch):
    with pytest.raises(ValueError, match="two versions"):
        restart(launch, ["a", "a"], {})
    with pytest.raises(NotRunning):
        restart(launch, ["a", "z"], {})
    assert not Round.objects.exists()
