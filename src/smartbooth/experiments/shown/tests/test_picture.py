"""The pictures: what is drawn of a test, and what is not."""

import math
import re
from itertools import pairwise

import pytest
from django.utils import translation

from smartbooth.core import clock
from smartbooth.experiments.charts import spans
from smartbooth.experiments.shown import picture
from smartbooth.experiments.shown.story import MOST, story
from smartbooth.experiments.shown.tests.made import shaped, standing
from smartbooth.experiments.tests.seeds import HOUR, NOW

FLAT, GOOD = [(120, 6)] * 48, [(120, 12)] * 48


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock.at(NOW), translation.override("en"):
        yield


def texts(drawn) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawn)


def heights(drawn, class_) -> list[tuple[float, float]]:
    return [
        tuple(map(float, found)) for found in re.findall(rf'y1="([\d.]+)" y2="([\d.]+)" class="{class_}"', drawn)
    ]


def test_the_newest_bar_has_its_three_numbers_and_the_line_its_name():
    drawn = picture.over_time(shaped("winner"))
    assert {"+93%", "B +50%", "+15%", "as good as A", "B compared with A", "13:20"} <= set(texts(drawn))
    assert len(re.findall('class="bar"', drawn)) == MOST
    assert drawn.count('class="newest"') == 1


def test_bars_stay_in_the_picture_and_arrows_tell_where_they_do_not_end():
    drawn = picture.over_time(shaped("winner"))
    top, bottom = 34.0, picture.PANEL - 28
    bars = heights(drawn, "bar")
    assert all(top <= high <= low <= bottom for high, low in bars)
    clipped = sum((high == top) + (low == bottom) for high, low in bars)
    assert clipped == drawn.count('class="beyond"') > 0


def test_no_end_is_drawn_where_there_is_none():
    drawn = picture.over_time(standing({"a": [(30, 0)] * 3, "b": [(30, 2)] * 3}))
    assert "B" in texts(drawn)  # no number beside it
    assert not re.search(r'class="solid"', drawn)  # nor a mark: the likeliest lift is infinite


def test_narrower_pictures_have_fewer_bars_and_shorter_words():
    wide, middle, narrow = picture.sizes(shaped("keep"))
    counts = [drawn.count('class="bar"') for drawn in (wide, middle, narrow)]
    assert counts == sorted(counts, reverse=True)
    assert counts[2] >= 4
    assert "= A" in texts(narrow)
    for drawn, width in ((wide, 1070), (middle, 640), (narrow, 340)):
        assert f'viewBox="0 0 {width} ' in drawn


def test_a_panel_a_version_on_one_scale():
    now = standing({"a": FLAT, "b": FLAT, "c": GOOD})
    wide, _middle, narrow = picture.sizes(now)
    assert {"B compared with A", "C compared with A"} <= set(texts(wide))
    zeros = re.findall(r'y1="([\d.]+)" y2="[\d.]+" class="zero"', wide)
    assert len(zeros) == 2
    assert len(set(zeros)) == 1  # beside each other
    assert f'viewBox="0 0 340 {2 * picture.PANEL:.0f}"' in narrow  # below each other


def test_the_strip_is_the_margin():
    drawn = picture.over_time(shaped("same", margin=10))
    strip = re.search(r'y="([\d.]+)" width="[\d.]+" height="([\d.]+)" class="idle"', drawn)
    zero = float(re.search(r'y1="([\d.]+)" y2="[\d.]+" class="zero"', drawn)[1])
    assert float(strip[1]) < zero < float(strip[1]) + float(strip[2])
    assert "10%" in picture.caption(shaped("same", margin=10))


def test_it_says_the_same_in_words():
    drawn = picture.over_time(shaped("winner"))
    words = re.search("<desc>([^<]*)</desc>", drawn)[1]
    assert words == "B: 2 Nov: at least −44%; 3 Nov: +7% to +110%; 4 Nov: +15% to +93%"
    assert 'role="img"' in drawn


def test_nothing_is_drawn_of_nothing():
    for counts in ({"a": [(0, 0)], "b": [(0, 0)]}, {"a": [(9, 0)], "b": [(9, 0)]}, {"a": [(9, 2)], "b": [(0, 0)]}):
        assert picture.sizes(standing(counts)) == []


