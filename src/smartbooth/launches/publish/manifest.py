"""What a publication freezes: compiled, compressed and described, ready to be stored in one transaction.

Shape of the manifest: docs/architecture.md, "The manifest".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils import translation

from smartbooth.launches import cards, compile, pages
from smartbooth.launches.blocks.lead_form.drawn import asks_age, notice, version
from smartbooth.launches.compile import Compressed, Rendered
from smartbooth.launches.documents import Document
from smartbooth.launches.models import Launch
from smartbooth.launches.pictures import encode, keep
from smartbooth.launches.publish import annex

Alternates = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Variation:
    """A variant as it will be served."""

    letter: str
    retired: bool  # when it was published: served as it was before, and not compared with what is saved
    document: Document


@dataclass(frozen=True)
class Prepared:
    launch: Launch
    manifest: dict[str, Any]  # without its number, which the transaction gives
    documents: dict[str, Document]
    artifacts: dict[str, Compressed]
    leaves: annex.Ready | None  # None: what stands beside the page stays as it is


def prepare(
    launch: Launch, variations: list[Variation], alternates: Alternates, make: annex.Maker | None = None,
    follow: bool = False,
) -> Prepared:  # fmt: skip
    """Compile everything and store the card's file. Touches no table; takes some 0.1 s a variant. `make`: who makes
    what stands beside the page; without, it stays as it is, and the page leads there where `follow` says so."""
    number = annex.number(launch) if make else 0
    card = cards.draw(variations[0].document, pages.page_for(launch, variations[0].document, "publish"))
    keep.store(card)
    address = f"{launch.url}i/{card.name}"
    leaves = None
    if make is not None:
        document = variations[0].document
        page = pages.page_for(launch, document, "publish", variations[0].letter, card=address)
        leaves = annex.ready(launch, number, make(launch.pk, document, page))
        follow = leaves.follow
    artifacts: dict[str, Compressed] = {}
    media = {card.name: encode.media_type(card.name)}
    variants = []
    for variation in variations:
        made = _pages(launch, variation, address, alternates, follow)
        for rendered in made.values():
            artifacts[rendered.compressed.digest] = rendered.compressed
            media.update({name: encode.media_type(name) for name in rendered.pictures})
        variants.append(_described(launch, variation, made))
    manifest = {
        "launch": launch.pk,
        "workspace": launch.workspace_id,
        "host": launch.host,
        "root": launch.root,
        "language": launch.language,
        "goal": launch.goal,
        "goal_button": launch.chosen,
        "double_opt_in": launch.double_opt_in,
        "google_tag": launch.google_tag,
        "asks_age": any(variant["form"] and variant["form"]["age"] for variant in variants),
        "name": launch.name,
        "owner": launch.workspace.name,
        "alternates": [list(pair) for pair in alternates],
        "follow": follow,
        "card": card.name,
        "variants": variants,
        "pictures": media,
    }
    return Prepared(launch, manifest, {v.letter: v.document for v in variations}, artifacts, leaves)


def _pages(
    launch: Launch, variation: Variation, card: str, alternates: Alternates, follow: bool
) -> dict[str, Rendered]:
    """By path below the root; with remarketing the page itself twice more, as no address but what the edge answers
    the root with (launches/compile/page.py: Panel)."""
    document = variation.document
    page = pages.page_for(launch, document, "publish", variation.letter, card=card, alternates=alternates)
    made = {"thanks": compile.thanks(document, page), "uncounted": compile.uncounted(document, page)}
    page = replace(page, tag=launch.google_tag, follow=follow)
    made[""] = compile.render(document, page)
    if launch.google_tag:
        made["ask"] = compile.render(document, replace(page, panel="ask"))
        made["signal"] = compile.render(document, replace(page, panel="signal"))
    return made


def _described(launch: Launch, variation: Variation, made: dict[str, Rendered]) -> dict[str, Any]:
    return {
        "letter": variation.letter,
        "retired": variation.retired,
        "buttons": made[""].buttons,
        "form": _form(launch, variation.document),
        "pages": {
            path: {"digest": rendered.compressed.digest, "headers": [list(pair) for pair in rendered.headers]}
            for path, rendered in made.items()
        },
    }


def _form(launch: Launch, document: Document) -> dict[str, Any] | None:
    """What the form says on the published page: a later release may word it otherwise, the page will not."""
    data = next((block["data"] for block in document["blocks"] if block["kind"] == "lead_form"), None)
    if data is None:
        return None
    owner = launch.workspace.name
    with translation.override(launch.language):
        return {
            "notice": notice(owner, launch.name),
            "version": version(data, owner, launch.name),
            "age": asks_age(data),
        }
