"""What other rooms have to say on the page of a launch's leads, above them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A sentence, and where it leads: `link` a path of the studio, `label` the link's words."""

    text: str
    link: str
    label: str
    urgent: bool = False


_others: list[Callable[[str], Word | None]] = []


def also(say: Callable[[str], Word | None]) -> None:
    """`say(launch id)` is asked within the launch's workspace. Said once, in a room's AppConfig."""
    _others.append(say)


def words(launch: str) -> list[Word]:
    return [word for say in _others if (word := say(launch)) is not None]
