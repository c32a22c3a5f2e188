import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartbooth.experiments.rates import rate, wilson


@settings(deadline=None)
@given(st.integers(1, 10**7), st.floats(0, 1))
def test_the_range_holds_the_rate_and_stays_a_share(visitors, share):
    goals = int(visitors * share)
    low, high = wilson(goals, visitors)
    assert 0 <= low <= goals / visitors <= high <= 1
    narrower = wilson(goals * 10, visitors * 10)
    assert narrower[1] - narrower[0] < high - low


def test_known_value():
    # Wilson's formula worked by hand for 10 of 100 at z = 1.96
    low, high = wilson(10, 100, 1.96)
    assert (round(low, 4), round(high, 4)) == (0.0552, 0.1744)


@pytest.mark.parametrize(("goals", "visitors"), [(0, 0), (2, 1), (-1, 5)])
def test_what_is_no_rate(goals, visitors):
    with pytest.raises(ValueError, match="no rate"):
        wilson(goals, visitors)
    assert rate(goals, visitors) is None or goals < 0


def test_rate():
    assert rate(1, 4) == 0.25
    assert rate(2, 1) is None  # came yesterday, left an address today
