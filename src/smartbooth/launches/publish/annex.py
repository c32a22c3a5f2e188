"""What another room serves beside a launch's page, in its look: leaves, below the launch's root.

The room says once how they are made (`made_by`), and they are made anew with each publication. When only they change it
calls `renew` (launches/publish/verbs.py). A leaf is stored when its bytes change, and `Launch.annex` is raised with
them: edges see by it that there is something to read, and whoever made leaves of what is no more makes them anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.db.models import F

from smartbooth.core import clock
from smartbooth.launches import pages
from smartbooth.launches.compile import Page, Rendered, compress
from smartbooth.launches.documents import Document
from smartbooth.launches.models import Launch, Leaf, Publication
from smartbooth.launches.pictures import encode


@dataclass(frozen=True)
class Annex:
    """`leaves` by path below the root; `follow`: the page's head and foot lead to them."""

    leaves: dict[str, Rendered] = field(default_factory=dict)
    follow: bool = False


# (launch id, the control's document, the launch's facts) -> what stands beside it. Runs inside the workspace.
Maker = Callable[[str, Document, Page], Annex]
_maker: list[Maker] = []


def made_by(maker: Maker) -> None:
    """Say how leaves are made. Once, in a room's AppConfig."""
    _maker[:] = [maker]


def made(launch: str, document: Document, page: Page) -> Annex:
    return _maker[0](launch, document, page) if _maker else Annex()


def number(launch: Launch) -> int:
    """The annex's number now: read before anything that leaves are made of, since `ready` claims it."""
    found: int = Launch.objects.values_list("annex", flat=True).get(pk=launch.pk)
    return found


@dataclass(frozen=True)
class Ready:
    """Leaves to be stored in place of those that had `number`."""

    launch: str
    number: int
    follow: bool = False
    fresh: list[Leaf] = field(default_factory=list)
    headers: dict[str, list[list[str]]] | None = None  # by path, of all there are to be; None: nothing is touched


def ready(launch: Launch, number: int, annex: Annex | None) -> Ready:
    """What `keep` stores: only what differs from what is stored is compressed, here and not in a transaction. None:
    the launch is not live, leaves are made when it is."""
    if annex is None:
        return Ready(launch.pk, number)
    stored = dict(Leaf.objects.filter(launch=launch).values_list("path", "digest"))
    fresh = [_row(launch, path, leaf) for path, leaf in annex.leaves.items() if stored.get(path) != _digest(leaf)]
    headers = {path: [list(pair) for pair in leaf.headers] for path, leaf in annex.leaves.items()}
    return Ready(launch.pk, number, annex.follow, fresh, headers)


def keep(ready: Ready) -> bool:
    """Store them and raise the number; False, and nothing is stored, where somebody else did meanwhile. Runs in a
    transaction."""
    claimed = Launch.objects.filter(pk=ready.launch, annex=ready.number).update(annex=F("annex") + 1)
    if not claimed:
        return False
    if ready.headers is not None:
        mine = Leaf.objects.filter(launch=ready.launch)
        mine.exclude(path__in=ready.headers).delete()
        mine.filter(path__in=[leaf.path for leaf in ready.fresh]).delete()
        for leaf in mine.only("path", "headers"):  # the same bytes; what is sent with them may have changed
            if leaf.headers != ready.headers[leaf.path]:
                mine.filter(pk=leaf.pk).update(headers=ready.headers[leaf.path])
        Leaf.objects.bulk_create(ready.fresh)
    return True


def published_facts(publication: Publication) -> tuple[Document, Page]:
    """The control's document and the launch's facts, as published. Runs inside the workspace."""
    manifest = publication.manifest
    control = next((v for v in manifest["variants"] if not v["retired"]), manifest["variants"][0])
    document = publication.documents[control["letter"]]
    root = f"{settings.SCHEME}://{manifest['host']}{settings.PUBLIC_PORT}{manifest['root']}"
    page = pages.page_for(publication.launch, document, "publish", control["letter"], card=_card(manifest, root))
    facts = {name: manifest[name] for name in ("language", "name", "owner", "root")}
    return document, replace(page, url=root, **facts)


def as_published(publication: Publication) -> Launch | None:
    """The launch with the facts it was published with, never to be saved; None where its address cannot be made any
    more (the installation has moved)."""
    manifest, launch = publication.manifest, copy(publication.launch)
    for name in ("name", "language", "goal"):
        setattr(launch, name, manifest[name])
    launch.goal_button = manifest.get("goal_button") or ""
    launch.double_opt_in = bool(manifest.get("double_opt_in"))
    launch.google_tag = manifest.get("google_tag") or ""
    own = manifest["root"] == "/"
    launch.address = Launch.HOST if own else Launch.PATH
    launch.slug = manifest["host"].partition(".")[0] if own else manifest["root"].strip("/")
    launch.workspace = copy(launch.workspace)
    launch.workspace.name = manifest["owner"]
    return launch if (launch.host, launch.root) == (manifest["host"], manifest["root"]) else None


def _card(manifest: dict[str, Any], root: str) -> str:
    return f"{root}i/{manifest['card']}" if manifest.get("card") else ""


def _digest(leaf: Rendered) -> str:
    return hashlib.sha256(leaf.body).hexdigest()


def _row(launch: Launch, path: str, leaf: Rendered) -> Leaf:
    made = compress(leaf.body, swift=True)
    return Leaf(
        workspace_id=launch.workspace_id, launch=launch, path=path, digest=made.digest,
        headers=[list(pair) for pair in leaf.headers],
        pictures={name: encode.media_type(name) for name in leaf.pictures},
        body=made.body, br=made.br, gzip=made.gzip, zstd=made.zstd, made_at=clock.now(),
    )  # fmt: skip
