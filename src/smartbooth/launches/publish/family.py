"""Launches that are the same page in other languages name each other (hreflang), as long as they are live."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q

from smartbooth.launches.models import Launch, Publication
from smartbooth.launches.publish.manifest import Alternates, Prepared, Variation, prepare


def alternates(launch: Launch, live: bool = True) -> Alternates:
    """(language, address) of each live page of the family, this launch's own first when `live`, and the x-default
    (English, else the first). Empty when there is one page only; of several in one language the oldest."""
    own = {launch.language: launch.url} if live else {}
    return _named(own, _siblings(launch))


def lock(launch: Launch) -> None:
    """Let a family's launches go live and come down one after the other: each changes the others' pages as well. All
    are locked in one order, and before anything else, so that none waits for one that waits for it. In a
    transaction."""
    own = Q(pk=launch.pk)
    both = own | Q(family=launch.family) if launch.family else own
    list(Launch.objects.select_for_update(no_key=True).filter(both).order_by("pk").values_list("pk"))


def others(launch: Launch) -> list[int]:
    """The publications that the family's other live pages are of: read before anything that is made of them."""
    return [publication.pk for publication in _siblings(launch)]


def refreshed(launch: Launch, live: bool) -> list[Prepared]:
    """The family's other live pages, compiled anew from what they published, where `launch` going live (or down)
    changes what they must name. One whose settings were changed since is left for its own next publishing."""
    found = []
    siblings = _siblings(launch)
    for publication in siblings:
        sibling, manifest = publication.launch, publication.manifest
        if not _as_published(sibling, manifest):
            continue
        own = {sibling.language: sibling.url}
        if live:
            own.setdefault(launch.language, launch.url)
        wanted = _named(own, siblings)
        if [list(pair) for pair in wanted] == manifest["alternates"]:
            continue
        letters = [
            Variation(v["letter"], v["retired"], publication.documents[v["letter"]]) for v in manifest["variants"]
        ]
        found.append(prepare(sibling, letters, wanted, follow=bool(manifest.get("follow"))))
    return found


def _named(own: dict[str, str], siblings: list[Publication]) -> Alternates:
    addresses = dict(own)
    for publication in siblings:
        manifest = publication.manifest
        addresses.setdefault(manifest["language"], _address(manifest["host"], manifest["root"]))
    if len(addresses) < 2:
        return ()
    found = sorted(addresses.items())
    return (*found, ("x-default", addresses.get("en", found[0][1])))


def _siblings(launch: Launch) -> list[Publication]:
    if not launch.family:
        return []
    live = Publication.objects.filter(ended_at=None, launch__family=launch.family).exclude(launch=launch)
    return list(live.select_related("launch__workspace").order_by("launch__created_at"))


def _address(host: str, root: str) -> str:
    return f"{settings.SCHEME}://{host}{settings.PUBLIC_PORT}{root}"


def _as_published(launch: Launch, manifest: dict[str, object]) -> bool:
    names = ("host", "root", "language", "goal", "name", "double_opt_in", "google_tag")
    same = all(getattr(launch, name) == manifest.get(name) for name in names)
    return same and launch.chosen == (manifest.get("goal_button") or "")
