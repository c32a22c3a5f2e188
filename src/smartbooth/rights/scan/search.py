"""The whole search: all an installation writes, the copies and logs that are named, and what its own look-ups say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connections

from smartbooth.people import suppression, vault
from smartbooth.people.address import Address
from smartbooth.rights.scan import bytes as files
from smartbooth.rights.scan import tables
from smartbooth.rights.scan.looked import Looked
from smartbooth.rights.scan.spellings import Spellings


@dataclass
class Outcome:
    looked: Looked
    known: bool  # the blind index finds a person: they are not erased, or came back
    kept_from: list[str] = field(default_factory=list)  # classes of messages a keyed hash keeps from the address
    sealed: list[str] = field(default_factory=list)  # copies with a sealed record of the address
    opens: list[str] = field(default_factory=list)  # copies of the key store that still open such a record

    @property
    def clean(self) -> bool:
        return not (self.looked.found or self.known or self.opens)


def search(address: Address, places: Iterable[Path] = ()) -> Outcome:
    """Look for `address` in all of the installation and in `places` (backups, logs: files or folders)."""
    index = vault.index(address)
    looked, seen, spellings = Looked(index=index), set[tuple[int, int]](), Spellings(address)
    for place in [*own(), *places]:
        files.tree(place, spellings, looked, seen)
    for alias in connections:
        if connections[alias].vendor != "sqlite":
            tables.served(alias, spellings, looked)
    known = vault.find(address)
    return Outcome(
        looked,
        known is not None,
        [
            kind
            for kind in suppression.WIDER
            if suppression.Suppression.objects.filter(pk=suppression.digest(index, kind))
        ],
        sorted(set(looked.sealed.values())) if known is None else [],
        _opening(looked) if known is None else [],
    )


def own() -> list[Path]:
    """Where the installation writes: its var folder, databases and key store, pictures, journal, wherever they are."""
    named: list[object] = [settings.VAR, settings.KEYS, settings.MEDIA_ROOT, settings.JOURNAL, settings.SALT]
    for database in settings.DATABASES.values():
        if str(database["ENGINE"]).endswith("sqlite3"):
            named += [f"{database['NAME']}{ending}" for ending in ("", "-wal", "-journal", "-shm")]
    return [place for place in (Path(str(one)) for one in named) if place.exists()]


def _opening(looked: Looked) -> list[str]:
    """Key stores that hold a key of a person whose sealed record was found."""
    found = []
    for path in looked.stores:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
            marks = ", ".join("?" * len(looked.sealed))
            rows = store.execute(f"SELECT 1 FROM people_key WHERE person IN ({marks})", list(looked.sealed))  # noqa: S608 - places only
            if rows.fetchone():
                found.append(str(path))
        store.close()
    return found
