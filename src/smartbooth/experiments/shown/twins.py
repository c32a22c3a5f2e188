"""A test of one page against itself."""

from __future__ import annotations

from collections.abc import Iterable

from smartbooth.launches.alike import alike, said
from smartbooth.launches.models import Publication


def same_page(publication: Publication | None, letters: Iterable[str]) -> str:
    """ "A and B show the same page: …" of `letters`, as they are published; "" where each has a page of its own."""
    if publication is None:
        return ""
    taking = set(letters)
    shown = {letter: document for letter, document in publication.documents.items() if letter in taking}
    return " ".join(said(group) for group in alike(shown))
