"""Which launches the next letter names: those whose owners want it, that are live and were in no letter yet, the
newest first. The same for every reader of a language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from smartbooth.accounts.tenancy import everywhere
from smartbooth.launches.models import Launch, Publication
from smartbooth.mail.parameters import Words
from smartbooth.newsletters.digest.models import LONGEST, Entry, Listed

MOST = 6  # launches a letter names, in each language
NAME = Words(80)
LINE = Words(LONGEST)


@dataclass(frozen=True)
class Pick:
    """A launch as a letter names it: names and line without anything a mail program would make a link of."""

    launch: str  # its id
    language: str
    name: str
    owner: str
    says: str
    url: str
    since: datetime  # when it went live first


def picks() -> list[Pick]:
    """Up to MOST of each language, the newest first."""
    with everywhere():
        return [_pick(one) for code, _words in settings.LANGUAGES for one in _listed(code)[:MOST]]


def _listed(language: str) -> QuerySet[Listed]:
    published = Publication.objects.filter(launch=OuterRef("launch"))
    named = Entry.objects.filter(launch=OuterRef("launch"))
    first = published.order_by("number").values("made_at")[:1]
    listed = Listed.objects.select_related("launch", "workspace").filter(
        launch__language=language, left_out_at=None
    )
    ready = listed.filter(Exists(published.filter(ended_at=None)), ~Exists(named))
    return ready.annotate(since=Subquery(first)).order_by("-since", "launch")


def _pick(one: Listed) -> Pick:
    launch: Launch = one.launch
    return Pick(
        launch.pk, launch.language, NAME.pack(launch.name), NAME.pack(one.workspace.name), LINE.pack(one.says),
        launch.url, one.since,  # type: ignore[attr-defined]  # annotated
    )  # fmt: skip


def left_out() -> list[Listed]:
    """Those that an operator keeps out of letters, as their owners would have them named."""
    with everywhere():
        return list(
            Listed.objects.select_related("launch").filter(left_out_at__isnull=False).order_by("-left_out_at")
        )


def version(found: Iterable[Pick]) -> str:
    """Names what is to be approved, so that nothing else than what was looked at is."""
    said = [(one.launch, one.language, one.name, one.owner, one.says) for one in found]
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def wanted(launches: Iterable[str]) -> dict[str, str]:
    """Of these launches those that are still live, with owners who still want them named: id -> address."""
    with everywhere():
        live = Publication.objects.filter(launch=OuterRef("launch"), ended_at=None)
        mine = Listed.objects.select_related("launch").filter(launch__in=list(launches), left_out_at=None)
        found = mine.filter(Exists(live))
        return {one.launch_id: one.launch.url for one in found}
