"""The evidence against an implementation that is as plain as can be, and against what must be true of any counts."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartbooth.experiments.verdict import evidence
from smartbooth.experiments.verdict.evidence import THETA

GRID = [0, 1, 60, 150, 199, 200, 201, 250, 333, 400]  # of THETA, looked at one by one


@st.composite
def cell(draw, most=60):
    n_c, n_t = draw(st.integers(0, most)), draw(st.integers(0, most))
    return (n_c, draw(st.integers(0, n_c)), n_t, draw(st.integers(0, n_t)))


def plain(cells, theta):
    """Fisher's noncentral hypergeometric law by whole numbers: log P(s_t | margins), without its θ-free constant."""
    total = 0.0
    for n_c, s_c, n_t, s_t in cells:
        goals = s_c + s_t
        support = range(max(0, goals - n_c), min(n_t, goals) + 1)
        top = math.fsum(
            math.comb(n_t, x) * math.comb(n_c, goals - x) * math.exp(theta * (x - s_t)) for x in support
        )
        total -= math.log(top) - math.log(math.comb(n_t, s_t) * math.comb(n_c, s_c))
    return total


@settings(max_examples=60, deadline=None)
@given(st.lists(cell(), min_size=1, max_size=4))
def test_it_is_fishers_law(cells):
    found = evidence.likelihood(cells)
    expected = [plain(cells, theta) - plain(cells, 0.0) for theta in THETA[GRID]]
    assert found[GRID] - found[200] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    "hour", [(900, 450, 800, 500), (3, 1, 4000, 1300), (600, 599, 700, 2), (5000, 4000, 300, 10)]
)
def test_hours_of_many_goals_lose_no_digit(hour):
    """Supports longer than one matrix product takes."""
    found = evidence.curves([hour])[0]
    n_c, s_c, n_t, s_t = hour
    goals = s_c + s_t
    x = np.arange(max(0, goals - n_c), min(n_t, goals) + 1)

    def choose(n, k):
        return np.array([math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) for i in k.tolist()])

    ways = choose(n_t, x) + choose(n_c, goals - x)
    expected = THETA * s_t - evidence.logsumexp(ways + np.multiply.outer(THETA, x))
    assert found - found[200] == pytest.approx(expected - expected[200], abs=1e-8)


MARGINS = [[(1, 1, 1)], [(5, 4, 3)], [(3, 7, 6), (4, 2, 3)], [(2, 2, 2), (0, 3, 1), (6, 5, 4)]]


@pytest.mark.parametrize("margins", MARGINS)
def test_without_a_difference_its_mean_is_one(margins):
    """E under the null, summed over every outcome that the margins (n_c, n_t, goals) allow."""
    outcomes = [([], 1.0)]
    for n_c, n_t, goals in margins:
        support = range(max(0, goals - n_c), min(n_t, goals) + 1)
        ways = math.comb(n_c + n_t, goals)
        outcomes = [
            ([*cells, (n_c, goals - x, n_t, x)], p * math.comb(n_t, x) * math.comb(n_c, goals - x) / ways)
            for cells, p in outcomes
            for x in support
        ]
    assert math.fsum(p for _, p in outcomes) == pytest.approx(1, abs=1e-12)
    found = [p * math.exp(evidence.against_no_difference(evidence.likelihood(cells))) for cells, p in outcomes]
    assert math.fsum(found) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("visitors", range(1, 8))
@pytest.mark.parametrize(("share", "rate"), [(0.5, 0.03), (0.8, 0.5)])
def test_within_an_hour_its_mean_is_what_it_was_before_the_hour(visitors, share, rate):
    """Whenever in the running hour one looks: after `visitors` of it, over everything that they can have done."""
    past = [(40, 4, 44, 9), (31, 2, 27, 3)]
    outcomes = {
        (control - x, treatment - y, x, y): math.comb(visitors, control) * share**treatment * (1 - share) ** control
        * math.comb(control, x) * math.comb(treatment, y) * rate ** (x + y) * (1 - rate) ** (visitors - x - y)
        for control in range(visitors + 1) for treatment in [visitors - control]
        for x in range(control + 1) for y in range(treatment + 1)
    }  # fmt: skip
    assert math.fsum(outcomes.values()) == pytest.approx(1, abs=1e-12)
    found = [
        p * math.exp(evidence.against_no_difference(evidence.likelihood([*past, (a + x, x, b + y, y)])))
        for (a, b, x, y), p in outcomes.items()
    ]
    before = math.exp(evidence.against_no_difference(evidence.likelihood(past)))
    assert math.fsum(found) == pytest.approx(before, abs=1e-9)


