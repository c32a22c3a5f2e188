"""Keeping the table: a thread that looks for a new edition twice a second and swaps the table when there is one.

A database that is down changes nothing: pages are served from memory, and the thread goes on looking.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from smartbooth.accounts.tenancy import everywhere
from smartbooth.edge import salt
from smartbooth.edge.leaves import leaf
from smartbooth.edge.names import Names
from smartbooth.edge.splits import Splits
from smartbooth.edge.table import Body, Launch, Table
from smartbooth.launches.models import Artifact, Edition, Leaf, Publication
from smartbooth.tallies.models import Name

log = logging.getLogger(__name__)
EVERY = 0.5  # seconds: a publication is seen within one
SAY_EVERY = 60.0  # seconds between two lines about a database that stays away
ROWS = 200


class Loader:
    """Reads what is new since last time. Not shared between threads."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.edition: int | None = None
        self.table = Table(ready=False)
        self._live: dict[int, Launch] = {}  # by publication
        self._read: set[tuple[int, int]] = set()
        self._splits = Splits()
        self._last_name = 0

    def look(self) -> Table:
        """The table as it should be now: the same object when nothing changed. Raises DatabaseError."""
        with everywhere():
            edition = Edition.objects.filter(pk=1).values_list("number", flat=True).first() or 0
            if edition != self.edition:
                self._load()
                self.edition = edition
            self._learn()
        return self.table

    def _load(self) -> None:
        # By publication and the number of what stands beside it: either new, and the launch is read anew.
        live = set(Publication.objects.filter(ended_at=None).values_list("pk", "launch__annex"))
        found = {pk: self._live[pk] for pk, _annex in live & self._read}
        missing = sorted(pk for pk, _annex in live if pk not in found)
        for start in range(0, len(missing), ROWS):
            found.update(read(missing[start : start + ROWS]))
        found = self._splits.applied(found)
        self._live, self._read = found, {known for known in live if known[0] in found}
        self.table = Table(found.values())
        self.names.forget(set(self.table.launches))

    def _learn(self) -> None:
        if self._last_name == 0 and not self._live:
            return
        rows: Any = Name.objects.filter(pk__gt=self._last_name, launch__in=list(self.table.launches))
        if len(self.table.launches) > 500:
            rows = Name.objects.filter(pk__gt=self._last_name)
        for pk, launch, kind, name in rows.order_by("pk").values_list("pk", "launch", "kind", "name"):
            self.names.learn(launch, kind, name)
            self._last_name = pk


def read(publications: list[int]) -> dict[int, Launch]:
    """Publications as the edge serves them, by key, without their splits; one that is not whole is left out, and said
    in the log."""
    manifests = dict(Publication.objects.filter(pk__in=publications).values_list("pk", "manifest"))
    digests = {
        page["digest"]
        for m in manifests.values()
        for variant in m["variants"]
        for page in variant["pages"].values()
    }
    bodies = _bodies(sorted(digests))
    read = {}
    for pk, manifest in manifests.items():
        try:
            read[pk] = Launch(manifest, bodies)
        except (KeyError, TypeError, ValueError, AttributeError):
            log.exception("publication %d is not whole and is not served", pk)
    _add_leaves({launch.id: launch for launch in read.values()})
    return read


def _add_leaves(launches: dict[str, Launch]) -> None:
    rows: Any = Leaf.objects.filter(launch__in=list(launches)).order_by()
    columns = ("launch", "path", "headers", "digest", "made_at", "pictures", "body", "br", "gzip", "zstd")
    for id, path, headers, digest, made_at, pictures, *codings in rows.values_list(*columns).iterator(ROWS):
        try:
            made = leaf(headers, Body(*map(bytes, codings)), digest, made_at)
            launches[id].leaves[path.encode("ascii")] = made
            launches[id].pictures |= {name.encode(): kind.encode() for name, kind in pictures.items()}
        except (TypeError, ValueError):
            log.exception("a leaf of launch %s is not whole and is not served", id)


def _bodies(digests: list[str]) -> dict[str, Body]:
    bodies = {}
    for start in range(0, len(digests), ROWS):
        part = Artifact.objects.filter(pk__in=digests[start : start + ROWS])
        for digest, *codings in part.values_list("digest", "body", "br", "gzip", "zstd"):
            bodies[digest] = Body(*map(bytes, codings))
    return bodies


class Watch:
    """The thread. `swap` is called with each new table, from the thread: assigning one name is atomic."""

    def __init__(self, names: Names, swap: Callable[[Table], None]) -> None:
        self._loader = Loader(names)
        self._swap = swap
        self._stop = threading.Event()
        self._said = 0.0
        self._thread = threading.Thread(target=self._run, name="table", daemon=True)

    def start(self, wait: float = 5.0) -> None:
        """Load once, waiting at most `wait` seconds for it, and go on looking."""
        self._first = threading.Event()
        self._thread.start()
        self._first.wait(wait)

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(5)

    def _run(self) -> None:
        shown: Table | None = None
        while not self._stop.is_set():
            try:
                table = self._loader.look()
                if table is not shown:
                    self._swap(table)
                    shown = table
                self._first.set()
                salt.forget()
            except (DatabaseError, InterfaceError, OperationalError, OSError):
                self._complain()
                connection.close()
            self._stop.wait(EVERY)
        connection.close()

    def _complain(self) -> None:
        now = time.monotonic()
        if now - self._said > SAY_EVERY or not self._said:
            self._said = now
            log.warning("the database cannot be read; serving from memory", exc_info=True)
