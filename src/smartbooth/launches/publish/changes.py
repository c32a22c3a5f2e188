"""Whether the draft differs from what visitors see, and in what."""

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
    removed: tuple[str, ...] = ()  # letters that would take no new visitors any more
    settings: tuple[
        str, ...
    ] = ()  # "host", "root", "language", "goal", "name", "owner", "double_opt_in", "google_tag", "weights"

    def __bool__(self) -> bool:
        return bool(self.variants or self.added or self.removed or self.settings)


def pending_changes(launch: Launch) -> Changes | None:
    """None when the launch is not live. Runs inside the workspace; two queries, compiles nothing."""
    publication = Publication.objects.filter(launch=launch, ended_at=None).first()
    if publication is None:
        return None
    manifest = publication.manifest
    live = {v["letter"]: v["weight"] for v in manifest["variants"] if not v["retired"]}
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
        added=tuple(sorted(set(drafts) - set(live))),
        removed=tuple(sorted(set(live) - set(drafts))),
        settings=_settings(launch, manifest, live, drafts),
    )


def _settings(
    launch: Launch, manifest: dict[str, object], live: dict[str, int], drafts: dict[str, Variant]
) -> tuple[str, ...]:
    now = {
        "host": launch.host, "root": launch.root, "language": launch.language, "goal": launch.goal,
        "name": launch.name, "owner": launch.workspace.name,
    }  # fmt: skip
    changed = [name for name, value in now.items() if manifest[name] != value]
    changed += [name for name in CHOICES if (manifest.get(name) or "") != (getattr(launch, name) or "")]
    if any(live[letter] != variant.weight for letter, variant in drafts.items() if letter in live):
        changed.append("weights")
    return tuple(changed)
