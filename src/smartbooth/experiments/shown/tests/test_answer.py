"""The sentences, in both languages."""

import math
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.shown import doubted
from smartbooth.experiments.shown.answer import answer
from smartbooth.experiments.shown.facts import Facts
from smartbooth.experiments.shown.tests.made import shaped, standing
from smartbooth.experiments.shown.time import left
from smartbooth.experiments.shown.time import said as longer
from smartbooth.experiments.tests.seeds import HOUR, NOW
from smartbooth.experiments.verdict.counts import Impossible
from smartbooth.experiments.verdict.states import State

NONE = Facts()
EN = {
    "keep": (
        "Keep collecting", "Too early to say.",
        "B looks 25% better, but anything from 22% worse to 95% better fits.",  # and how much longer
    ),
    "winner": (
        "B wins", "B gets between 15% and 93% more sign-ups.",
        "Were the pages equal, a test like this would name a winner at most once in 20, however often you look.",
    ),
    "control": (
        "A wins", "B gets between 14% and 50% fewer sign-ups.",
        "Were the pages equal, a test like this would name a winner at most once in 20, however often you look.",
    ),
    "same": (
        "No difference that matters", "Whichever you keep, it makes less than 10% difference to sign-ups.",
        "B is somewhere from 3% worse to 3% better. Less than 10% was not to matter: that was settled when the test "
        "began.",
    ),
    "untrusted": (
        "These numbers cannot be trusted", "B got 40% of the visitors, where 50% were planned.",
        "By chance alone this happens in fewer than one test in 100. Something treats the versions differently, so "
        "none is named.",
    ),
}  # fmt: skip
FR = {
    "keep": (
        "Laissez le test continuer",
        "B semble faire 25\u202f% de plus, mais tout reste possible de 22\u202f% de moins à 95\u202f% de plus.",
    ),
    "winner": ("B gagne", "B obtient entre 15\u202f% et 93\u202f% d’inscriptions de plus."),
    "control": ("A gagne", "B obtient entre 14\u202f% et 50\u202f% d’inscriptions de moins."),
    "same": ("Aucune différence qui compte", "moins de 10\u202f% d’inscriptions en plus ou en moins."),
    "untrusted": (
        "Ces chiffres ne sont pas fiables", "B a reçu 40\u202f% des visiteurs, alors que 50\u202f% étaient prévus.",
    ),
}  # fmt: skip
TONES = {"keep": "wait", "winner": "good", "control": "good", "same": "even", "untrusted": "bad"}


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock.at(NOW), translation.override("en"):
        yield


@pytest.mark.parametrize("name", EN)
def test_each_state_in_english(name):
    said = answer(shaped(name), NONE)
    word, title, more = EN[name]
    assert (said.word, said.title) == (word, title)
    left = r"( About \d+ more (days|weeks|months) at this traffic\.)" if name == "keep" else ""
    assert re.fullmatch(re.escape(more) + left, said.more)
    assert said.state == name
    assert said.tone == TONES[name]
    best = {"winner": "b", "control": "a"}.get(name, "")
    assert (said.best, said.action) == (best, best)
    assert (said.after, said.how) == ("", "")


@pytest.mark.parametrize("name", FR)
def test_each_state_in_french(name):
    with translation.override("fr"):
        said = answer(shaped(name), NONE)
    assert said.word == FR[name][0]
    assert FR[name][1] in said.text()


def test_numbers_that_cannot_be_trusted_say_what_it_can_be():
    assert answer(shaped("untrusted"), NONE).notes == tuple(map(str, doubted.CAUSES))


@pytest.mark.parametrize("code", Impossible.REASONS)
def test_counts_that_cannot_be_are_explained(code):
    now = shaped("keep")
    now.__dict__.update(_judged=(None, code), verdict=None, problem=code)
    said = answer(now, NONE)
    assert said.state == State.UNTRUSTED
    assert said.title == str(doubted.IMPOSSIBLE.get(code, "The counts of some hour contradict each other."))


def test_until_the_worker_has_recorded_it_no_one_wins():
    said = answer(shaped("winner", latched=False), NONE)
    assert said.word == "Keep collecting"
    assert said.more.endswith("It is about to be decided.")
    assert said.best == said.action == ""


def test_before_anybody_came():
    said = answer(standing({"a": [(0, 0)], "b": [(0, 0)]}), NONE)
    assert said.title == "No visitors in this test yet."
    later = standing({"a": [(0, 0)], "b": [(0, 0)]}, begun_hour=HOUR + 1)
    assert answer(later, NONE).title == "The test begins at 14:00 CET."  # in Paris
    assert answer(standing({"a": [(3, 0)], "b": [(0, 0)]}), NONE).more == "So far only A had visitors."


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (Round.LEAD, "Nobody has left an address yet."), (Round.CONFIRMED, "Nobody has confirmed their address yet."),
        (Round.CLICK, "Nobody has clicked a button yet."), (Round.BUTTON, "Nobody has clicked “Reserve” yet."),
    ],
)  # fmt: skip
def test_before_anybody_reached_the_goal(goal, words):
    now = standing({"a": [(30, 0)], "b": [(30, 0)]}, goal=goal)
    assert answer(now, Facts(label="Reserve")).more == words


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (Round.CONFIRMED, "more confirmed sign-ups."), (Round.CLICK, "more clicks."),
        (Round.BUTTON, "more clicks on “Reserve”."),
    ],
)  # fmt: skip
def test_the_goal_in_its_words(goal, words):
    assert answer(shaped("winner", goal=goal), Facts(label="Reserve")).title.endswith(words)


