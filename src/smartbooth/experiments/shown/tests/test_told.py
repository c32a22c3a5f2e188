"""What a sentence says looks better agrees with the rates that stand beside it, unless the hours say otherwise."""

import pytest
from django.utils import translation

from smartbooth.core import clock
from smartbooth.experiments.shown.answer import answer
from smartbooth.experiments.shown.facts import Facts
from smartbooth.experiments.shown.numbers import numbers
from smartbooth.experiments.shown.story import story
from smartbooth.experiments.shown.tests.made import standing
from smartbooth.experiments.tests.seeds import NOW

DRIFT = {
    "a": [(100, 2), (100, 20)],
    "b": [(60, 2), (100, 26)],
}  # 11% and 17.5%: 59% more, which is not the hours' own
PARADOX = {
    "a": [(300, 6), (60, 30)],
    "b": [(60, 1), (300, 140)],
}  # B is behind in each hour, and ahead in the sums


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock.at(NOW), translation.override("en"):
        yield


def test_the_sentence_the_table_and_the_picture_say_one_number():
    now = standing(DRIFT)
    assert round(now.verdict.pairs["b"].estimate, 2) != 0.59
    assert answer(now, Facts()).more.startswith("B looks 59% better, but")
    assert numbers(now, Facts())["rows"][1]["lift"] == "+59%" and not numbers(now, Facts())["hourly"]
    assert story(now).moments[-1].pairs["b"].estimate == pytest.approx(0.5909, abs=1e-4)


def test_where_the_sums_mislead_the_hours_are_told():
    now = standing(PARADOX)
    told = answer(now, Facts()).more
    assert "worse, compared hour by hour, but anything from" in told
    with translation.override("fr"):
        assert "de moins, heure par heure, mais" in answer(now, Facts()).more
    found = numbers(now, Facts())
    assert found["rows"][1]["lift"].startswith("−") and found["hourly"]
