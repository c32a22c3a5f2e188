"""Going out, being corrected, and coming back: each is served within a second, or not at all."""

from __future__ import annotations

from itertools import chain, count

from django.conf import settings
from django.utils.text import slugify

from smartbooth.core import clock
from smartbooth.core.feeds import TYPES
from smartbooth.launches.compile import Page
from smartbooth.launches.documents import Document
from smartbooth.launches.models import Launch
from smartbooth.launches.publish import renew
from smartbooth.launches.publish.annex import Annex
from smartbooth.updates import hub, leaves
from smartbooth.updates.models import Update

SLUG = 50  # characters of an address made from a title


class Full(ValueError):
    """The launch has as many updates out as an installation serves from memory (UPDATES_PER_LAUNCH)."""


def publish(update: Update) -> None:
    """Show it to everybody, now: an update that was withdrawn counts as new. Runs inside the workspace. Raises Full."""
    out = Update.objects.filter(launch=update.launch_id, published_at__isnull=False).exclude(pk=update.pk)
    if out.count() >= settings.UPDATES_PER_LAUNCH:
        raise Full
    update.changed_at = clock.now()
    update.published_at = update.published_at or update.changed_at
    update.withdrawn_at = None
    _serve(update)


def save(update: Update) -> None:
    """Keep what was written; of one that is out, everybody sees it."""
    update.changed_at = clock.now()
    if update.published:
        _serve(update)
    else:
        update.save()


def withdraw(update: Update) -> None:
    """It is a draft again; its address is kept for it."""
    if update.published:
        update.changed_at = update.withdrawn_at = clock.now()
        update.published_at = None
        _serve(update)


def address(update: Update) -> str:
    """A slug of its title, free in the launch."""
    wanted = slugify(update.title)[:SLUG].strip("-") or "update"
    others = Update.objects.filter(launch=update.launch_id, slug__startswith=wanted).exclude(pk=update.pk)
    taken = set(others.values_list("slug", flat=True))
    return next(name for name in chain([wanted], (f"{wanted}-{n}" for n in count(2))) if name not in taken)


def forget(launch: Launch) -> None:
    """With a launch that is deleted go its updates (by the database) and what hubs were still to hear."""
    hub.forget(f"{launch.url}updates.")


def _serve(update: Update) -> None:
    """Store `update`, and serve all of the launch's as they are with it."""
    unnamed, topics = not update.slug, list[str]()

    def make(launch: str, document: Document, page: Page) -> Annex:
        others = list(Update.objects.filter(launch=launch).exclude(pk=update.pk))
        if unnamed:
            update.slug = address(update)  # now: another of that title may have come first
        topics[:] = [f"{page.url}updates.{kind}" for kind in TYPES]
        return leaves.drawn(launch, document, page, [*others, update])

    def keep() -> None:
        update.save()
        for topic in topics:
            hub.ping(topic)

    update.slug = update.slug or address(update)
    renew(Launch.objects.select_related("workspace").get(pk=update.launch_id), make, keep)
