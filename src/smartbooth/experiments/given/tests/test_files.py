"""What a test is as files: the counts as `smartbooth judge` reads them, everything as JSON, the picture."""

import csv
import io
import json
import math
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from click.testing import CliRunner
from django.urls import reverse
from PIL import Image

from smartbooth.accounts.tenancy import within
from smartbooth.cli import main
from smartbooth.experiments.given.paint import SVG
from smartbooth.experiments.given.tests.scene import IDEAS, shown
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import standing
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import HOUR
from smartbooth.launches.models import Launch, Split
from smartbooth.tallies.models import Cohort

pytestmark = pytest.mark.django_db


def get(client, world, name, *rest, number=1, **extra):
    return client.get(reverse(name, args=[world.launch.pk, number, *rest]), **extra)


def judged(raw: bytes, margin: float):
    said = CliRunner().invoke(main, ["judge", "--json", "--margin", str(margin), "-"], raw)
    assert said.exit_code == 0, said.output
    return json.loads(said.stdout)["tests"]


def test_the_counts_by_hour_and_version(owner, world):
    shown(world)
    answer = get(owner, world, "test-data", "csv")
    assert answer["Content-Disposition"] == 'attachment; filename="aurora-1.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2 * 48
    assert ",".join(rows[0]) == (
        "test,variant,impressions,clicks,hour,planned_share,visitors,asked,confirmed,clickers,chosen"
    )
    assert list(rows[0].values()) == [
        "aurora-1", "a", "120", "6", "2026-11-02T12:00:00Z", "0.5", "120", "6", "6", "60", "0",
    ]  # fmt: skip
    assert [row["variant"] for row in rows[:4]] == ["a", "b", "a", "b"]


def test_a_share_that_nobody_knows_is_none(owner, world):
    shown(world)
    with within(world.workspace):
        Split.objects.all().delete()
    rows = csv.DictReader(io.StringIO(get(owner, world, "test-data", "csv").content.decode("utf-8-sig")))
    assert {row["planned_share"] for row in rows} == {""}


@pytest.mark.parametrize("state", ["keep", "winner", "control", "same"])
def test_judge_says_of_the_file_what_the_page_says(owner, world, state):
    round_ = shown(world, state)
    (one,) = judged(get(owner, world, "test-data", "csv").content, round_.margin / 100)
    assert one["state"] == state
    with within(world.workspace):
        pair = standing(round_).verdict.pairs["b"]
    assert one["variants"][1]["log_e"] == pytest.approx(pair.log_e, abs=1e-6)
    assert one["variants"][1]["lift"] == pytest.approx(list(pair.lift), abs=1e-6)


FOUND = {"hour": HOUR, "totals": {"a": [1, 0]}, "pairs": {}, "problem": ""}  # rounds/record.py


def test_everything_as_json(owner, world):
    shown(world, learned="The evening sells.", keep_back=10, found=FOUND)
    found = get(owner, world, "test-data", "json").json()
    assert list(found) == [
        "format", "at", "test", "versions", "split", "state", "problem", "decided", "pairs", "duels", "chances",
        "guards", "sample_ratio", "hours",
    ]  # fmt: skip
    told = (
        (Path(__file__).parents[5] / "docs/architecture.md").read_text().split("## A test outside of its page")[1]
    )
    assert all(f"`{name}`" in told for name in found)
    test = found["test"]
    assert (found["format"], found["at"], found["state"]) == (1, "2026-11-04T12:20:00Z", "winner")
    assert (test["goal"], test["margin"], test["keep_back"], test["begun"], test["ended"]) == (
        "lead", 0.1, 0.1, "2026-11-02T12:00:00Z", None,
    )  # fmt: skip
    assert test["learned"] == "The evening sells."
    a, b = found["versions"]
    assert (a["letter"], a["idea"], a["visitors"], a["goals"]) == ("a", IDEAS["a"], 5760, 288)
    assert (b["planned"], b["seen"], b["from"], b["until"]) == (0.5, 0.5, "2026-11-02T12:00:00Z", None)
    assert found["split"] == [{"from": "2026-11-02T12:00:00Z", "weights": {"a": 1, "b": 1}}]
    assert found["decided"]["best"] == "b" and found["decided"]["at"] == "2026-11-04T12:20:00Z"
    recorded = found["decided"]["found"]
    assert recorded["hour"] == "2026-11-04T12:00:00Z" and set(recorded) == {"hour", "totals", "pairs", "problem"}
    low, high = found["pairs"]["b"]["lift"]
    assert 0 < low < found["pairs"]["b"]["estimate"] < high
    assert found["pairs"]["b"]["log_e"] > math.log(20)
    assert list(found["guards"]) == ["click"]
    assert sum(found["chances"].values()) == pytest.approx(1)
    assert len(found["hours"]) == 96 and found["hours"][1]["variant"] == "b"


@pytest.mark.parametrize("state", SHAPE)
def test_json_has_no_number_that_json_has_not(owner, world, state):
    shown(world, state)
    raw = get(owner, world, "test-data", "json").content.decode()
    assert not re.search(r"NaN|Infinity", raw)
    assert (json.loads(raw)["pairs"] == {}) is (state == "untrusted")


