"""The odds ratio's interval as people read it: how many per cent more or fewer reach the goal."""

from __future__ import annotations

import math

from smartbooth.experiments.rates import wilson


def lift(odds: tuple[float, float], goals: int, visitors: int) -> tuple[float, float]:
    """The relative lift, from -1 (nobody any more) on, that `odds`, an interval of the log odds ratio, can mean at
    the control's `goals` of `visitors`: at each end of that rate's 99 % Wilson interval, and the wider. An open end
    is -1 below and infinite above.

    Raises ValueError like `rates.wilson`.
    """
    rates = wilson(goals, visitors)
    low, high = odds
    return min(lift_at(low, rate) for rate in rates), max(lift_at(high, rate) for rate in rates)


def lift_at(log_odds: float, rate: float) -> float:
    """The relative lift of a log odds ratio where the control's rate is `rate`; -1 and infinite for its open ends."""
    if math.isinf(log_odds):
        return log_odds if log_odds > 0 else -1.0
    odds = math.exp(log_odds)
    return odds / (1 - rate + rate * odds) - 1
