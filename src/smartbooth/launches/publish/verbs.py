"""Going live, and coming down."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from smartbooth.accounts.models import User
from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.launches.models import Artifact, Launch, Publication, Split, Variant
from smartbooth.launches.publish import annex, family
from smartbooth.launches.publish.edition import raise_edition
from smartbooth.launches.publish.manifest import Prepared, Variation, prepare
from smartbooth.launches.publish.problems import Problem, PublishError, problems
from smartbooth.launches.publish.split import NobodyLeft, resplit


def publish(launch: Launch, user: User | None) -> Publication:
    """Put the draft of every variant before visitors. Runs inside the workspace. Raises PublishError.

    Compiling happens before the transaction; storing, ending the former publication and raising the edition in it.
    Pages of the same family in other languages are compiled anew where they name this one (hreflang).
    """
    publication = go_live(launch, user, lambda: True)
    assert publication is not None
    return publication


def go_live(launch: Launch, user: User | None, claim: Callable[[], bool]) -> Publication | None:
    """`publish`, for which `claim` is called in the transaction before anything is stored: where it says no, nothing
    happens (None)."""
    found = [problem for problem in problems(launch) if not problem.warning]
    if found:
        raise PublishError(found)
    while True:
        before = family.others(launch)
        others = family.refreshed(launch, live=True)
        prepared = prepare(launch, variations(launch), family.alternates(launch), annex.made)
        with suppress(Overtaken), transaction.atomic():
            _alone(launch, before)
            if not claim():
                return None
            publication = _put(prepared, user)
            _share(launch, user)
            for other in others:
                _put(other, None)
            raise_edition()
            return publication


def unpublish(launch: Launch) -> bool:
    """Take it down; whether there was anything to take down. Runs inside the workspace."""
    return come_down(launch, lambda: True)


def come_down(launch: Launch, claim: Callable[[], bool]) -> bool:
    """`unpublish`, with a `claim` as in `go_live`."""
    while True:
        before = family.others(launch)
        others = family.refreshed(launch, live=False)
        with suppress(Overtaken), transaction.atomic():
            _alone(launch, before)
            if not claim():
                return False
            ended = Publication.objects.filter(launch=launch, ended_at=None).update(ended_at=clock.now())
            if ended:
                for other in others:
                    _put(other, None)
                raise_edition()
            return bool(ended)


def renew(launch: Launch, make: annex.Maker, save: Callable[[], None]) -> None:
    """Call `save`, which changes what stands beside the launch's page, and serve what `make` makes of it from then on,
    all or nothing. The page itself is made anew, from what was published, where it begins or ceases to lead there.
    Runs inside the workspace. `make` is asked first: it gives what will be once `save` was called."""
    while True:
        number = annex.number(launch)
        live = Publication.objects.filter(launch=launch, ended_at=None).select_related("launch__workspace").first()
        leaves = annex.ready(launch, number, make(launch.pk, *annex.published_facts(live)) if live else None)
        anew = _leading(live, leaves.follow) if live else None
        with suppress(Overtaken), transaction.atomic():
            now = Publication.objects.filter(launch=launch, ended_at=None).values_list("pk", flat=True).first()
            if not annex.keep(leaves) or now != (live.pk if live else None):
                raise Overtaken
            save()
            if anew:
                _put(anew, None)
            if live:
                raise_edition()
            return


def _leading(live: Publication, follow: bool) -> Prepared | None:
    """The publication with its page leading to what stands beside it, or no more; None where it is so already."""
    frozen = annex.as_published(live) if bool(live.manifest.get("follow")) != follow else None
    if frozen is None:
        return None
    manifest = live.manifest
    letters = [Variation(v["letter"], v["retired"], live.documents[v["letter"]]) for v in manifest["variants"]]
    return prepare(frozen, letters, tuple((a, b) for a, b in manifest["alternates"]), follow=follow)


class Overtaken(Exception):
    """What was prepared is not what is there any more: it is made anew."""


def _alone(launch: Launch, others: list[int]) -> None:
    """Lock the family. Raises Overtaken where one of it went live or came down since its pages were `others`: what
    was made of them would put back what they showed then, or a page that is down."""
    family.lock(launch)
    if family.others(launch) != others:
        raise Overtaken


def variations(launch: Launch) -> list[Variation]:
    """The draft of each variant that takes visitors, and, as last published, each retired one whose visitors' cookies
    may still live: they keep the page they know (promise G1)."""
    found = []
    oldest = clock.now() - timedelta(days=settings.COOKIE_DAYS)
    for variant in Variant.objects.filter(launch=launch).select_related("current"):
        if variant.retired_at is None:
            found.append(Variation(variant.letter, False, variant.document))
        elif variant.retired_at > oldest:
            published = Publication.objects.filter(launch=launch, documents__has_key=variant.letter).first()
            if published is not None:
                found.append(Variation(variant.letter, True, published.documents[variant.letter]))
    return sorted(found, key=lambda variation: (variation.retired, variation.letter))


def _put(prepared: Prepared, user: User | None) -> Publication:
    """Store it as the launch's live publication. Runs in a transaction."""
    launch = Launch.objects.select_for_update(no_key=True).get(pk=prepared.launch.pk)
    _refuse_taken_address(prepared)
    if prepared.leaves is not None and not annex.keep(prepared.leaves):
        raise Overtaken
    Artifact.objects.bulk_create(
        [
            Artifact(digest=made.digest, body=made.body, br=made.br, gzip=made.gzip, zstd=made.zstd)
            for made in prepared.artifacts.values()
        ],
        ignore_conflicts=True,
    )
    last = Publication.objects.filter(launch=launch).first()
    manifest = {
        **prepared.manifest,
        "number": last.number + 1 if last else 1,
        "since": _since(last, prepared.manifest),
    }
    Publication.objects.filter(launch=launch, ended_at=None).update(ended_at=clock.now())
    return Publication.objects.create(
        workspace_id=launch.workspace_id, launch=launch, number=manifest["number"], made_by=user,
        host=manifest["host"], root=manifest["root"], manifest=manifest, documents=prepared.documents,
    )  # fmt: skip


def _share(launch: Launch, user: User | None) -> None:
    try:
        resplit(launch, Split.PUBLISH, user)
    except NobodyLeft as nobody:  # the last one was retired while the pages were compiled
        raise PublishError([Problem(str(nobody))]) from nobody


def _since(last: Publication | None, manifest: dict[str, Any]) -> int:
    """The hour from which on the launch has its address: visitors' cookies from before it are another launch's."""
    same = last is not None and all(last.manifest[name] == manifest[name] for name in ("host", "root"))
    return int(last.manifest.get("since", 0)) if last is not None and same else clock.hour()


def _refuse_taken_address(prepared: Prepared) -> None:
    """Another launch that changed its address in the studio is live on the old one until it is published again."""
    address = {name: prepared.manifest[name] for name in ("host", "root")}
    with everywhere():
        live = Publication.objects.filter(ended_at=None, **address).exclude(launch_id=prepared.launch.pk)
        if live.exists():
            raise PublishError([Problem(_("Another page is still live at this address. Choose another address."))])
