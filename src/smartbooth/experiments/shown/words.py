"""What one state has to say."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import pgettext


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


def together(letters: list[str]) -> str:
    """ "A, B and C"."""
    *most, last = letters
    if not most:
        return last.upper()
    return pgettext("a list's end", "%(most)s and %(last)s") % {"most": listed(most), "last": last.upper()}
