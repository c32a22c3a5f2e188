"""The list as a file: streamed, a batch at a time, so a million leads take no more memory than a thousand."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from django.utils import translation
from django.utils.translation import gettext as _

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments import names
from smartbooth.experiments.download import safe
from smartbooth.launches.models import Publication
from smartbooth.leads import listing
from smartbooth.leads.asked import BLOCK
from smartbooth.leads.filters import Filters
from smartbooth.leads.rows import Row, batches
from smartbooth.people.models import Consent, Wording

BATCH = 1_000
COMMA, SEMICOLON = ",", ";"  # RFC 4180; and what Excel expects where the comma is decimal, as in French


class _Echo:
    """A file that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def stream(
    workspace: str, launch: str, filters: Filters, zone: tzinfo, language: str, separator: str = COMMA
) -> Iterator[str]:
    """The file's lines, in the list's order and narrowed as the list is. Begins with the byte order mark without
    which Excel misreads accents. Enters the workspace itself: it runs after the view has returned."""
    writer = csv.writer(_Echo(), delimiter=separator)
    with within(workspace), translation.override(language):
        leads, text = listing.narrowed(launch, filters, zone)
        questions, agreed = _questions(launch), listing.wordings(launch)
        yield "\ufeff" + writer.writerow([safe(cell) for cell in _header(questions, agreed)])
        notices: dict[str, str] = {}
        for rows in batches(leads, filters.order, None, BATCH):
            chosen = [row for row in rows if not text or row.matches(text)]
            ticked, told = _agreed(launch, chosen)
            _learn(notices, told)
            for row in chosen:
                cells = _cells(row, questions, agreed, ticked, notices.get(told.get(row.person, ""), ""))
                yield writer.writerow([safe(cell) for cell in cells])


def _header(questions: list[str], agreed: list[Wording]) -> list[str]:
    return [
        _("Address"), _("Name"), *questions, *(wording.text for wording in agreed),
        _("Left on"), *(str(names.HEADINGS[name]) for name in ("variant", "source", "campaign", "country", "device")),
        _("Language"), _("First visit"), _("Told at the form"),
    ]  # fmt: skip


def _cells(
    row: Row, questions: list[str], agreed: list[Wording], ticked: dict[tuple[str, str], datetime],
    notice: str,
) -> Iterable[str]:  # fmt: skip
    """Empty where there is nothing: a tick is the moment it was made, a question never asked stays blank."""
    answers = {answer.question: answer.text for answer in row.given.answers}
    first = clock.hour_start(row.first_hour) if row.first_hour else None
    return [
        row.address,
        row.given.name,
        *(answers.get(question, "") for question in questions),
        *(_moment(ticked.get((row.person, wording.digest))) for wording in agreed),
        _moment(row.created_at),
        *(names.name(name, getattr(row, name)) for name in ("variant", "source", "campaign", "country", "device")),
        row.language,
        _moment(first),
        notice,
    ]


def _moment(moment: datetime | None) -> str:
    """ISO 8601 in UTC, to the second: sorts as text and every tool reads it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def _questions(launch: str) -> list[str]:
    """Every question that was ever asked, as worded, in the newest publication's order first."""
    found: dict[str, None] = {}
    publications = Publication.objects.filter(launch=launch).order_by("-number")
    for documents in publications.values_list("documents", flat=True).iterator(chunk_size=20):
        for letter in sorted(documents):
            for block in documents[letter]["blocks"]:
                if block["kind"] == BLOCK:
                    found.update((item["label"], None) for item in block["data"].get("items", []))
    return list(found)


def _agreed(launch: str, rows: list[Row]) -> tuple[dict[tuple[str, str], datetime], dict[str, str]]:
    """When each ticked which wording, by person and digest; and the digest of the words each was told at the form."""
    live = Consent.objects.filter(person__in=[row.person for row in rows], launch=launch, withdrawn_at=None)
    ticked, told = {}, {}
    for person, box, wording, given_at in live.values_list("person", "box", "wording", "given_at"):
        if box:
            ticked[person, wording] = given_at
        else:
            told[person] = wording
    return ticked, told


def _learn(notices: dict[str, str], told: dict[str, str]) -> None:
    """The words each was told, by digest: a handful a launch."""
    new = set(told.values()) - notices.keys()
    if new:
        notices.update(Wording.objects.filter(pk__in=new).values_list("digest", "text"))