def test_of_numbers_that_cannot_be_trusted_only_the_shares_are_drawn():
    drawn = picture.over_time(shaped("untrusted"))
    assert texts(drawn)[-4:] == ["A", "60.0% seen, 50.0% planned", "B", "40.0% seen, 50.0% planned"]
    assert "bar" not in drawn
    assert picture.title(shaped("untrusted")) == "Visitors, planned and seen"
    impossible = standing({"a": [(3, 4)], "b": [(3, 1)]})
    assert impossible.problem == "goals"
    assert picture.sizes(impossible) == []


@pytest.mark.parametrize("length", [1, 2, MOST, MOST + 1, 700])
def test_moments_are_even_and_end_now(length):
    now = standing({"a": [(5, 1)] * length, "b": [(5, 1)] * length})
    hours = [one.hour for one in story(now).moments]
    assert hours[-1] == HOUR
    assert len(hours) <= MOST
    assert len({b - a for a, b in pairwise(hours)}) <= 1
    assert picture.over_time(now)


@pytest.mark.parametrize("length", [60, 97, 240, 336, 700, 2000])
@pytest.mark.parametrize("most", [3, 8, 15])
def test_days_are_named_evenly_and_stand_where_they_begin(length, most):
    """Whatever the bars' own step is, and over the end of summer time."""
    hours = range(HOUR, HOUR - length - 1, -length // MOST)[::-1]
    at = [when for when, _ in picture.marks(hours, most)]
    assert 1 <= len(at) <= most and hours[0] <= at[0] and at[-1] == HOUR - 14  # by its end it is midnight in Paris
    assert len({round((b - a) / 24) for a, b in pairwise(at)}) <= 1


def test_days_on_which_nobody_came_are_as_wide_as_others():
    """Ten days, a visitor on the first, the fourth and the seventh."""
    quiet = [(0, 0)] * 71
    counts = [(60, 6), *quiet, (60, 6), *quiet, (60, 6), *quiet, (0, 0), (0, 0)]
    told = story(standing({"a": counts, "b": counts}))
    hours = [one.hour for one in told.moments]
    assert hours[-1] == HOUR and len({b - a for a, b in pairwise(hours)}) == 1
    assert told.moments[-1].pairs == told.moments[-5].pairs  # the bars stay as they were
    drawn = picture.over_time(standing({"a": counts, "b": counts}))
    assert {"28 Oct", "29 Oct", "30 Oct", "31 Oct", "1 Nov", "2 Nov", "3 Nov", "4 Nov"} <= set(texts(drawn))


def test_an_ended_test_is_told_to_its_end():
    counts = [(60, 6), (0, 0), (0, 0), (0, 0), (0, 0)]
    told = story(standing({"a": counts, "b": counts}, ended_hour=HOUR - 1))
    assert [one.hour for one in told.moments] == [HOUR - 4, HOUR - 3, HOUR - 2]


def test_marks_of_a_short_time_name_its_hours():
    assert picture.marks([HOUR], 5) == [(float(HOUR), "4 Nov")]
    assert [name for _, name in picture.marks(range(HOUR - 3, HOUR + 1), 2)] == ["4 Nov", "13:20"]


@pytest.mark.parametrize(
    ("panels", "width", "columns"),
    [
        (1, 1070, 1),
        (2, 1070, 2),
        (3, 1070, 3),
        (4, 1070, 2),
        (5, 1070, 2),
        (3, 840, 1),
        (2, 880, 2),
        (3, 880, 2),
        (3, 340, 1),
    ],
)  # fmt: skip
def test_panels_are_all_as_wide(panels, width, columns):
    assert picture._columns(panels, width) == columns
    found = spans.places(panels, width, 280, columns)
    assert len(found) == panels
    assert len({place[2] for place in found}) == 1
    assert {place[0] for place in found if place[1] == 280} <= {place[0] for place in found if place[1] == 0}
    assert max(x + wide for x, _, wide in found) == pytest.approx(width)


def test_a_label_stands_beside_its_mark_where_the_end_above_it_has_no_words():
    span = spans.Span(1.0, -0.2, math.inf, 0.9)
    panel = spans.Panel("b", "B compared with A", [span], ("", "B +137%", "-18%"))
    chart = spans.Chart("", "", [panel], (-0.5, 0.92), [(0.0, "= A")], [], (-0.1, 0.1))
    (label,) = re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>B \+137%', spans.draw(chart, 340, 280, 1))
    top, bottom = spans.TOP, 280 - spans.BOTTOM
    assert float(label) - 5 == pytest.approx(bottom - (bottom - top) * (0.9 + 0.5) / 1.42, abs=2)
