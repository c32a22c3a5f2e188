"""The names a launch's visitors may be counted under, as far as this process knows them. The fold has the last word."""

from django.conf import settings

from smartbooth.edge.origins import DIRECT, OTHER
from smartbooth.journal.lines import NONE

SOURCE, CAMPAIGN = "source", "campaign"
_ALWAYS = frozenset({DIRECT, OTHER, NONE})


class Names:
    """(launch, kind) -> names; only ever grows, by what the database knows and by what is admitted here."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], set[str]] = {}

    def learn(self, launch: str, kind: str, name: str) -> None:
        self._known.setdefault((launch, kind), set()).add(name)

    def forget(self, launches: set[str]) -> None:
        """Keep the names of these launches only."""
        self._known = {key: names for key, names in self._known.items() if key[0] in launches}

    def admit(self, launch: str, kind: str, name: str) -> str:
        """`name`, or "other" when the launch has NAMES_PER_LAUNCH already."""
        if name in _ALWAYS:
            return name
        known = self._known.setdefault((launch, kind), set())
        if name in known:
            return name
        if len(known) >= settings.NAMES_PER_LAUNCH:
            return OTHER
        known.add(name)
        return name
