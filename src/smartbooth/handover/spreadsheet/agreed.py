"""What the people of a file agreed to, and when; and the words they were told at the form."""

from __future__ import annotations

from datetime import datetime

from smartbooth.leads import listing
from smartbooth.people.models import Consent, Wording


class Agreed:
    """Of one launch; `learn` reads a batch of persons at a time, and forgets the batch before."""

    def __init__(self, launch: str) -> None:
        self.launch = launch
        self.wordings = listing.wordings(launch)
        self._words: dict[str, str] = {}  # by digest: a handful a launch
        self._ticked: dict[tuple[str, str], datetime] = {}
        self._told: dict[str, str] = {}

    def texts(self) -> list[str]:
        return [wording.text for wording in self.wordings]

    def learn(self, persons: list[str]) -> None:
        live = Consent.objects.filter(person__in=persons, launch=self.launch, withdrawn_at=None, awaits=False)
        self._ticked, self._told = {}, {}
        for person, box, wording, given_at in live.values_list("person", "box", "wording", "given_at"):
            if box:
                self._ticked[person, wording] = given_at
            else:
                self._told[person] = wording
        new = set(self._told.values()) - self._words.keys()
        if new:
            self._words.update(Wording.objects.filter(pk__in=new).values_list("digest", "text"))

    def ticked(self, person: str) -> list[datetime | None]:
        """A moment for each of `wordings`, or None."""
        return [self._ticked.get((person, wording.digest)) for wording in self.wordings]

    def told(self, person: str) -> str:
        return self._words.get(self._told.get(person, ""), "")
