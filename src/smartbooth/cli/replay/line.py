"""A line of the comparison. Apart from compare.py, so that reporting needs no settings."""

from dataclasses import dataclass

Counted = tuple[int, int]  # visitors, clickers


@dataclass(frozen=True)
class Line:
    """One variant: what the file says and what the tallies say. `letter` "*" is the launch's dropped robots."""

    launch: str
    letter: str
    expected: Counted
    counted: Counted

    @property
    def equal(self) -> bool:
        return self.expected == self.counted
