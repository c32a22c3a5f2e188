"""What rooms above keep about a person, in the letter about their data, in the copy of it, and among what an erasure
took."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from smartbooth.people.models import Person


@dataclass(frozen=True)
class Part:
    """`key`: in the copy. `template`: draws `rows` in the letter and, where `whole`, in the copy. `read(person,
    whole)`: the rows, of JSON's types, moments in ISO 8601; none where there is nothing. `gone(count)`: a sentence of
    what went with so many rows."""

    key: str
    template: str
    read: Callable[[Person, bool], list[dict[str, Any]]]
    gone: Callable[[int], str]


_parts: dict[str, Part] = {}


def also(part: Part) -> None:
    """Said once a key, in a room's AppConfig."""
    _parts[part.key] = part


def parts() -> list[Part]:
    return list(_parts.values())
