"""A launch's splits, as the edge draws by them: by the hour its clock says, without asking anybody."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping
from itertools import accumulate

Rows = Iterable[tuple[int, Mapping[str, int]]]  # (first hour, {letter: weight}), as launches.Split stores them


class Shares:
    """Who takes an hour's new visitors, and how many of them."""

    __slots__ = ("_steps", "letters", "total")

    def __init__(self, weights: Mapping[str, int]) -> None:
        """`weights`: at least one letter, each from 1."""
        self.letters = tuple(sorted(weights))
        self._steps = tuple(accumulate(weights[letter] for letter in self.letters))
        self.total = self._steps[-1]

    def letter(self, drawn: int) -> str:
        """The variant of a number below `total`: each gets its weight's share."""
        return self.letters[bisect_right(self._steps, drawn)]


class Timetable:
    """The split in force and those to come. Never changed, but for the hour it was asked about last."""

    def __init__(self, splits: Rows, served: Container[str], control: str) -> None:
        """A letter without pages among the `served` is passed over; where nobody is left, `control` takes all."""
        known = sorted((hour, _known(weights, served) or {control: 1}) for hour, weights in splits)
        known = known or [(0, {control: 1})]
        self._hours = [hour for hour, _weights in known]
        self._shares = [Shares(weights) for _hour, weights in known]
        self._last = (self._hours[0], self._shares[0])

    def at(self, hour: int) -> Shares:
        """Whose turn it is in that hour; before the first that is known, the first."""
        last = self._last
        if last[0] == hour:
            return last[1]
        shares = self._shares[max(0, bisect_right(self._hours, hour) - 1)]
        self._last = (hour, shares)  # at once: another thread sees both or neither
        return shares


def _known(weights: Mapping[str, int], served: Container[str]) -> dict[str, int]:
    return {letter: weight for letter, weight in weights.items() if letter in served and weight > 0}
