"""The charts' arithmetic and markup, over whatever numbers there may be."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartbooth.experiments.charts import lines, ranges
from smartbooth.experiments.charts.lines import Chart, Line
from smartbooth.experiments.charts.marks import marker
from smartbooth.experiments.charts.scale import Linear, spread, ticks
from smartbooth.experiments.charts.svg import path, short, tag

SVG = "{http://www.w3.org/2000/svg}"
counts = st.integers(0, 10**9)


@settings(deadline=None)
@given(st.floats(0, 1e9), st.integers(2, 8), st.booleans())
def test_ticks_cover_the_data_from_zero(top, about, whole):
    steps = ticks(top, about, whole)
    assert steps[0] == 0
    assert steps[-1] >= top * (1 - 1e-9)
    assert len(steps) <= about + 2
    assert steps == sorted(set(steps))
    if whole:
        assert all(step == int(step) for step in steps)


@pytest.mark.parametrize("top", [-1, float("nan"), float("inf")])
def test_ticks_refuse_what_is_no_top(top):
    with pytest.raises(ValueError, match="axis"):
        ticks(top)


def test_rates_never_need_more_than_the_whole():
    assert all(ticks(top / 1000, 4, whole=False)[-1] <= 1 for top in range(1, 1001))


@settings(deadline=None)
@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(1, 1e6))
def test_a_scale_is_monotonous_and_ends_where_it_says(one, other, high):
    scale = Linear(0, high, 300, 20)
    low, up = sorted((one, other))
    assert scale(low) >= scale(up)
    assert (scale(0), scale(high)) == (300, 20)
    assert Linear(5, 5, 0, 10)(5) == 5


@settings(deadline=None)
@given(st.lists(st.floats(0, 300), max_size=8), st.floats(1, 40))
def test_labels_keep_order_distance_and_bounds(wanted, gap):
    placed = spread(wanted, gap, 0, 300)
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in placed)
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    apart = min(gap, 300 / max(1, len(wanted) - 1))
    for before, after in pairwise(order):
        assert placed[after] - placed[before] >= apart - 1e-6


def test_labels_with_room_stay_where_they_want():
    assert spread([10, 50, 90], 17, 0, 100) == [10, 50, 90]


@settings(deadline=None)
@given(st.floats())
def test_coordinates_are_numbers_or_nothing_is_drawn(value):
    if value != value or abs(value) == float("inf"):
        with pytest.raises(ValueError, match="coordinate"):
            short(value)
    else:
        assert re.fullmatch(r"-?\d+(\.\d)?", short(value))
        assert short(value) != "-0"


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_all_text_is_escaped(text):
    written = tag("g", tag("text", text, data_name=text), text)
    parsed = ElementTree.fromstring(written)
    assert parsed[0].attrib["data-name"] == parsed[0].text or text.strip() != text or not text
    assert [child.tag for child in parsed.iter()] == ["g", "text"]


def chart(values, slots, **more):
    said = {"say": str, "say_value": str} | more
    return Chart("Visitors <each> day", 'A "1" & B', values, slots, [(0, slots[0])] if slots else [], **said)


series = st.integers(1, 40).flatmap(
    lambda n: st.lists(st.lists(st.one_of(st.none(), counts), min_size=n, max_size=n), min_size=1, max_size=6)
)


@settings(deadline=None, max_examples=40)
@given(series, st.booleans(), st.sampled_from([(1070, 300), (340, 230)]))
def test_any_series_draws_inside_its_frame(values, open_end, size):
    named = [Line("abcdef"[i], row) for i, row in enumerate(values)]
    slots = [f"slot {i}" for i in range(len(values[0]))]
    drawn = lines.draw(chart(named, slots, open_end=open_end), *size)
    root = ElementTree.fromstring(drawn)
    assert "nan" not in drawn.lower()
    assert "style=" not in drawn
    assert "<script" not in drawn
    assert root.attrib["role"] == "img"
    assert root.find(f"{SVG}title").text == "Visitors <each> day"
    assert root.find(f"{SVG}desc").text == 'A "1" & B'
    for d in (p.attrib["d"] for p in root.iter(f"{SVG}path")):
        xy = [float(n) for n in re.findall(r"-?\d+(?:\.\d)?", d)]
        assert all(-8 <= x <= size[0] + 8 for x in xy[::2])
        assert all(-8 <= y <= size[1] + 8 for y in xy[1::2])


def test_a_gap_is_a_gap_and_a_lonely_value_a_dot():
    drawn = lines.draw(chart([Line("a", [1, 2, None, 4, None, 5, 6])], list("0123456")))
    strokes = re.findall(r'<path d="([^"]+)" class="stroke"', drawn)
    assert [d.count("L") for d in strokes] == [1, 1]
    assert drawn.count("<circle") == 5


def test_the_unfinished_moment_is_drawn_as_such():
    drawn = lines.draw(chart([Line("a", [5, 7, 2])], list("012"), open_end=True))
    assert drawn.count('class="hollow"') == 1
    (stroke,) = re.findall(r'<path d="([^"]+)" class="stroke"', drawn)
    assert stroke.count("L") == 1  # no line falls towards half a day
    assert 'class="hollow"' not in lines.draw(chart([Line("a", [5, 7, 2])], list("012")))


def test_a_first_moment_that_is_not_over_is_a_hollow_mark_alone():
    drawn = lines.draw(chart([Line("a", [3])], ["0"], open_end=True))
    assert drawn.count('class="hollow"') == 1 and 'class="stroke"' not in drawn


def test_one_moment_shows_equal_variants_side_by_side():
    drawn = ElementTree.fromstring(lines.draw(chart([Line("a", [2]), Line("b", [2])], ["now"]), readout=False))
    circle, square = drawn.find(f".//{SVG}circle"), drawn.find(f".//{SVG}path")
    assert float(square.attrib["d"][1:].split()[0]) - float(circle.attrib["cx"]) > 10


def test_marks_differ_by_letter():
    assert len({marker(letter, 0, 0, 5, "x") for letter in "abcdef"}) == 6


def test_each_letter_has_its_dash_on_paper():
    from pathlib import Path

    css = (Path(lines.__file__).parents[1] / "static/experiments/results.css").read_text()
    dashes = [re.search(rf"\.v-{letter} {{ --v: [^;]+;(?: --dash: ([^;]+);)? }}", css)[1] for letter in "abcdef"]
    assert len(set(dashes)) == 6


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=6))
def test_ranges_hold_their_dots(triples):
    rows = [ranges.Row("abcdef"[i], sorted(t)[1], sorted(t)[0], sorted(t)[2]) for i, t in enumerate(triples)]
    root = ElementTree.fromstring(ranges.draw("Rate", "", rows, str, lambda r: f"{r:.2f}", 560))
    assert all(0 <= float(r.attrib["x"]) <= 560 for r in root.iter(f"{SVG}rect"))


def test_no_visitors_no_dot():
    drawn = ranges.draw("Rate", "", [ranges.Row("a", None)], str, str, 340)
    assert "<circle" not in drawn
    assert ">A<" in drawn


def test_path():
    assert path([(0, 0), (1.25, 3)]) == "M0 0L1.2 3"
