"""What other rooms have to say before versions go out: beside the versions, and where they are published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from smartbooth.launches.models import Launch


@dataclass(frozen=True)
class Word:
    """A panel: `template` is its inside, which reads `word.more`."""

    key: str  # of its heading, in the page
    title: str
    template: str
    more: Any = None


Make = Callable[[Launch], Word | None]
_others: list[Make] = []


def also(make: Make) -> None:
    """`make(launch)` within the launch's workspace; None where there is nothing to say. Said once, in a room's
    AppConfig."""
    if make not in _others:
        _others.append(make)


def words(launch: Launch) -> list[Word]:
    return [word for make in _others if (word := make(launch)) is not None]
