"""The calculator against vectors of another route and against tests that are drawn; what is left; what can be found."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from smartbooth.experiments.verdict import allocation, evidence
from smartbooth.experiments.verdict.counts import once
from smartbooth.experiments.verdict.duration import duration
from smartbooth.experiments.verdict.judge import Impossible, Plan, State, Table, judge
from smartbooth.experiments.verdict.remaining import remaining

POWER = json.loads((Path(__file__).parent / "vectors.json").read_text())["power"]


@pytest.mark.parametrize("vector", POWER, ids=lambda vector: vector["p1"])
def test_as_another_route_found(vector):
    """Within 3 %: the vectors do not say how often they looked; here it is hourly in some three weeks."""
    expected = vector["sequential"]
    found = duration(vector["p0"], vector["p1"] / vector["p0"] - 1, expected["n80"] * 2 / 21)
    assert found.visitors == pytest.approx(expected["n80"], rel=0.03)
    assert found.mean_visitors == pytest.approx(expected["mean_stop_capped"], rel=0.03)
    assert found.days == pytest.approx(21, rel=0.03) and not found.hopeless


@pytest.mark.parametrize("rate", [0.03, 0.3])
def test_as_often_as_it_says(rate):
    """Of tests that are drawn, four in five have named their winner by the day that was told."""
    runs, difference, hours = 500, 0.25, 100
    told = duration(rate, difference, duration(rate, difference, 1_000).days * 1_000 * 24 / hours)
    n = math.ceil(told.visitors / hours)
    draw, total, won = np.random.default_rng(11), np.zeros((runs, len(evidence.THETA))), np.zeros(runs, dtype=bool)
    for _ in range(hours):
        goals = draw.binomial(n, [rate, rate * (1 + difference)], (runs, 2))
        cells = np.stack([np.full(runs, n), goals[:, 0], np.full(runs, n), goals[:, 1]], axis=1)
        kinds, which = np.unique(cells, axis=0, return_inverse=True)
        total += evidence.curves(kinds)[which]
        won |= evidence.against_no_difference(total) >= math.log(20)
    assert won.mean() == pytest.approx(0.80, abs=0.055)


def test_what_makes_a_test_long():
    usual = duration(0.03, 0.2, 1_000)
    assert usual.days == pytest.approx(46, abs=2) and usual.mean_days < usual.days
    assert duration(0.03, 0.1, 1_000).days > 3 * usual.days
    assert duration(0.03, 0.2, 2_000).days == pytest.approx(usual.days / 2, rel=0.03)
    assert duration(0.03, 0.2, 1_000, variants=4).days > 2.5 * usual.days
    assert duration(0.03, 0.2, 1_000, alpha=0.01).days > usual.days
    assert duration(0.03, 0.2, 1_000, power=0.9).days > usual.days
    assert duration(0.03, -0.2, 1_000).days == pytest.approx(duration(0.024, 0.25, 1_000).days, rel=0.01)


def test_more_than_a_year_is_hopeless():
    assert duration(0.03, 0.02, 100).hopeless
    assert not duration(0.03, 0.5, 100).hopeless


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ((0, 0.2, 100), "rate"),
        ((1.2, 0.2, 100), "rate"),
        ((math.nan, 0.2, 100), "rate"),
        ((0.03, 0, 100), "difference"),
        ((0.03, 1e-9, 100), "difference"),
        ((0.03, -1, 100), "difference"),
        ((0.6, 0.8, 100), "difference"),
        ((0.03, math.inf, 100), "difference"),
        ((0.03, 0.2, 0), "traffic"),
        ((0.03, 0.2, 100, 1), "plan"),
    ],
)
def test_what_cannot_be_answered(wrong, code):
    with pytest.raises(Impossible) as refused:
        duration(*wrong)
    assert refused.value.code == code


def table(rates, hours, visitors=60, seed=2):
    draw = np.random.default_rng(seed)
    n = draw.binomial(visitors, 1 / len(rates), (hours, len(rates)))
    return Table(tuple("abc"[: len(rates)]), tuple(range(hours)), n, draw.binomial(n, rates))


def test_what_is_left_when_there_is_a_winner():
    one = table((0.03, 0.06), 400)
    assert judge(one).best == "b" and remaining(one) == 0


def test_what_is_left_shrinks_as_the_test_goes_on():
    left = [remaining(table((0.10, 0.115, 0.10), hours, seed=4)) for hours in (300, 700, 1_000)]
    assert left == sorted(left, reverse=True) and left[-1] == 0 and left[0] < 60


def test_what_is_left_of_no_difference():
    """Until the margin holds both ends; more than a year where there are too few visitors for that."""
    assert 1 < remaining(table((0.1, 0.1), 100, 1_000)) < 60
    done = table((0.3, 0.3), 300, 2_000)
    assert judge(done).state is State.SAME and remaining(done) == 0
    assert remaining(table((0.03, 0.03), 300, 6), Plan(margin=0.001)) == math.inf


def test_what_is_left_cannot_be_said():
    assert remaining(once("ab", [(20, 1), (20, 2)])) is None
    assert remaining(table((0.1, 0.1), 100), now=5_000) is None  # nobody has come for months
    assert remaining(table((0.1, 0.1), 100), Plan(running=frozenset("a"))) is None
    assert remaining(once("ab", [(0, 0), (2_000, 100)])) is None


def test_half_the_traffic_takes_twice_as_long():
    one = table((0.10, 0.115), 168)
    slow = Table(one.letters, tuple(range(0, 336, 2)), one.visitors, one.goals)
    assert remaining(slow) == pytest.approx(2 * remaining(one), rel=0.06)


def test_the_split_that_follows():
    found = allocation.shares([(1_000, 30), (1_000, 60), (1_000, 30)])
    assert sum(found) == pytest.approx(1) and found[1] > 0.75 and min(found) >= allocation.LEAST
    assert found == allocation.shares([(1_000, 30), (1_000, 60), (1_000, 30)])
    assert found[0] == pytest.approx(found[2])
    assert allocation.shares([(0, 0)] * 4) == pytest.approx([0.25] * 4, abs=1e-6)
    assert allocation.shares([(5, 1)] * 12) == pytest.approx([1 / 12] * 12)
    for wrong in ([], [(3, 4)]):
        with pytest.raises(Impossible):
            allocation.shares(wrong)
