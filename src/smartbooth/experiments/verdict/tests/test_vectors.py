"""Vectors that three independent routes computed (spec: in the file)."""

import json
import math
from pathlib import Path

import pytest

from smartbooth.experiments.verdict import best, evidence, lift, ratio

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text())
LOG_E, LOG_ODDS, LIFT = 1e-6, 2e-4, 5e-4


def ends(interval, unbounded):
    return [None if math.isinf(end) and unbounded else end for end in interval]


@pytest.mark.parametrize("vector", VECTORS["compare"], ids=lambda vector: vector["name"])
def test_a_pair(vector):
    made = evidence.likelihood(vector["cells"])
    assert vector["tau"] == evidence.TAU
    assert evidence.against_no_difference(made) == pytest.approx(vector["log_e"], abs=LOG_E)
    odds = evidence.intervals(made[None], vector["alpha"])[0].tolist()
    assert ends(odds, True) == pytest.approx(vector["logor"], abs=LOG_ODDS)
    goals, visitors = sum(c[1] for c in vector["cells"]), sum(c[0] for c in vector["cells"])
    assert ends(lift.lift(odds, goals, visitors), True) == pytest.approx(vector["lift"], abs=LIFT)


@pytest.mark.parametrize("vector", VECTORS["srm"])
def test_shares_that_never_changed(vector):
    found = ratio.fixed(vector["counts"], vector["probs"], vector["conc"])
    assert found == pytest.approx(vector["log_e"], abs=LOG_E)


def test_shares_by_the_hour():
    vector = VECTORS["srm_hourly"]
    found = ratio.hourly(vector["counts"], vector["probs"])
    assert vector["tau"] == ratio.TILT and found == pytest.approx(vector["log_e"], abs=LOG_E)


@pytest.mark.parametrize("pair", VECTORS["verdict"]["log_e"])
def test_each_pair_of_three(pair):
    vector = VECTORS["verdict"]
    control, treatment = map(int, pair.split(","))
    made = evidence.likelihood([[*hour[control], *hour[treatment]] for hour in vector["hours"]])
    assert vector["tau"] == evidence.TAU
    assert evidence.against_no_difference(made) == pytest.approx(vector["log_e"][pair], abs=LOG_E)


@pytest.mark.parametrize("vector", VECTORS["chance_best"])
def test_the_chance_to_be_best(vector):
    found = best.chances(vector["s"], vector["n"])
    assert tuple(vector["prior"]) == best.PRIOR and found == pytest.approx(vector["chance"], abs=LOG_E)
