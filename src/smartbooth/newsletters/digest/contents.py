"""What one letter about other launches says, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from smartbooth.newsletters.digest import picking
from smartbooth.newsletters.digest.models import Entry
from smartbooth.newsletters.digest.picking import Pick

SOURCE = "?utm_source=letter"  # what owners read in their results: the same for every reader


class Nothing(LookupError):
    """None of the launches that were approved may still be named."""


@dataclass(frozen=True)
class Named:
    name: str
    owner: str
    says: str
    url: str
    language: str


EXAMPLE = [
    Named("Aurora", "Aurora SAS", "A lamp that wakes you with the sun", "https://aurora.example.org/", "en"),
    Named(
        "Le pain du soir", "Fournil Leblanc", "Du pain chaud à dix-neuf heures", "https://pain.example.org/", "fr"
    ),
]


def of(key: str, language: str) -> list[Named]:
    """The launches of a round (its id) for readers of `language`, as approved, without those taken down, or whose
    owners changed their mind since. Where none is in that language they are those of the others. Raises Nothing."""
    entries = list(Entry.objects.filter(round=key))
    addresses = picking.wanted(one.launch_id for one in entries)
    left = [
        Named(one.name, one.owner, one.says, addresses[one.launch_id] + SOURCE, one.language)
        for one in entries
        if one.launch_id in addresses
    ]
    if not left:
        raise Nothing(key)
    return _spoken(left, language)


def planned(found: Sequence[Pick], language: str) -> list[Named]:
    """The same of what could be approved now."""
    return _spoken(
        [Named(one.name, one.owner, one.says, one.url + SOURCE, one.language) for one in found], language
    )


def _spoken(found: list[Named], language: str) -> list[Named]:
    return [one for one in found if one.language == language] or found
