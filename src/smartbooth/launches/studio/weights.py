"""The shares of new visitors as their form in a launch's settings shows them, and what other rooms say beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.safestring import SafeString

from smartbooth.launches.models import Launch

PARTS = 100  # above it weights are finer than anybody types: the split that follows the results writes such
Say = Callable[[Launch], SafeString | str]
_others: list[Say] = []


def also(say: Say) -> None:
    """`say(launch)` within the launch's workspace: a sentence, "" for none. Said once, in a room's AppConfig."""
    if say not in _others:
        _others.append(say)


def notes(launch: Launch) -> list[SafeString | str]:
    return [note for say in _others if (note := say(launch))]


def readable(weights: Mapping[str, int]) -> dict[str, int]:
    """{letter: weight} as it is, where somebody may have typed it, and else in whole per cents that sum to PARTS, by
    the largest remainder. A version that takes visitors keeps 1 at least."""
    if max(weights.values(), default=0) <= PARTS:
        return dict(weights)
    total = sum(weights.values())
    parts = {x: max(weight * PARTS // total, min(weight, 1)) for x, weight in weights.items()}
    left = PARTS - sum(parts.values())
    rest = sorted(weights, key=lambda x: -(weights[x] * PARTS % total))
    for letter in rest[: max(0, left)]:
        parts[letter] += 1
    for _one in range(-left):  # taken from the largest, for those that were raised to 1
        parts[max(parts, key=lambda x: parts[x])] -= 1
    return parts
