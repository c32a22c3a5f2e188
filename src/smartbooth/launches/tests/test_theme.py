"""The theme: WCAG's numbers, colours that survive the round trip, dark sides that read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.launches import theme
from smartbooth.launches.theme import colour as c
from smartbooth.launches.theme.palette import day, deep, is_dark, night
from smartbooth.launches.theme.voices import VOICES

COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
PAIRS = ("background", "surface", "text", "accent")


# Ratios as WCAG's formula gives them; #767676 and #949494 on white are the well-known last greys of AA and of 3:1.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#949494", "#ffffff", 3.03),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#00ff00", "#000000", 15.30),
    ],
)
def test_wcag_ratios(one, other, expected):
    assert c.ratio(one, other) == pytest.approx(expected, abs=0.005)
    assert c.ratio(other, one) == c.ratio(one, other)


# Ottosson's own values for OKLab, as OKLCH.
@pytest.mark.parametrize(
    ("given_colour", "lightness", "chroma"),
    [("#ffffff", 1.0, 0.0), ("#000000", 0.0, 0.0), ("#ff0000", 0.628, 0.2577), ("#0000ff", 0.452, 0.3132)],
)
def test_oklch(given_colour, lightness, chroma):
    found = c.lch(given_colour)
    assert found.lightness == pytest.approx(lightness, abs=0.001)
    assert found.chroma == pytest.approx(chroma, abs=0.001)


@given(COLOUR)
def test_a_colour_comes_back_from_oklch(given_colour):
    back = c.colour(c.lch(given_colour))
    assert all(abs(a - b) <= 2 / 255 for a, b in zip(c.rgb(back), c.rgb(given_colour), strict=True))


@given(COLOUR)
def test_ink_on_any_accent_reads(accent):
    assert c.ratio(c.ink_on(accent), accent) >= 4.5


@given(st.fixed_dictionaries(dict.fromkeys(PAIRS, COLOUR)))
def test_whatever_is_chosen_the_dark_side_reads(chosen):
    """What we derive is ours to get right: text, secondary text, links and buttons, in the dark and in dark parts."""
    whole = theme.parse(chosen)
    palettes = [] if is_dark(whole) else [night(whole), deep(whole), deep(whole, at_night=True)]
    for palette in palettes:
        for ground in (palette.paper, palette.surface):
            assert c.ratio(palette.ink, ground) >= 7
            assert c.ratio(palette.muted, ground) >= 4.5
            assert c.ratio(palette.link, ground) >= 4.5
            assert c.ratio(palette.accent, ground) >= 3
            assert c.ratio(palette.edge, ground) >= 3
        assert c.ratio(palette.accent_ink, palette.accent) >= 4.5


@pytest.mark.parametrize("name", theme.PRESETS)
def test_presets_read_by_day_and_by_night(name):
    chosen = theme.parse(theme.PRESETS[name][1])
    assert theme.contrast(chosen) == []
    for palette in (day(chosen), night(chosen), deep(chosen)):
        for ground in (palette.paper, palette.surface):
            assert min(c.ratio(x, ground) for x in (palette.ink, palette.muted, palette.link)) >= 4.5


def test_what_would_be_hard_to_read_is_said_in_numbers():
    problems = theme.contrast({"text": "#999999", "accent": "#ffee88"})
    assert problems[0].startswith("Buttons are hard to see")
    assert any("The text is hard to read on the background: contrast 2.8" in problem for problem in problems)
    assert len(problems) == 4


def test_a_ratio_just_missed_is_not_rounded_up():
    assert "4.4" in theme.contrast({"text": "#777777", "surface": "#ffffff"})[0]


@pytest.mark.parametrize(
    ("typed", "kept"), [("#1F4FD8", "#1f4fd8"), ("fff", "#ffffff"), ("#abc", "#aabbcc"), ("", "#1f4fd8")]
)
def test_colours_as_typed(typed, kept):
    assert theme.parse({"accent": typed})["accent"] == kept


@pytest.mark.parametrize("typed", ["red", "#12345", "url(x)", "#fff;}", "rgb(1,2,3)", "#gggggg", "</style>"])
def test_what_is_no_colour_is_refused(typed):
    with pytest.raises(theme.ThemeError) as refused:
        theme.parse({"accent": typed})
    assert set(refused.value.errors) == {"accent"}


def test_an_empty_theme_is_the_default_and_parses_to_itself():
    chosen = theme.parse({})
    assert theme.parse(chosen) == chosen
    assert theme.contrast({}) == []


@pytest.mark.parametrize("font", VOICES)
def test_tokens_are_well_formed_for_every_voice(font):
    css = theme.tokens({"font": font})
    assert css.count("{") == css.count("}") and "<" not in css and "url(" not in css
    for name in (
        "paper",
        "surface",
        "ink",
        "muted",
        "line",
        "accent",
        "accent-ink",
        "link",
        "font",
        "display",
        "gap",
    ):
        assert f"--{name}:" in css


def test_the_dark_side_follows_the_device_unless_told_not_to():
    assert "@media screen and (prefers-color-scheme:dark)" in theme.tokens({})
    assert "prefers-color-scheme" not in theme.tokens({"dark": "never"})
    assert "prefers-color-scheme" not in theme.tokens({"background": "#101020", "text": "#ffffff"})
