"""Reading splits: of each live launch the one in force and those to come, so that an hour's end finds edges ready."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, Subquery

from smartbooth.core import clock
from smartbooth.edge.table import Launch
from smartbooth.launches.models import Publication, Split

ROWS = 200


class Splits:
    """What was read before: a row whose hour has begun never changes, so it is read once."""

    def __init__(self) -> None:
        self._rows: dict[int, tuple[int, dict[str, int]]] = {}  # by key: first hour, shares

    def applied(self, live: Mapping[int, Launch]) -> dict[int, Launch]:
        """The launches, by publication, each with its splits as they are now; the same object where nothing changed."""
        keys = self._keys()
        self._read({key for found in keys.values() for key in found})
        return {pk: self._given(launch, tuple(keys.get(launch.id, ()))) for pk, launch in live.items()}

    def _keys(self) -> dict[str, list[int]]:
        """{launch: its rows in force and to come}, of all that is live."""
        hour = clock.hour()
        newest = Split.objects.filter(launch=OuterRef("launch"), hour__lte=hour).order_by("-hour").values("pk")[:1]
        live: Any = Publication.objects.filter(ended_at=None).order_by().annotate(split=Subquery(newest))
        found: dict[str, list[int]] = defaultdict(list)
        for launch, key in live.values_list("launch", "split"):
            if key is not None:
                found[launch].append(key)
        later = Split.objects.filter(hour__gt=hour).order_by("hour")
        for launch, key in later.values_list("launch", "pk"):
            found[launch].append(key)
        return found

    def _read(self, wanted: set[int]) -> None:
        missing = sorted(wanted - self._rows.keys())
        self._rows = {key: row for key, row in self._rows.items() if key in wanted}
        for start in range(0, len(missing), ROWS):
            rows = Split.objects.filter(pk__in=missing[start : start + ROWS])
            self._rows |= {key: (hour, shares) for key, hour, shares in rows.values_list("pk", "hour", "shares")}

    def _given(self, launch: Launch, keys: tuple[int, ...]) -> Launch:
        keys = tuple(key for key in keys if key in self._rows)  # one may have been replaced since
        if launch.by == keys:
            return launch
        return launch.split([self._rows[key] for key in keys], keys)
