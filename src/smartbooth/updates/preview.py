"""An update in the launch's look before anybody else sees it."""

from __future__ import annotations

from dataclasses import replace

from smartbooth.core import clock
from smartbooth.launches import pages, pictures
from smartbooth.launches.compile import Page, Rendered
from smartbooth.launches.documents import Document
from smartbooth.launches.models import Launch, Publication, Variant
from smartbooth.launches.publish import annex
from smartbooth.updates import leaves
from smartbooth.updates.models import Update


def of(launch: Launch, update: Update) -> Rendered:
    """Its own page as it would be served now; of a launch that is not live, in the draft's theme. Runs inside the
    workspace, and saves nothing."""
    document, page = _facts(launch)
    shown = Update(
        launch=launch, title=update.title, text=update.text, picture_id=update.picture_id, alt=update.alt,
        published_at=update.published_at or clock.now(),
    )  # fmt: skip
    found = pictures.facts([update.picture_id]) if update.picture_id else {}
    return leaves.one(document, replace(page, mode="preview", pictures=found), shown)


def _facts(launch: Launch) -> tuple[Document, Page]:
    live = Publication.objects.filter(launch=launch, ended_at=None).select_related("launch__workspace").first()
    if live is not None:
        return annex.published_facts(live)
    control = Variant.objects.filter(launch=launch, retired_at=None).select_related("current").first()
    document = control.document if control else {"theme": {}, "blocks": []}
    return document, pages.page_for(launch, document)
