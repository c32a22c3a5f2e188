"""What the pages about a launch's tests read of it, each once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from smartbooth.experiments import buttons
from smartbooth.experiments.desk.forms import GOALS
from smartbooth.experiments.models import Round
from smartbooth.experiments.shown.twins import same_page
from smartbooth.launches.models import Launch, Publication, Variant
from smartbooth.launches.studio.state import State, key_of


@dataclass(frozen=True)
class Desk:
    """A launch and what its tests' pages read of it, each once."""

    launch: Launch
    publication: Publication | None  # the newest
    variants: list[Variant]
    round: Round | None  # the one under way

    @classmethod
    def of(cls, launch: Launch) -> Desk:
        """Three queries. Runs inside the workspace."""
        newest = Publication.objects.filter(launch=launch).order_by("-number").first()
        variants = list(Variant.objects.filter(launch=launch))
        now = Round.objects.filter(launch=launch, ended_hour__isnull=True).first()
        return cls(launch, newest, variants, now)

    @property
    def live(self) -> bool:
        return self.publication is not None and self.publication.ended_at is None

    @property
    def state(self) -> State:
        """As the frame of the launch's pages shows it."""
        key = key_of(self.launch, self.live, self.publication is not None)
        return State(key, self.publication if self.live else None)

    @property
    def ideas(self) -> dict[str, str]:
        return {variant.letter: variant.idea for variant in self.variants}

    @cached_property
    def buttons(self) -> dict[str, str]:
        return buttons.labels(self.publication)

    @property
    def ready(self) -> list[tuple[str, str]]:
        """(letter, how its box reads) of those that can take part: live, and not retired."""
        if self.publication is None or not self.live:
            return []
        served = {variant["letter"] for variant in self.publication.manifest["variants"]}
        able = [one for one in self.variants if one.letter in served and one.retired_at is None]
        return [(one.letter, f"{one.letter.upper()} {one.idea}".strip()) for one in able]

    @property
    def twins(self) -> str:
        """That versions which can take part show the same page, "" where each has its own."""
        if self.publication is None:
            return ""
        taking = [letter for letter, _name in self.ready]
        return same_page(self.publication, taking)

    @property
    def goals(self) -> list[tuple[str, str]]:
        """What this page can count, as choices. Which button is counted is part of what is published."""
        found = [(goal, str(name)) for goal, name in GOALS.items()]
        if not self.launch.double_opt_in:  # whoever signs up is confirmed
            found = [pair for pair in found if pair[0] != Round.CONFIRMED]
        if self.launch.goal_button:
            label = self.buttons.get(self.launch.goal_button, self.launch.goal_button)
            found.append((Round.BUTTON, _("Visitors who click “%(button)s”") % {"button": label}))
        return found
