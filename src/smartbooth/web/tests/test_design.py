"""The tokens keep their promises: contrast in both themes, colours apart for every kind of eye, a scale, a rhythm."""

import itertools
import math
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[1] / "static/web"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = 0, 1
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS)
}
VARIANTS = [f"variant-{letter}" for letter in "abcdef"]
GROUNDS = ["paper", "surface"]
# Brettel-like matrices on linear light, severity 1: Machado, Oliveira & Fernandes, 2009
SEEN_BY = {
    "most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopes": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopes": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}  # fmt: skip


def linear(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one, other):
    """WCAG 2.2's ratio, 1 to 21."""
    weights = (0.2126, 0.7152, 0.0722)
    dark, light = sorted(
        sum(weight * part for weight, part in zip(weights, linear(colour), strict=True)) for colour in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb):
    """Björn Ottosson's OKLab, where distance is close to what eyes tell apart (0.02 is just noticeable)."""
    long = 0.4122214708 * rgb[0] + 0.5363325363 * rgb[1] + 0.0514459929 * rgb[2]
    mid = 0.2119034982 * rgb[0] + 0.6806995451 * rgb[1] + 0.1073969566 * rgb[2]
    short = 0.0883024619 * rgb[0] + 0.2817188376 * rgb[1] + 0.6299787005 * rgb[2]
    l, m, s = (max(value, 0) ** (1 / 3) for value in (long, mid, short))  # noqa: E741 - the paper's names
    return (
        0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    )


def apart(one, other, eye):
    def see(colour):
        return oklab([sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in SEEN_BY[eye]])

    return math.dist(see(one), see(other))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("text", ["ink", "muted", "accent", "accent-strong", "good", "warn", "bad"])
@pytest.mark.parametrize("ground", [*GROUNDS, "sunken"])
def test_text_is_readable(theme, text, ground):
    assert contrast(COLOURS[text][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("text", "ground"),
    [("accent-ink", "accent"), ("accent-ink", "accent-strong"), ("accent", "accent-wash"),
     ("accent-strong", "accent-wash"), ("good", "good-wash"), ("warn", "warn-wash"), ("bad", "bad-wash"),
     ("ink", "accent-wash"), ("ink", "good-wash"), ("ink", "warn-wash"), ("ink", "bad-wash")],
)  # fmt: skip
def test_text_on_its_own_ground(theme, text, ground):
    assert contrast(COLOURS[text][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_of_controls_are_seen(theme, ground):
    assert contrast(COLOURS["edge"][theme], COLOURS[ground][theme]) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_letter_is_readable_on_its_chip(theme, variant):
    assert contrast(COLOURS[variant][theme], COLOURS["surface"][theme]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("eye", SEEN_BY)
def test_variants_are_told_apart(theme, eye):
    pairs = itertools.combinations(VARIANTS, 2)
    nearest = min((apart(COLOURS[a][theme], COLOURS[b][theme], eye), a, b) for a, b in pairs)
    assert nearest[0] >= 0.08, nearest


def test_six_sizes_in_one_ratio():
    sizes = [float(size) for size in re.findall(r"--step-(?:-?\d): ([\d.]+)rem", TOKENS)]
    assert len(sizes) == 6
    assert all(later / earlier == pytest.approx(1.25, abs=0.01) for earlier, later in itertools.pairwise(sizes))


def test_a_rhythm_of_four_pixels():
    spaces = [float(space) * 16 for space in re.findall(r"--space-\d: ([\d.]+)rem", TOKENS)]
    assert len(spaces) == 8 and all(space % 4 == 0 for space in spaces)


def test_motion_is_short_and_asked_for():
    css = "".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.css"))
    assert all(int(ms) < 200 for ms in re.findall(r"(\d+)ms", css))
    for match in re.finditer(r"\b(transition|animation):", css):
        assert "prefers-reduced-motion: no-preference" in css[: match.start()].rsplit("@media", 1)[-1]


def test_no_colour_outside_the_tokens():
    """A colour said twice drifts apart: only tokens.css names any."""
    for path in STATIC.glob("*.css"):
        if path.name != "tokens.css":
            css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
            assert re.findall(r"(?<!&)#[0-9a-fA-F]{3,8}\b", css) == [], path.name


def test_every_token_used_exists():
    defined = set(re.findall(r"(--[\w-]+):", TOKENS)) | {"--letter", "--crop"}
    for path in STATIC.glob("*.css"):
        assert set(re.findall(r"var\((--[\w-]+)", path.read_text(encoding="utf-8"))) <= defined, path.name
