"""The launch as its visitors see it: the live publication, parsed once a process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from smartbooth.core import clock
from smartbooth.launches.compile import FormState, Page
from smartbooth.launches.models import Publication
from smartbooth.launches.pages import page_for
from smartbooth.leads.asked import Asked, as_published, asked_by

REMEMBERED = 256  # publications; one is some 50 KB
GRACE = timedelta(days=1)  # how long a form opened before the page was published anew is still taken
LATELY = 20  # publications looked back on

LIVE = f"SELECT number FROM {Publication._meta.db_table} WHERE launch_id = %s AND ended_at IS NULL"  # noqa: S608 - our own


@dataclass(frozen=True)
class Published:
    """One publication, never changed. Its facts are those it was made with: what visitors read and agreed to."""

    launch: str
    number: int
    language: str
    name: str  # the launch's
    owner: str  # who receives the addresses
    root: str
    since: int  # the hour from which on the launch has this address
    documents: dict[str, dict[str, Any]]
    pages: dict[str, Page]
    asked: dict[str, Asked]  # by letter, as published; letters without a form are left out
    confirms: bool  # whether people confirm their address by mail
    redrawn: dict[str, Asked]  # the same as this release draws it again, in other words perhaps

    def read(self, letter: str, version: str) -> Asked | None:
        """The form in the words that go by `version`; None when it never said them."""
        return next(
            (asked for asked in (self.asked[letter], self.redrawn[letter]) if asked.version == version), None
        )

    def page(self, letter: str, form: FormState) -> Page:
        """The facts its page is rendered on, with the form as posted. Asks no database."""
        return replace(self.pages[letter], form=form)

    def letter(self, *wanted: str) -> str | None:
        """The first of `wanted` that has a form; else the first letter that has one, its variant being gone."""
        return next((letter for letter in (*wanted, *sorted(self.asked)) if letter in self.asked), None)


_known: OrderedDict[tuple[str, int], Published] = OrderedDict()
_latest: dict[str, int] = {}  # launch -> number, as last seen
_lock = threading.Lock()


def live(launch: str) -> Published | None:
    """What is published now; None when nothing is. One indexed query, the rest remembered."""
    with connection.cursor() as cursor:  # the ORM would take longer over this than over the rest of the form
        cursor.execute(LIVE, [launch])
        row = cursor.fetchone()
    number = row[0] if row else None
    with _lock:
        _latest.pop(launch, None)
        if number is None:
            return None
        _latest[launch] = number
    return _get(launch, number)


def lately(launch: str) -> Iterator[Published]:
    """Publications that ended less than GRACE ago, newest first: pages that may still be open somewhere."""
    ended = _rows(launch).filter(ended_at__gte=clock.now() - GRACE).order_by("-number")
    for number in ended.values_list("number", flat=True)[:LATELY]:
        yield _get(launch, number)


def remembered(launch: str) -> Published | None:
    """What was live when the database last answered: enough to show a form again without it."""
    with _lock:
        return _known.get((launch, _latest.get(launch, 0)))


def _rows(launch: str) -> QuerySet[Publication]:
    return Publication.objects.filter(launch=launch)


def _get(launch: str, number: int) -> Published:
    with _lock:
        found = _known.get((launch, number))
        if found is not None:
            _known.move_to_end((launch, number))
            return found
    made = _parse(_rows(launch).select_related("launch__workspace").get(number=number))
    with _lock:
        _known[launch, number] = made
        if len(_known) > REMEMBERED:
            _known.popitem(last=False)
    return made


def _parse(publication: Publication) -> Published:
    launch, manifest, documents = publication.launch, publication.manifest, publication.documents
    facts = {field: manifest[field] for field in ("language", "name", "owner", "root")}
    follow = bool(manifest.get("follow"))
    pages = {
        letter: replace(page_for(launch, document, "publish", letter), follow=follow, **facts)
        for letter, document in documents.items()
    }
    forms = {
        letter: asked_by(document, facts["language"], facts["owner"], facts["name"])
        for letter, document in documents.items()
    }
    redrawn = {letter: asked for letter, asked in forms.items() if asked is not None}
    said = {variant["letter"]: variant.get("form") for variant in manifest.get("variants", [])}
    return Published(
        launch=launch.pk,
        number=publication.number,
        language=facts["language"],
        name=facts["name"],
        owner=facts["owner"],
        root=facts["root"],
        since=manifest.get("since", 0),
        documents=documents,
        pages=pages,
        asked={letter: as_published(asked, said.get(letter)) for letter, asked in redrawn.items()},
        confirms=bool(manifest.get("double_opt_in")),
        redrawn=redrawn,
    )
