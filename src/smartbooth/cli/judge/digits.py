"""Rates and lifts with as many digits as they need to say what is true."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from smartbooth.experiments.verdict.counts import Counts
from smartbooth.experiments.verdict.pair import Pair

FAR = 10.0  # a lift from which on percentages say less than "more than ten times as many"
FEWEST, MOST = 2, 9  # decimals of a rate
FINE = 9  # decimals of a lift, at most; beyond is what arithmetic in doubles leaves


def percentages(totals: Sequence[Counts], apart: bool) -> list[str]:
    """The rate of each (visitors, goals), all with the same decimals: FEWEST, or as many as it takes that no rate
    reads as nobody or everybody that is not, and with `apart` that no two read alike that differ."""
    rates = [goals / visitors if visitors else None for visitors, goals in totals]
    for decimals in range(FEWEST, MOST + 1):
        told = {rate: f"{100 * rate:.{decimals}f} %" for rate in rates if rate is not None}
        ends = {f"{end:.{decimals}f} %" for end in (0, 100)}
        plain = all(rate in (0, 1) or one not in ends for rate, one in told.items())
        if plain and not (apart and len(set(told.values())) < len(told)):
            break
    return ["–" if rate is None else told[rate] for rate in rates]


def span(pair: Pair) -> str:
    """The lifts that fit. Ends are rounded outwards, and never over 0: where no difference is refuted the end says
    so."""
    low, high = pair.lift
    if low == -1 and high == math.inf:
        return "anything yet"
    above, below = pair.odds[0] >= 0, pair.odds[1] <= 0
    least = _end(low, ROUND_FLOOR, above, "above 0 %")
    return f"{least} to {_end(high, ROUND_CEILING, below, 'below 0 %')}" if high < math.inf else f"{least} or more"


def _end(lift: float, rounding: str, refuted: bool, beyond: str) -> str:
    """`refuted`: that 0 is; then decimals are added until the end does not read as 0. `beyond` is said where it is 0
    itself: of a control whose rate may be 100 % or none, no odds make more or fewer."""
    if lift >= FAR:
        return f"{_rounded(lift + 1, 0, rounding):,}×"
    for decimals in range(1, FINE + 1):
        told = _rounded(100 * lift, decimals, rounding)
        if told or not refuted:
            return f"{told:+} %" if told else "0.0 %"
    return beyond


def _rounded(value: float, decimals: int, rounding: str) -> Decimal:
    """Rounded after what is beyond FINE is cut, lest 5.000000000000001 becomes 5.1."""
    return Decimal(f"{value:.{FINE}f}").quantize(Decimal(1).scaleb(-decimals), rounding=rounding)
