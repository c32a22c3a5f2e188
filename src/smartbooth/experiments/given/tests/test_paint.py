"""Looks that a picture takes along are those of the page."""

import re
from pathlib import Path

import pytest

import smartbooth.web
from smartbooth.accounts.tenancy import within
from smartbooth.experiments.charts.svg import picture, tag
from smartbooth.experiments.given import paint, png, typeset
from smartbooth.experiments.given.standalone import INSIDE
from smartbooth.experiments.given.tests.scene import shown
from smartbooth.experiments.rounds.standing import standing
from smartbooth.experiments.shown import picture as pictures
from smartbooth.experiments.tests.rounds import SHAPE

TOKENS = Path(smartbooth.web.__file__).parent / "static/web/tokens.css"


def test_colours_are_the_tokens_light_ones():
    light = dict(re.findall(r"--([\w-]+): light-dark\((#\w+),", TOKENS.read_text()))
    for letter, colour in paint.VARIANTS.items():
        assert colour == light[f"variant-{letter}"]
    for name in ("ink", "muted", "line", "edge", "sunken"):
        assert getattr(paint, name.upper()) == light[name]


@pytest.mark.django_db
@pytest.mark.parametrize("state", SHAPE)
def test_every_class_of_a_tests_picture_is_known(world, state):
    """Or it would leave black."""
    with within(world.workspace):
        drawn = pictures.over_time(standing(shown(world, state)))
    classes = {name for names in re.findall(r'class="([^"]+)"', drawn) for name in names.split()}
    unknown = {name for name in classes if not re.fullmatch("v-[a-z]", name)} - set(paint.PAINT) - paint.GROUPS
    assert not unknown


def test_a_version_beyond_the_palette_is_black_on_white():
    chart = picture(
        10, 10, "t", "d", tag("g", tag("path", d="M0 0", class_="stroke"), class_="v-z"), class_="chart"
    )
    (stroke,) = [one for one in paint.painted(chart).iter() if one.get("d")]
    assert stroke.get("stroke") == paint.INK and stroke.get("stroke-dasharray") is None


def test_what_is_seen_by_pointing_stays_behind():
    chart = picture(10, 10, "t", "d", tag("g", tag("rect", x=0.0), class_="slots"), class_="chart")
    assert not [one for one in paint.painted(chart).iter() if one.tag.endswith("rect")]


def test_lines_of_type_stand_in_their_width():
    text = "One sentence that is much longer than the picture is wide, " * 4 + "W" * 200
    lines = typeset.broken(text, 19, INSIDE)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert len(lines) > 3 and all(typeset._font(19).getlength(line) <= INSIDE for line in lines)
    assert typeset.broken("", 19, INSIDE) == [""]


def test_letters_beyond_the_face_are_drawn_as_the_machine_can():
    svg = f'<svg xmlns="{paint.SVG}" width="40" height="20"><text y="15">日本</text></svg>'
    assert png.draw(svg).startswith(b"\x89PNG")


def test_no_svg_is_no_picture():
    with pytest.raises(ValueError):
        png.draw("<svg")
