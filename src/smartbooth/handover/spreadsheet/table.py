"""The list as a table, a batch at a time: each batch passes the door in a transaction of its own and only then goes
out, so the ledger has a row for whoever left the house, also when the connection breaks in the middle.

A million leads take no more memory than a thousand. Nothing is written to disk on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TypeAlias

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from smartbooth.accounts.models import Workspace
from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.disclosures import door
from smartbooth.disclosures.door import Item, Opened, Recipient
from smartbooth.experiments import names
from smartbooth.handover.recalls.queries import Tombstone, recalls_for
from smartbooth.handover.spreadsheet.agreed import Agreed
from smartbooth.launches.models import Publication
from smartbooth.leads import listing
from smartbooth.leads.asked import BLOCK
from smartbooth.leads.filters import DIMENSIONS, Filters
from smartbooth.leads.items import written
from smartbooth.leads.rows import Row, batches, listed
from smartbooth.people.address import readable
from smartbooth.registry.bases import Basis
from smartbooth.registry.purposes import Purpose

BATCH = 500  # leads a transaction: SQLite has one writer, and forms wait behind it
Cell: TypeAlias = str | datetime | date | None


@dataclass(frozen=True)
class Table:
    """What was asked for. `how` is the ledger's word for the file ("csv", "xlsx"); days are `zone`'s. It enters the
    workspace and the language itself, for each batch anew: it is read after the view has returned."""

    workspace: Workspace
    launch: str
    filters: Filters
    zone: tzinfo
    language: str
    how: str

    def header(self) -> list[str]:
        with self._inside():
            return [
                _("Address"), _("Name"), *_questions(self.launch), *Agreed(self.launch).texts(), _("Left on"),
                *(str(names.HEADINGS[name]) for name in DIMENSIONS), _("Language"), _("First visit"),
                _("Told at the form"), _("Lead"), _("Taken back"), _("Delete by"),
            ]  # fmt: skip

    def rows(self) -> Iterator[list[list[Cell]]]:
        """Batches of rows as wide as the header: the leads, as the list orders and narrows them; then one for each
        lead that was taken back and has to be deleted wherever an earlier file went, without its address."""
        with self._inside():
            leads, text = listing.narrowed(self.launch, self.filters, self.zone)
            questions, agreed, said = _questions(self.launch), Agreed(self.launch), Names()
            found = batches(
                leads, self.filters.order, None, BATCH, lambda items: self._through_the_door(items, text)
            )
        while True:
            with self._inside():
                batch = next(found, None)
                if batch is None:
                    break
                agreed.learn([row.person for row in batch])
                cells = [_cells(row, questions, agreed, said) for row in batch]
            yield cells
        yield from self._taken_back(len(questions) + len(agreed.wordings))

    def _through_the_door(self, items: list[Item], text: str) -> list[Opened]:
        """Searched for what the owner may see anyway; disclosed is what goes into the file."""
        if text:
            shown = listed(self.workspace.pk, self.launch)(items)
            items = [one.item for one in shown if _matches(one, text)]
        with transaction.atomic():
            return door.disclose(
                items, to=Recipient.owner(self.workspace), purpose=Purpose.SERVICE, ground=Basis.CONSENT,
                how=self.how, launch=self.launch,
            )  # fmt: skip

    def _taken_back(self, more: int) -> Iterator[list[list[Cell]]]:
        with self._inside():
            rows = [_tombstone(one, more) for one in recalls_for(self.workspace.pk, self.launch)]
        if rows:
            yield rows

    @contextmanager
    def _inside(self) -> Iterator[None]:
        with within(self.workspace), translation.override(self.language):
            yield


class Names(dict[tuple[str, str], str]):
    """What values of dimensions are called, each looked up once: there are few, and many rows."""

    def __missing__(self, key: tuple[str, str]) -> str:
        self[key] = names.name(*key)
        return self[key]


def _matches(one: Opened, folded: str) -> bool:
    return folded in readable(one.address).casefold() or folded in written(one).name.casefold()


def _cells(row: Row, questions: list[str], agreed: Agreed, said: Names) -> list[Cell]:
    """None where there is nothing: a tick is the moment it was made, a question never asked stays blank."""
    answers = {answer.question: answer.text for answer in row.given.answers}
    return [
        row.address,
        row.given.name,
        *(answers.get(question) for question in questions),
        *agreed.ticked(row.person),
        row.created_at,
        *(said[name, getattr(row, name)] for name in DIMENSIONS),
        row.language,
        clock.hour_start(row.first_hour) if row.first_hour else None,
        agreed.told(row.person),
        row.id,
        None,
        None,
    ]


def _tombstone(one: Tombstone, more: int) -> list[Cell]:
    nothing: list[Cell] = [None] * (len(DIMENSIONS) + 3)
    return [None, None, *([None] * more), one.left_on, *nothing, one.lead, one.at, one.due_by]


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
