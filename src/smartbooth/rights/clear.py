"""Nothing that looks like a mail address stands in clear in any table: looked for in what is stored, in text and in
what ought to be sealed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, models, router

from smartbooth.core import ids

# Rows of each table: the last by key, and as many from a random key on where keys are random. So small tables are read
# whole, and of large ones another part each day.
ROWS = 10_000
SEALED = 500  # the same, of columns of bytes
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
# Among random bytes this comes about by chance once in 20 gigabytes.
IN_BYTES = re.compile(rb"[a-z0-9.+_-]{4}@(?:[a-z0-9-]{3,}\.)+[a-z]{2,}", re.IGNORECASE)
_LIKE = "%_@_%._%"
# Where somebody writes for others to read, an address is theirs to publish; and the service's own stands in its policy.
PUBLIC: dict[str, str] = {
    "launches.Revision.document": "an owner's page may say where to write to",
    "launches.Publication.documents": "the same, as published",
    "launches.Publication.manifest": "the same: targets of buttons",
    "launches.Artifact.body": "the same: the page itself",
    "launches.Leaf.body": "the same: what stands beside the page",
    "launches.Leaf.headers": "the same",
    "updates.Update.title": "what an owner tells in public, and where to write to",
    "updates.Update.text": "the same",
    "updates.Update.alt": "the same",
    "launches.Variant.idea": "what an owner notes about a version",
    "launches.Launch.name": "an owner's page is called what they like",
    "accounts.Workspace.name": "what visitors read as the owner's name",
    "newsletters.Revision.document": "an issue of the newsletter may say where to write to",
    "newsletters.Version.sent": "the same, as it went out",
    "newsletters.Version.shown": "the same, as its page shows it",
    "people.Wording.text": "the words at a form, with an owner's name in them",
    "policy.Version.text_en": "the policy names the service's own address",
    "policy.Version.text_fr": "the policy names the service's own address",
}
_OURS = ("@person.invalid",)  # accounts.models.PSEUDONYM: stands for nobody one can write to


@dataclass(frozen=True)
class Column:
    """A place in a table where text is kept."""

    model: type[models.Model]
    field: models.Field

    @property
    def label(self) -> str:
        return f"{self.model._meta.app_label}.{self.model._meta.object_name}.{self.field.name}"


def columns() -> dict[type[models.Model], list[Column]]:
    """Every column of text of every model, the libraries' too, but those that are PUBLIC."""
    found: dict[type[models.Model], list[Column]] = {}
    for model in apps.get_models():
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            column = Column(model, field)
            if (
                isinstance(field, models.CharField | models.TextField | models.JSONField)
                and column.label not in PUBLIC
            ):
                found.setdefault(model, []).append(column)
    return found


def sealed() -> dict[type[models.Model], list[Column]]:
    """Every column of bytes, but those that are PUBLIC: keys, hashes, and what is sealed."""
    found: dict[type[models.Model], list[Column]] = {}
    for model in apps.get_models():
        if not model._meta.proxy and model._meta.managed:
            for field in model._meta.concrete_fields:
                column = Column(model, field)
                if isinstance(field, models.BinaryField) and column.label not in PUBLIC:
                    found.setdefault(model, []).append(column)
    return found


def found() -> Iterator[tuple[str, int]]:
    """Columns ("mail.Outbox.problem") that hold something like an address, and in how many of the rows looked at."""
    for model, text in columns().items():
        yield from _counted(text, _suspects(model, text), lambda value: _clear(str(value)))
    for model, held in sealed().items():
        yield from _counted(held, _bytes(model, held), lambda value: bool(IN_BYTES.search(bytes(value))))


def _counted(
    columns: list[Column], rows: Iterable[tuple[Any, ...]], clear: Callable[[Any], bool]
) -> Iterator[tuple[str, int]]:
    counts = [0] * len(columns)
    for row in rows:
        for place, value in enumerate(row):
            counts[place] += value is not None and clear(value)
    yield from ((column.label, count) for column, count in zip(columns, counts, strict=True) if count)


def _suspects(model: type[models.Model], text: list[Column]) -> Iterator[tuple[Any, ...]]:
    """Rows with an @ and a dot in one of the columns."""
    cast = [f"CAST({_quote(model, column.field.column)} AS TEXT)" for column in text]
    where = " OR ".join(f"{one} LIKE %s" for one in cast)
    for part, given in _parts(model, text, ROWS):
        said = f"SELECT {', '.join(cast)} FROM ({part}) AS part WHERE {where}"  # noqa: S608 - names of models
        yield from _read(model, said, [*given, *[_LIKE] * len(cast)])


def _bytes(model: type[models.Model], held: list[Column]) -> Iterator[tuple[Any, ...]]:
    for part, given in _parts(model, held, SEALED):
        yield from _read(model, part, given)


def _parts(model: type[models.Model], columns: list[Column], most: int) -> Iterator[tuple[str, list[str]]]:
    """Queries of up to `most` rows each, and what is given to them."""
    names = ", ".join(_quote(model, column.field.column) for column in columns)
    start = f"SELECT {names} FROM {_quote(model, model._meta.db_table)}"  # noqa: S608 - names of models
    key = _quote(model, model._meta.pk.column)
    yield f"{start} ORDER BY {key} DESC LIMIT {most}", []
    if isinstance(model._meta.pk, models.CharField):
        yield f"{start} WHERE {key} >= %s ORDER BY {key} LIMIT {most}", [ids.token()]


def _read(model: type[models.Model], query: str, given: list[str]) -> Iterator[tuple[Any, ...]]:
    with connections[_alias(model)].cursor() as cursor:
        cursor.execute(query, given)
        while rows := cursor.fetchmany(500):
            yield from rows


def _alias(model: type[models.Model]) -> str:
    return router.db_for_read(model) or "default"


def _quote(model: type[models.Model], name: str | None) -> str:
    return str(connections[_alias(model)].ops.quote_name(str(name)))


def _clear(value: str) -> bool:
    known = (*_OURS, settings.SUPPORT_ADDRESS.lower())
    return any(not match[0].lower().endswith(known) for match in ADDRESS.finditer(value))
