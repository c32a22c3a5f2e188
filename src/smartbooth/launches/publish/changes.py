"""Whether the draft differs from what visitors see, and in what. Who sees which version, and who is retired, waits for
no publishing (launches/publish/split.py)."""

from __future__ import annotations

from dataclasses import dataclass, field

from smartbooth.launches.difference import Difference, difference
from smartbooth.launches.models import Launch, Publication, Variant

CHOICES = ("double_opt_in", "google_tag")  # settings that visitors see from the next publication on


@dataclass(frozen=True)
class Changes:
    """What the next publishing would change. False when nothing."""

    publication: Publication
    variants: dict[str, Difference] = field(default_factory=dict)  # letter -> what differs from its live page
    added: tuple[str, ...] = ()  # letters that are not live yet
    settings: tuple[
        str, ...
    ] = ()  # "host", "root", "language", "goal", "goal_button", "name", "owner", and CHOICES

    def __bool__(self) -> bool:
        return bool(self.variants or self.added or self.settings)


def pending_changes(launch: Launch) -> Changes | None:
    """None when the launch is not live. Runs inside the workspace; two queries, compiles nothing."""
    publication = Publication.objects.filter(launch=launch, ended_at=None).first()
    if publication is None:
        return None
    live = {variant["letter"] for variant in publication.manifest["variants"]}
    variants = Variant.objects.filter(launch=launch, retired_at=None).select_related("current")
    drafts = {variant.letter: variant for variant in variants}
    differing = {
        letter: found
        for letter, variant in drafts.items()
        if letter in live and (found := difference(publication.documents[letter], variant.document))
    }
    return Changes(
        publication,
        variants=differing,
        added=tuple(sorted(set(drafts) - live)),
        settings=_settings(launch, publication.manifest),
    )


def _settings(launch: Launch, manifest: dict[str, object]) -> tuple[str, ...]:
    now = {
        "host": launch.host, "root": launch.root, "language": launch.language, "goal": launch.goal,
        "name": launch.name, "owner": launch.workspace.name, "goal_button": launch.chosen,
    }  # fmt: skip
    changed = [name for name, value in now.items() if (manifest.get(name) or "") != value]
    changed += [name for name in CHOICES if (manifest.get(name) or "") != (getattr(launch, name) or "")]
    return tuple(changed)