def test_an_end_that_is_open_is_null(owner, world):
    round_ = shown(world, "keep")
    with within(world.workspace):  # nobody was asked since
        Round.objects.filter(pk=round_.pk).update(begun_hour=round_.begun_hour + 48)
    found = get(owner, world, "test-data", "json").json()
    assert found["hours"] == [] and found["state"] == "keep"
    assert found["pairs"]["b"]["lift"][1] is None


def test_counts_that_cannot_be_still_leave_as_they_are(owner, world):
    asked(world.launch, {"a": [(3, 5)], "b": [(3, 1)]})
    found = get(owner, world, "test-data", "json").json()
    assert (found["state"], found["problem"], found["pairs"]) == ("untrusted", "goals", {})
    assert found["versions"][0]["goals"] == 5
    assert get(owner, world, "test-data", "csv").content.count(b"\n") == 3
    for kind in ("svg", "png"):
        assert get(owner, world, "test-picture", kind).status_code == 200
    assert get(owner, world, "test-report").status_code == 200


def test_another_goals_count_that_cannot_be_takes_no_other_with_it(owner, world):
    shown(world)
    with within(world.workspace):
        one = Cohort.objects.filter(launch=world.launch.pk).first()
        Cohort.objects.filter(pk=one.pk).update(clickers=one.visitors + 1)
    found = get(owner, world, "test-data", "json").json()
    assert (found["state"], found["problem"], found["guards"]) == ("winner", "", {})
    for name, rest in (("test-report", []), ("test-picture", ["svg"]), ("test-data", ["csv"])):
        assert get(owner, world, name, *rest).status_code == 200


@pytest.mark.parametrize("state", SHAPE)
def test_the_picture_stands_by_itself(owner, world, state):
    """Well-formed, on white, with no class that a style sheet would have to explain, and nothing from elsewhere."""
    shown(world, state)
    answer = get(owner, world, "test-picture", "svg")
    assert answer["Content-Type"] == "image/svg+xml"
    root = ElementTree.fromstring(answer.content)
    assert root.find(f"{{{SVG}}}title").text.startswith("Aurora · Test 1: ")
    assert len(root.find(f"{{{SVG}}}desc").text) > 40
    said = answer.content.decode()
    assert not re.search(r"<style|<script|<image|<a |href|url\(|class=|@import|\son\w+=", said)
    assert re.findall(r"https?://[^\"]+", said) == [SVG]
    ground = root.find(f"{{{SVG}}}rect")
    assert (ground.get("fill"), ground.get("height")) == ("#ffffff", root.get("height"))
    drawn = [one for one in root.iter() if one.tag.rpartition("}")[2] in ("path", "rect", "line", "circle")]
    assert len(drawn) > 8
    for one in drawn:
        assert one.get("fill") or one.get("stroke"), ElementTree.tostring(one)


def test_a_launch_named_like_markup(owner, world):
    shown(world)
    with within(world.workspace):
        Launch.objects.filter(pk=world.launch.pk).update(name="<b>&\"'</b>")
    answer = get(owner, world, "test-picture", "svg")
    assert "<b>" not in answer.content.decode()
    assert ElementTree.fromstring(answer.content).find(f"{{{SVG}}}title").text.startswith("<b>&\"'</b> · Test 1")


def pixels(raw: bytes):
    image = Image.open(io.BytesIO(raw))
    return image, np.asarray(image.convert("L"))


def test_png_at_twice_the_size_with_its_text(owner, world):
    shown(world)
    answer = get(owner, world, "test-picture", "png")
    assert answer["Content-Type"] == "image/png"
    image, grey = pixels(answer.content)
    root = ElementTree.fromstring(get(owner, world, "test-picture", "svg").content)
    assert image.size == (2 * float(root.get("width")), 2 * float(root.get("height")))
    assert (grey[0, 0], grey[-1, -1]) == (255, 255)
    first = next(one for one in root.iter(f"{{{SVG}}}text") if one.text == "B wins")
    x, y, size = (int(float(first.get(key))) * 2 for key in ("x", "y", "font-size"))
    assert (grey[y - size : y, x : x + 3 * size] < 100).mean() > 0.05  # ink where the words stand
    assert get(owner, world, "test-picture", "png").content == answer.content


def test_in_the_readers_language(owner, world):
    shown(world)
    owner.cookies["language"] = "fr"
    root = ElementTree.fromstring(get(owner, world, "test-picture", "svg").content)
    assert "Aurora · Test 1" in [one.text for one in root.iter(f"{{{SVG}}}text")]
    assert "novembre 2026" in "".join(root.itertext())


@pytest.mark.parametrize("name", ["test-data", "test-picture"])
def test_other_kinds_and_other_tests_there_are_none(owner, world, name):
    shown(world)
    assert get(owner, world, name, "exe").status_code == 404
    for number in (2, 10**30):
        assert get(owner, world, name, "csv" if name == "test-data" else "svg", number=number).status_code == 404


QUERIES = {"csv": 6, "json": 7, "svg": 7}  # the session, the user and their workspace first


@pytest.mark.parametrize("kind", QUERIES)
@pytest.mark.parametrize("hours", [1, 48])
def test_more_hours_no_more_queries(owner, world, django_assert_num_queries, kind, hours):
    asked(world.launch, {letter: counts[:hours] for letter, counts in SHAPE["winner"].items()})
    with django_assert_num_queries(QUERIES[kind]):
        assert get(owner, world, "test-picture" if kind == "svg" else "test-data", kind).status_code == 200
