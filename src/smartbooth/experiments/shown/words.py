"""What one state has to say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """See answer.Answer."""

    word: str
    title: str
    more: str = ""
    notes: tuple[str, ...] = ()


def listed(letters: list[str]) -> str:
    """ "A, B, C"."""
    return ", ".join(letter.upper() for letter in letters)