def test_who_looked_within_an_hour_sees_the_same_at_its_end():
    """Nothing of a look stays: not in the numbers, nor in what is remembered of days."""
    draw = np.random.default_rng(5)
    n = draw.poisson(60, (30, 2))
    hours = np.stack([n[:, 0], draw.binomial(n[:, 0], 0.1), n[:, 1], draw.binomial(n[:, 1], 0.13)], axis=1)
    for hour in range(30):
        for part in (4, 2):  # a quarter of the hour, then half of it
            evidence.likelihood([*hours[:hour].tolist(), (hours[hour] // part).tolist()])
        looked = evidence.likelihood(hours[: hour + 1])
    evidence._block.cache_clear()
    assert (evidence.likelihood(hours) == looked).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(cell(400), min_size=1, max_size=5))
def test_control_and_treatment_change_places(cells):
    one = evidence.likelihood(cells)
    other = evidence.likelihood([(n_t, s_t, n_c, s_c) for n_c, s_c, n_t, s_t in cells])
    assert evidence.against_no_difference(one) == pytest.approx(evidence.against_no_difference(other), abs=1e-9)
    low, high = evidence.intervals(one[None], 0.05)[0]
    assert evidence.intervals(other[None], 0.05)[0] == pytest.approx((-high, -low), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(cell(400), st.integers(1, 40))
def test_more_goals_speak_for_who_has_them(cell, more):
    n_c, s_c, n_t, s_t = cell
    fewer = evidence.curves([cell])
    many = evidence.curves([(n_c, s_c, n_t, min(n_t, s_t + more))])
    for before, after in zip(evidence.intervals(fewer, 0.05)[0], evidence.intervals(many, 0.05)[0], strict=True):
        assert after >= before - 1e-9 or math.isinf(before)
    speaks = evidence.against_no_difference(fewer)[
        0
    ]  # a first goal after none may speak for no difference, a little
    if evidence.likeliest(fewer)[0] > 0 and speaks > 0:
        assert evidence.against_no_difference(many)[0] >= speaks - 1e-9


@settings(max_examples=40, deadline=None)
@given(st.lists(cell(), min_size=1, max_size=30), st.data())
def test_hours_that_say_nothing_change_no_bit(cells, data):
    more = list(cells)
    silent = [(0, 0, 0, 0), (7, 3, 0, 0), (0, 0, 4, 4), (5, 0, 6, 0), (5, 5, 6, 6)]
    for _ in range(data.draw(st.integers(1, 30))):
        more.insert(data.draw(st.integers(0, len(more))), data.draw(st.sampled_from(silent)))
    assert (evidence.likelihood(more) == evidence.likelihood(cells)).all()


def test_an_interval_is_every_difference_that_is_not_refuted():
    curve = evidence.likelihood([(10_000, 300, 10_000, 420)])
    low, high = evidence.intervals(curve[None], 0.05)[0]
    inside = evidence.log_e(curve) < math.log(20)
    assert ((low <= THETA) & (high >= THETA) == inside).all()
    assert low < evidence.likeliest(curve[None, :])[0] < high


def test_the_likeliest_difference():
    """For fixed margins it is near the table's odds ratio; 0 where nothing is known, open where none has an end."""
    curves = evidence.curves([(10_000, 300, 10_000, 360), (10, 0, 0, 0), (50, 0, 50, 9), (50, 9, 50, 0)])
    found = evidence.likeliest(curves)
    assert found[0] == pytest.approx(math.log((360 / 9_640) / (300 / 9_700)), abs=1e-4)
    assert found[1:].tolist() == [0, math.inf, -math.inf]
