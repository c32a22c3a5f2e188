"""What happens at once, in the wrong order, or after the answer: no wrong winner, and no test that nobody is in."""

from datetime import timedelta

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import adapt, restart, send, tell, watch
from smartbooth.experiments.rounds.standing import standing
from smartbooth.experiments.shown.answer import answer
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import HOUR, NOW, publish
from smartbooth.launches.models import Launch, Publication, Split, Variant
from smartbooth.launches.publish import split
from tests.world import launch as made

pytestmark = pytest.mark.django_db
WON = SHAPE["winner"]
CLOSE = {"a": [(120, 6)] * 48, "b": [(120, 10)] * 48, "c": [(120, 11)] * 48}


@pytest.fixture
def launch(world):
    """Live with three versions, inside its workspace, at NOW."""
    with clock.at(NOW), within(world.workspace):
        three = made(world.workspace, "Three", "three", "abc")
        publish(three)
        yield three


def looked(test: Round) -> Round:
    Round.objects.filter(ended_hour__isnull=True).update(looked_at=clock.now() - timedelta(hours=1))
    watch.look()
    return Round.objects.get(pk=test.pk)


def weigh(launch, cause=Split.OWNER, **weights: int):
    return split.weigh(launch, {"a": 0, "b": 0, "c": 0} | weights, cause)


def later(hours: float = 1):
    return clock.at(NOW + timedelta(hours=hours))


def test_who_joins_after_the_answer_is_asked_about_anew(launch):
    test = looked(asked(launch, WON))
    weigh(launch, a=1, b=1, c=1)
    old, new = Round.objects.get(number=1), Round.objects.get(number=2)
    assert (old.pk, old.best, old.ended_why, old.ended_hour) == (test.pk, "b", Round.RESTARTED, HOUR + 1)
    assert new.letters == ["a", "b", "c"] and new.begun_hour == HOUR + 1 and not new.reached


def test_after_the_answer_everybody_gets_a_version_that_took_no_part(launch):
    """One version is no test: the old one ends with its answer, and none begins."""
    test = looked(asked(launch, WON))
    weigh(launch, c=1)
    test.refresh_from_db()
    assert (test.best, test.ended_why, test.shown, test.ended_hour) == ("b", Round.ALONE, "c", HOUR + 1)
    assert Round.objects.get() == test


def test_who_is_about_to_leave_must_still_be_beaten(launch):
    """Or the undo of a retirement could not bring the best version back."""
    test = asked(launch, CLOSE)
    split.retire(Variant.objects.get(launch=launch, letter="c"), NOW)
    assert not looked(test).reached
    with later():
        assert looked(test).best == "b"


def test_who_is_about_to_join_must_be_beaten(launch):
    test = asked(launch, WON)
    weigh(launch, a=1, b=1, c=1)
    assert not looked(test).reached


def test_the_control_stays_the_one_it_was(launch):
    Variant.objects.filter(launch=launch, letter="a").update(weight=0)
    test = asked(launch, {"b": WON["a"], "c": WON["b"]})
    weigh(launch, a=1, b=1, c=1)
    test.refresh_from_db()
    assert (test.control, test.letters) == ("b", ["b", "a", "c"])
    weigh(launch, b=1, c=1)  # within the hour: nobody was ever given A
    test.refresh_from_db()
    assert test.letters == ["b", "c"]
    assert looked(test).best == "c"


def test_a_winner_that_is_retired_leaves_the_others_to_a_test_of_their_own(launch):
    test = looked(asked(launch, {**WON, "c": WON["a"]}))
    assert test.best == "b"
    split.retire(Variant.objects.get(launch=launch, letter="b"), NOW)
    assert looked(test).open
    with later():
        assert (looked(test).ended_why, test.best) == (Round.RESTARTED, "b")
        assert Round.objects.get(number=2).letters == ["a", "c"]


def test_the_letter_compares_with_whom_the_page_does(launch):
    test = asked(launch, {"a": [(120, 7)] * 48, "b": [(120, 4)] * 48, "c": [(120, 9)] * 48})
    split.retire(Variant.objects.get(launch=launch, letter="a"), NOW)
    with later():
        test = looked(Round.objects.get(pk=test.pk))
        low, high, rival = tell.lift(test, standing(test))
    assert (test.best, rival) == ("c", "b") and low > 30 and high > low


def test_what_is_taken_back_never_changes_the_hour_that_runs(launch):
    test = asked(launch, CLOSE)
    send.send_all(test, "b", Round.CHOSEN)
    split.retire(Variant.objects.get(launch=launch, letter="c"), NOW)
    assert not send.take_back(test)  # the old split has a version that is retired
    assert not Split.objects.filter(launch=launch, hour=HOUR).exists()


def test_in_an_hours_last_seconds_it_is_too_late_to_take_back(launch):
    test = asked(launch, SHAPE["keep"])
    send.send_all(test, "b", Round.CHOSEN)
    with clock.at(NOW.replace(minute=59, second=55)):
        assert not send.take_back(test)
    assert send.take_back(test)


