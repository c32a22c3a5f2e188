"""What will be played, as plain values that travel to the client processes."""

import random
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

SEED = 20130401  # the same plan each time


@dataclass(frozen=True)
class Address:
    """Where to connect. Which launch is meant, its Host header says: names need not resolve."""

    host: str
    port: int
    tls: bool


@dataclass(frozen=True)
class Page:
    """One variant of one launch, as request heads without agent, cookie and final blank line."""

    page: bytes
    pixel: bytes
    click: bytes
    impressions: int
    clicks: int


@dataclass(frozen=True)
class Plan:
    address: Address
    pages: tuple[Page, ...]
    plain: tuple[bytes, ...]  # a page request of each launch with nothing forced: for the robots
    browsers: tuple[bytes, ...]
    robots: tuple[bytes, ...]

    @property
    def visits(self) -> int:
        return sum(page.impressions for page in self.pages)

    @property
    def robot_visits(self) -> int:
        return len(self.plain) * len(self.robots)


# One visit as a number, so that millions fit in memory: index of the page, and whether it clicks.
def visits(plan: Plan, part: int, parts: int) -> array:
    """Part `part` of `parts` of all visits, mixed over launches and variants: page index * 2 + clicks."""
    mixed = array("L")
    for index, page in enumerate(plan.pages):
        mixed.extend([index * 2 + 1] * page.clicks)
        mixed.extend([index * 2] * (page.impressions - page.clicks))
    random.Random(SEED).shuffle(mixed)  # noqa: S311 - a plan, not a secret
    return mixed[part::parts]


def robot_requests(plan: Plan, part: int, parts: int) -> Iterator[bytes]:
    """Each robot asks for each launch once."""
    every = [head + robot + b"\r\n" for head in plan.plain for robot in plan.robots]
    return iter(every[part::parts])
