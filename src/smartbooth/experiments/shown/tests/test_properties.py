"""Whatever was counted: no winner's words without a recorded verdict, and no number narrower than what is known."""

import math
import re

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from smartbooth.core import clock
from smartbooth.experiments.shown import picture
from smartbooth.experiments.shown.answer import answer
from smartbooth.experiments.shown.compare import inverse, judged, look
from smartbooth.experiments.shown.facts import Facts
from smartbooth.experiments.shown.sizes import fits, high_end, low_end, near, range_, size
from smartbooth.experiments.shown.tests.made import standing
from smartbooth.experiments.tests.seeds import NOW
from smartbooth.experiments.verdict.states import REACHED, State

NONE = Facts()
WON = re.compile(r"\b(wins?|won|winner|gets|beats?|does better|gagne|gagné|gagnante|obtient|fait mieux)\b")
CAUTION = re.compile(r"would name a winner|désignerait une gagnante")


@st.composite
def counted(draw):
    """Two to four versions, some hours, as many visitors for each, which can be trusted, or more of one."""
    letters = "abcd"[: draw(st.integers(2, 4))]
    hours = draw(st.lists(st.integers(0, 300), min_size=1, max_size=4))
    rates = {x: draw(st.sampled_from([0.0, 0.03, 0.05, 0.3, 0.33, 1.0])) for x in letters}
    extra = draw(st.sampled_from([0, 0, 0, 200]))
    return {x: [(n + extra * (x == "b"), round(n * rates[x])) for n in hours] for x in letters}


lifts = st.floats(-0.999, 50, allow_nan=False)


@pytest.fixture(autouse=True, scope="module")
def _stopped_clock():
    with clock.at(NOW):
        yield


@settings(max_examples=60)
@given(counted(), st.booleans(), st.sampled_from(["en", "fr"]))
def test_a_winner_is_named_only_where_it_was_recorded(counts, latched, language):
    now = standing(counts, latched=latched)
    with translation.override(language):
        said = answer(now, NONE)
    won = said.state in (State.WINNER, State.CONTROL)
    assert won == bool(said.best)
    assert not said.best or (now.round.best == said.best and now.round.verdict in REACHED)
    if not won:
        assert not said.action
        assert not WON.search(CAUTION.sub("", said.text())), said.text()


@settings(max_examples=40)
@given(counted())
def test_what_is_said_is_what_is_known(counts):
    now = standing(counts)
    said = answer(now, NONE)
    if now.verdict is None or said.state not in (State.KEEP, State.WINNER, State.CONTROL):
        return
    ends = set()
    for one in judged(now):
        for other in judged(now):
            if one != other and now.verdict.duels:
                lift = look(now.verdict, one, other).lift
                ends |= {size(end, down) for end in lift if -1 < end < math.inf for down in (True, False)}
                ends.add(near(look(now.verdict, one, other).told))
    numbers = set(re.findall(r"[\d.,]+%", f"{said.title} {said.more}"))
    assert numbers <= ends


@settings(max_examples=25)
@given(counted())
def test_every_picture_is_drawn_of_numbers(counts):
    now = standing(counts)
    for width in (picture.WIDE, picture.MIDDLE, picture.NARROW):
        drawn = picture.over_time(now, width)
        assert "nan" not in drawn
        assert "inf" not in drawn.split("<title>")[0]


def value(text: str) -> float:
    return float(text.rstrip("%").replace(",", "")) / 100


@given(lifts)
def test_ends_are_rounded_outwards(lift):
    signed = math.copysign(1, lift)
    assert signed * value(size(lift, down=True)) <= lift + 1e-9
    assert signed * value(size(lift, down=False)) >= lift - 1e-9
    assert abs(value(size(lift, down=True)) - abs(lift)) < 0.0101


@given(lifts, lifts)
def test_an_interval_in_words_has_its_ends(one, other):
    low, high = sorted((one, other))
    assert fits((low, high), "B looks good").endswith(f"from {low_end(low)} to {high_end(high)} fits.")
    assert fits((-1.0, math.inf), "B looks good") == "B looks good, but anything is possible."
    assert "at most" in fits((-1.0, abs(high)), "B")
    assert ("at least" if low > 0 else "at most") in fits((low, math.inf), "B")
    assert range_((-1.0, high)).startswith("at most ")
    assert range_((low, math.inf)).startswith("at least ")


@given(lifts)
def test_an_inverse_is_undone_by_itself(lift):
    assert inverse(inverse(lift)) == pytest.approx(lift, abs=1e-9)
    assert inverse(-1.0) == math.inf
    assert inverse(math.inf) == -1.0
