"""The lift between two rates: of the hours that both had, and as a reader reckons it where the split stood still."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from smartbooth.experiments.verdict.counts import Table
from smartbooth.experiments.verdict.rates import rates


def table(rows, shares=None):
    """`rows`: an hour each, (visitors, goals) by variant."""
    counts = np.array(rows, dtype=np.int64)
    plan = None if shares is None else np.array(shares, dtype=float)
    return Table(tuple("abc")[: counts.shape[1]], tuple(range(len(rows))), counts[:, :, 0], counts[:, :, 1], plan)


def test_of_the_sums_while_the_split_stands_still():
    found = rates(table([[(100, 10), (90, 12)], [(50, 5), (60, 9)]], [[0.5, 0.5]] * 2), "a", "b")
    assert found == pytest.approx([(12 / 90) / (10 / 100) - 1, (21 / 150) / (15 / 150) - 1])


def test_who_joins_late_or_has_left_is_compared_in_shared_hours_alone():
    counts = [[(100, 2), (100, 3), (0, 0)], [(100, 20), (1, 0), (100, 26)]]
    plan = [[0.5, 0.5, 0], [0.5, 0, 0.5]]
    assert rates(table(counts, plan), "a", "c")[-1] == pytest.approx(0.3)
    assert rates(table(counts, plan), "a", "b") == pytest.approx([0.5, 0.5])
    without = [[(100, 2), (100, 3), (0, 0)], [(100, 20), (0, 0), (100, 26)]]
    assert rates(table(without), "a", "c")[-1] == pytest.approx(0.3)
    assert rates(table(without), "a", "b") == pytest.approx([0.5, 0.5])


def test_shares_that_change_do_not_bend_it():
    """B is a fifth better in each hour; the sums say it is worse, since it was shown when rates were low."""
    counts = [[(100, 50), (100, 60)], [(100, 5), (1000, 60)]]
    found = rates(table(counts, [[0.5, 0.5], [0.1, 0.9]]), "a", "b")
    assert found == pytest.approx([0.2, 0.2])
    assert (120 / 1100) / (55 / 200) - 1 < -0.5


def test_none_where_a_rate_is_none_or_nothing():
    found = rates(table([[(0, 0), (10, 1)], [(10, 0), (10, 1)], [(10, 1), (10, 2)]], [[0.5, 0.5]] * 3), "a", "b")
    assert math.isnan(found[0]) and math.isnan(found[1]) and found[2] == pytest.approx((4 / 30) / (1 / 20) - 1)
    assert rates(table([[(10, 2), (10, 0)]]), "a", "b").tolist() == [-1.0]


@given(
    some.lists(
        some.tuples(*[some.integers(1, 500)] * 2, *[some.floats(0, 1)] * 2, some.floats(0.05, 0.95)), min_size=1
    )
)
def test_swapped_it_is_the_inverse(hours):
    rows = [[(n, round(n * p)), (m, round(m * q))] for n, m, p, q, _share in hours]
    one = table(rows, [[share, 1 - share] for *_counts, share in hours])
    for lift, back in zip(rates(one, "a", "b").tolist(), rates(one, "b", "a").tolist(), strict=True):
        if math.isfinite(lift) and lift > -1:
            assert (1 + lift) * (1 + back) == pytest.approx(1)
