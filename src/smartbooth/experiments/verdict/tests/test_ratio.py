"""Shares that were planned and shares that came, with splits that change, begin and end."""

import math

import numpy as np
import pytest

from smartbooth.experiments.verdict.counts import until
from smartbooth.experiments.verdict.judge import Table, judge
from smartbooth.experiments.verdict.ratio import ALARM, against_plan, by_hour, fixed, hourly


def table(visitors, shares):
    n = np.array(visitors)
    return Table(
        tuple("abcd"[: n.shape[1]]), tuple(range(len(n))), n, np.zeros_like(n), np.array(shares, dtype=float)
    )


def drawn(shares, visitors=300, seed=3):
    return table(np.random.default_rng(seed).multinomial(visitors, shares), shares)


def test_what_never_changed_is_looked_at_as_a_whole():
    one = drawn([[0.2, 0.3, 0.5]] * 50)
    assert against_plan(one) == pytest.approx(fixed(one.visitors.sum(axis=0).tolist(), [0.2, 0.3, 0.5]))


def test_what_changed_only_while_nobody_came_never_changed():
    one = table([[50, 50], [0, 0], [48, 53]], [[0.5, 0.5], [0.9, 0.1], [0.5, 0.5]])
    assert against_plan(one) == pytest.approx(fixed([98, 103], [0.5, 0.5]))


def test_what_changes_is_looked_at_by_the_hour():
    shares = np.random.default_rng(1).dirichlet([5, 5], 60)
    one = drawn(shares)
    assert against_plan(one) == pytest.approx(hourly(one.visitors, one.shares))
    assert against_plan(one) < ALARM
    lossy = table(
        one.visitors - one.visitors // 5 * np.array([1, 0]), shares
    )  # one in five of a is lost on the way
    assert against_plan(lossy) > ALARM


def test_a_variant_that_was_not_there_yet_and_one_that_was_taken_out():
    shares = [[0.5, 0.5, 0]] * 30 + [[0.4, 0.3, 0.3]] * 30 + [[0.5, 0, 0.5]] * 30 + [[0, 0, 1]] * 10
    assert against_plan(drawn(shares)) < 0.5
    assert against_plan(drawn([[0.5, 0.5, 0]] * 30)) == pytest.approx(
        np.logaddexp(fixed(drawn([[0.5, 0.5, 0]] * 30).visitors.sum(axis=0)[:2].tolist(), [0.5, 0.5]),
                     9_000 * (math.log1p(-0.01) - math.log1p(-0.001))) - math.log(2)
    )  # fmt: skip


def test_a_few_strays_are_clocks_and_many_are_a_fault():
    one = drawn([[0.5, 0.5, 0]] * 40)
    one.visitors[5, 2], one.visitors[20, 2] = 3, 2
    assert against_plan(one) < 0.5
    one.visitors[:, 2] = 3  # one in a hundred, all along
    assert against_plan(one) > ALARM


def test_visitors_that_nobody_planned_are_a_fault():
    one = table([[0, 5000]], [[1, 0]])
    assert against_plan(one) > ALARM


def test_nothing_is_said_of_nothing():
    assert against_plan(table([[0, 0]], [[0.5, 0.5]])) == 0
    one = table([[5, 9]], [[0.5, 0.5]])
    assert against_plan(Table(one.letters, one.hours, one.visitors, one.goals)) is None


def test_an_hour_whose_split_is_not_known_is_left_out():
    nan = [math.nan, math.nan]
    for shares in ([[0.5, 0.5]] * 30, np.random.default_rng(1).dirichlet([5, 5], 30).tolist()):
        one = drawn(shares)
        other = table([[900, 0], *one.visitors.tolist()], [nan, *shares])
        assert against_plan(other) == pytest.approx(against_plan(one))
        assert judge(other).planned == judge(one).planned and judge(other).seen == judge(one).seen
    assert against_plan(table([[900, 0]], [nan])) == 0 and judge(table([[900, 0]], [nan])).seen["a"] == 1


@pytest.mark.parametrize("seed", range(12))
def test_by_the_hour_it_is_what_it_is_of_the_table_until_then(seed):
    """Splits that stay, change, begin, end and are not known; hours in which nobody came; strays."""
    draw = np.random.default_rng(seed)
    rows = draw.dirichlet([4, 4, 4], 4)
    rows[2] = [0.5, 0.5, 0]
    shares = rows[np.sort(draw.integers(0, 4, 60))] if seed % 3 else np.tile(rows[seed % 4], (60, 1))
    n = draw.multinomial(draw.poisson(20, 60), shares) + draw.binomial(1, 0.05, (60, 3))
    n[draw.random(60) < 0.2] = 0
    shares[draw.random(60) < 0.1] = math.nan
    one = table(n, shares)
    wanted = [against_plan(until(one, row + 1)) for row in range(60)]
    assert by_hour(one) == pytest.approx(wanted, abs=1e-9)


def test_by_the_hour_of_nothing():
    assert by_hour(table([[0, 0], [3, 3]], [[math.nan] * 2] * 2)).tolist() == [0, 0]
    assert by_hour(Table(("a", "b"), (), np.zeros((0, 2), dtype=int), np.zeros((0, 2), dtype=int))) is None


def test_as_planned_its_mean_is_one():
    """The fixed e-value summed over every outcome of 40 visitors, and the hourly one over two hours."""
    probabilities = [math.comb(40, k) * 0.3**k * 0.7 ** (40 - k) for k in range(41)]
    values = [math.exp(fixed([k, 40 - k], [0.3, 0.7])) for k in range(41)]
    assert math.fsum(p * e for p, e in zip(probabilities, values, strict=True)) == pytest.approx(1, abs=1e-9)
    total = 0.0
    for i in range(9):
        for k in range(13):
            p = math.comb(8, i) * 0.2**i * 0.8 ** (8 - i) * math.comb(12, k) * 0.5**12
            total += p * math.exp(hourly([[i, 8 - i], [k, 12 - k]], [[0.2, 0.8], [0.5, 0.5]]))
    assert total == pytest.approx(1, abs=1e-9)
