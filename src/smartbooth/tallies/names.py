"""The bounded table of sources and campaigns: what a launch has no room for counts as "other"."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from smartbooth.journal.lines import NONE, Dimensions
from smartbooth.tallies.count import Counts
from smartbooth.tallies.models import Name

SOURCE, CAMPAIGN = "source", "campaign"
OTHER, DIRECT = "other", "direct"
ALWAYS = frozenset({OTHER, DIRECT, NONE})  # take no place in the table
LAUNCHES = 500  # ids a query
Key = tuple[str, str, str]  # launch, kind, name


class Names:
    """What is known to be in the table; lives as long as its process. `seen` grows only after a commit."""

    def __init__(self) -> None:
        self.seen: set[Key] = set()

    def bound(self, counts: Counts) -> set[Key]:
        """Replace names there is no room for, in `counts`; admit new ones, the frequent first. Returns what to add
        to `seen` after the commit."""
        wanted, owner = self._unseen(counts)
        if not wanted:
            return set()
        admitted = _admit(wanted, owner)
        refused = set(wanted) - admitted
        if refused:
            launches = {launch for launch, _, _ in refused}
            for key, rows in counts.cross.items():
                if key[1] in launches:
                    _replace(rows, key[1], refused)
        return admitted

    def _unseen(self, counts: Counts) -> tuple[Counter[Key], dict[str, str]]:
        wanted: Counter[Key] = Counter()
        owner: dict[str, str] = {}
        for (workspace, launch, _, _), rows in counts.cross.items():
            for (source, campaign, _, _), values in rows.items():
                for kind, name in ((SOURCE, source), (CAMPAIGN, campaign)):
                    if name not in ALWAYS and (launch, kind, name) not in self.seen:
                        wanted[launch, kind, name] += sum(values)
                        owner[launch] = workspace
        return wanted, owner


def _admit(wanted: Counter[Key], owner: dict[str, str]) -> set[Key]:
    known: set[Key] = set(_stored(list(owner)))
    filled = Counter((launch, kind) for launch, kind, _ in known)
    new = []
    for key, _ in sorted(wanted.items(), key=lambda item: (-item[1], item[0])):
        launch, kind, name = key
        if key not in known and filled[launch, kind] < settings.NAMES_PER_LAUNCH:
            filled[launch, kind] += 1
            known.add(key)
            new.append(Name(workspace=owner[launch], launch=launch, kind=kind, name=name))
    Name.objects.bulk_create(sorted(new, key=lambda n: (n.launch, n.kind, n.name)), ignore_conflicts=True)
    return known


def _stored(launches: list[str]) -> Iterable[Any]:
    for start in range(0, len(launches), LAUNCHES):
        part = launches[start : start + LAUNCHES]
        yield from Name.objects.filter(launch__in=part).values_list("launch", "kind", "name")


def _replace(rows: dict[Dimensions, list[int]], launch: str, refused: set[Key]) -> None:
    for dims in list(rows):
        source = OTHER if (launch, SOURCE, dims[0]) in refused else dims[0]
        campaign = OTHER if (launch, CAMPAIGN, dims[1]) in refused else dims[1]
        if (source, campaign) != dims[:2]:
            values = rows.pop(dims)
            into = rows[source, campaign, dims[2], dims[3]]
            for column, value in enumerate(values):
                into[column] += value