def test_several_versions():
    flat, good = [(120, 6)] * 48, [(120, 12)] * 48
    ahead = answer(standing({"a": flat, "b": flat, "c": [(120, 7)] * 48}), NONE)
    assert ahead.more.startswith("C looks best so far, 17% better than A, but anything from ")
    behind = answer(standing({"a": [(120, 7)] * 48, "b": flat, "c": flat}), NONE)
    assert behind.more.startswith("A looks best so far. B looks 14% worse, but anything from ")
    won = answer(standing({"a": flat, "b": flat, "c": good}), NONE)
    assert won.title.startswith("C gets between ")
    assert won.title.endswith(" more sign-ups than A.")
    assert won.notes == ("It also does better than B.",)
    kept = answer(standing({"a": good, "b": flat, "c": flat}), NONE)
    assert kept.word == "A wins"
    assert kept.notes == ("No other version does as well: B, C.",)


def test_a_control_that_was_retired_is_not_compared_with():
    good = [(120, 12)] * 48
    now = standing({"a": [(120, 6)] * 48, "b": [(120, 6)] * 48, "c": good}, retired="a")
    assert now.round.best == "c"
    assert answer(now, NONE).title.endswith(" more sign-ups.")  # than B, the only other left


def test_what_was_reached_stays_when_today_alone_would_not_bear_it():
    now = shaped("keep")
    now.round.verdict, now.round.best = "winner", "b"
    now.round.reached_at = NOW - timedelta(days=2)
    now.round.found = {"pairs": {"b": {"lift": [0.12, 0.8]}}}
    said = answer(now, NONE)
    assert said.title == "B gets between 12% and 80% more sign-ups."
    assert said.notes == (
        "So it was on 2 November, when this was decided. Today’s numbers alone would allow −22% to +95%.",
    )
    now.round.found = {"pairs": {"b": {"lift": [0.12, None]}}}
    assert answer(now, NONE).title == "B gets at least 12% more sign-ups."
    now.round.found = None
    assert answer(now, NONE).title == "B gets more sign-ups."


def ended(name, why=Round.CHOSEN, shown="b", hour=HOUR - 24, **facts):
    now = shaped(name)
    now.round.ended_hour, now.round.ended_why, now.round.shown = hour, why, shown
    return answer(now, replace(NONE, **{"since": {"b": 1}, **facts}))


def test_a_test_that_ended():
    said = ended("winner")
    assert said.word == "B won"
    assert said.after == "Everybody has got B since 13:00 CET on 3 November."
    assert said.how == "That was decided by hand."
    assert ended("winner", by="olive", mine=True).how == "You decided that."
    assert ended("keep", Round.STOPPED, shown="").how == "It was stopped by hand."
    assert said.action == ""
    assert ended("winner", by="olive").how == "olive decided that."
    assert ended("winner", Round.WINNER, by="olive").how == "That happened by itself, as you had asked."
    assert ended("winner", changed=True).after.endswith("The shares were changed since.")
    assert ended("winner", hour=HOUR + 1).after == "From 14:00 CET on everybody gets B."
    back = ended("winner", since={"b": 90, "a": 10})
    assert back.after == "Everybody has got B since 13:00 CET on 3 November, except 10% who get A."
    assert ended("keep", Round.RESTARTED, "").after == "Another test began at 13:00 CET on 3 November."


def test_a_test_that_ended_without_an_answer_says_no_more_days():
    said = ended("keep", Round.STOPPED, "a")
    assert said.word == "Stopped without an answer" and "was stopped before" in said.title
    assert ended("keep", Round.ALONE, "a").word == "Ended without an answer"
    assert said.best == ""
    assert "at this traffic" not in said.more
    assert said.more.startswith("B looks 25% better")


def test_the_end_of_an_estimate():
    nobody_of_a = answer(standing({"a": [(30, 0)] * 3, "b": [(30, 2)] * 3}), NONE)
    assert nobody_of_a.more == "B looks better. All that is settled: at most 55% worse."


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.01, "About 1 more hour at this traffic."), (0.4, "About 10 more hours at this traffic."),
        (1.0, "About 1 more day at this traffic."), (5.2, "About 6 more days at this traffic."),
        (30.0, "About 4 more weeks at this traffic."), (240.0, "About 8 more months at this traffic."),
        (math.inf, "At this traffic it would take more than a year: a bolder change is found sooner."),
    ],
)  # fmt: skip
def test_how_much_longer(days, words):
    assert longer(days) == words


def test_a_long_wait_says_what_it_is_reckoned_with():
    """The calculator, beside it, says how long each difference takes."""
    said = left(standing({"a": [(30, 1)] * 48, "b": [(30, 1)] * 42 + [(30, 2)] * 6}))
    weighs = "That weighs all differences that are still possible: early leads shrink."
    assert said == f"About 8 more weeks at this traffic. {weighs}"
    assert weighs not in left(standing({"a": [(40, 4)] * 48, "b": [(40, 5)] * 48}))


def test_who_had_visitors_is_said_of_those_still_in_the_test():
    counts = {"a": [(4, 1)], "b": [(4, 1)], "c": [(0, 0)]}
    assert "Of those still in the test, only A had visitors so far." in answer(standing(counts, "b"), NONE).more
    counts = {"a": [(4, 1)], "b": [(0, 0)]}
    assert answer(standing(counts), NONE).more == "So far only A had visitors."
    gone = {"a": [(4, 1)], "b": [(0, 0)], "c": [(0, 0)]}
    assert answer(standing(gone, "a"), NONE).more == "Those still in the test had no visitors yet."
