"""Versions that show the same page: a test of them can find nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from smartbooth.launches.difference import difference
from smartbooth.launches.documents import Document


def alike(documents: Mapping[str, Document]) -> list[list[str]]:
    """Letters whose pages are the same, in groups of two or more: [["a", "b"]]. `documents`: by letter."""
    groups: list[list[str]] = []
    for letter in sorted(documents):
        twins = next((one for one in groups if not difference(documents[one[0]], documents[letter])), None)
        if twins is None:
            groups.append([letter])
        else:
            twins.append(letter)
    return [one for one in groups if len(one) > 1]


def said(letters: Sequence[str]) -> str:
    """ "A and B show the same page: there is nothing to tell apart." """
    *most, last = [letter.upper() for letter in letters]
    text = _("%(letters)s and %(last)s show the same page: there is nothing to tell apart.")
    return text % {"letters": ", ".join(most), "last": last}