def test_an_adaptive_turn_does_not_overrule_its_owner(launch):
    test = asked(launch, SHAPE["keep"], adaptive=True)
    now = standing(test)
    send.send_all(test, "b", Round.CHOSEN)
    assert not adapt.share(test, now)
    assert split.pending(launch).shares == {"b": 1}


def test_sent_then_asked_anew_then_taken_back(launch):
    test = asked(launch, SHAPE["keep"], shares={"a": 1, "b": 3})
    Variant.objects.filter(launch=launch, letter="b").update(weight=3)
    send.send_all(test, "b", Round.CHOSEN)
    new = restart.restart(launch, ["a", "b"], {})
    test.refresh_from_db()
    assert (test.ended_why, test.shown) == (Round.RESTARTED, "")
    assert restart.take_back(new)
    assert Round.objects.get() == test and Round.objects.get().open
    assert split.pending(launch) is None


def test_another_button_is_another_question(launch):
    Launch.objects.filter(pk=launch.pk).update(goal=Launch.CLICK, goal_button="hero")
    Publication.objects.filter(launch=launch).update(made_at=NOW - timedelta(hours=50))
    publication = Publication.objects.get(launch=launch)
    publication.manifest["goal_button"] = "hero"
    publication.save()
    test = asked(launch, SHAPE["keep"], goal=Round.BUTTON, button="hero")
    assert looked(test).open
    publication.manifest["goal_button"], publication.made_at = "other", NOW
    publication.save()
    Launch.objects.filter(pk=launch.pk).update(goal_button="other")
    after = looked(test)
    assert (after.ended_why, after.ended_hour) == (Round.RESTARTED, HOUR)
    new = Round.objects.get(number=2)
    assert (new.goal, new.button, new.begun_hour) == (Round.BUTTON, "other", HOUR + 1)


def test_what_is_decided_while_the_page_is_down_is_said_to_hold_once_it_is_up(launch):
    """Not that half of the visitors, who are none, still get A; nor that the shares were changed since."""
    test = asked(launch, SHAPE["keep"])
    publication = Publication.objects.get(launch=launch)
    Publication.objects.filter(pk=publication.pk).update(ended_at=NOW)
    send.send_all(test, "b", Round.CHOSEN)
    assert answer(standing(Round.objects.get())).after == "From 14:00 CET on everybody gets B."
    with later(3):
        Publication.objects.filter(pk=publication.pk).update(ended_at=None)
        split.resplit(launch, Split.PUBLISH)
    with later(5):
        assert answer(standing(Round.objects.get())).after == "Everybody has got B since 14:00 CET."


def test_a_page_that_is_down_decides_nothing(launch):
    test = asked(launch, WON, by_itself=True)
    Publication.objects.filter(launch=launch).update(ended_at=NOW)
    assert not looked(test).reached
    split.retire(Variant.objects.get(launch=launch, letter="b"), NOW)
    with pytest.raises(send.NotRunning):
        send.send_all(test, "b", Round.CHOSEN)


def test_who_joined_while_the_worker_looked_must_be_beaten(launch):
    test = asked(launch, WON)
    now = standing(test)
    weigh(launch, a=1, b=1, c=1)
    assert not watch.reach(test, now) and not Round.objects.get().reached


def test_who_no_longer_wants_it_done_by_itself_is_not_overruled_by_a_look_under_way(launch):
    test = looked(asked(launch, WON))
    test.by_itself = True  # as the worker read it
    watch.consider(test)
    assert Round.objects.get().open and split.pending(launch) is None


@pytest.mark.parametrize("leaving", ["c", "bc"])
def test_another_button_while_versions_are_about_to_leave(launch, leaving):
    """They take no part in the new question; with one left there is none."""
    test = asked(launch, CLOSE, goal=Round.BUTTON, button="hero")
    for letter in leaving:
        split.retire(Variant.objects.get(launch=launch, letter=letter), NOW)
    publication = Publication.objects.get(launch=launch)
    publication.manifest["goal_button"], publication.made_at = "other", NOW
    publication.save()
    Launch.objects.filter(pk=launch.pk).update(goal=Launch.CLICK, goal_button="other")
    test = looked(test)
    assert not test.open and test.ended_hour == HOUR
    found = [(one.letters, one.begun_hour) for one in Round.objects.filter(ended_hour=None)]
    assert found == ([(["a", "b"], HOUR + 1)] if leaving == "c" else [])


def test_a_winner_is_retired_and_then_all_but_one(launch):
    """Before the worker has looked: one version is left, which is no test."""
    test = looked(asked(launch, {**WON, "c": WON["a"]}))
    split.retire(Variant.objects.get(launch=launch, letter="b"), NOW)
    with later():
        split.retire(Variant.objects.get(launch=launch, letter="c"), clock.now())
        test = looked(test)
        assert not test.open and (test.best, test.ended_hour) == ("b", HOUR + 1)
        assert not Round.objects.filter(ended_hour=None).exists()
