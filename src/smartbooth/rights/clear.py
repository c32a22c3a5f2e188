"""Nothing that looks like a mail address stands in clear in any table: looked for in what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import connections, models, router

ROWS = (
    20_000  # of each table: the last by key. Keys are random in most, so that is a sample; the whole of small ones
)
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_LIKE = "%_@_%._%"
# Where somebody writes for others to read, an address is theirs to publish; and the service's own stands in its policy.
PUBLIC: dict[str, str] = {
    "launches.Revision.document": "an owner's page may say where to write to",
    "launches.Publication.documents": "the same, as published",
    "launches.Publication.manifest": "the same: targets of buttons",
    "launches.Variant.idea": "what an owner notes about a version",
    "launches.Launch.name": "an owner's page is called what they like",
    "accounts.Workspace.name": "what visitors read as the owner's name",
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


def found() -> Iterator[tuple[str, int]]:
    """Columns ("mail.Outbox.problem") that hold something like an address, and in how many of the rows looked at."""
    for model, text in columns().items():
        counts = [0] * len(text)
        for row in _suspects(model, text):
            for place, value in enumerate(row):
                counts[place] += value is not None and _clear(str(value))
        yield from ((column.label, count) for column, count in zip(text, counts, strict=True) if count)


def _suspects(model: type[models.Model], text: list[Column]) -> Iterator[tuple[object, ...]]:
    """Rows with an @ and a dot in one of the columns. One query a table."""
    database = connections[router.db_for_read(model) or "default"]
    quote = database.ops.quote_name
    names = [quote(str(column.field.column)) for column in text]
    cast = [f"CAST({name} AS TEXT)" for name in names]
    newest = f"ORDER BY {_key(model, quote)} DESC LIMIT {ROWS}"
    last = f"SELECT {', '.join(names)} FROM {quote(model._meta.db_table)} {newest}"  # noqa: S608 - names of models
    where = " OR ".join(f"{one} LIKE %s" for one in cast)
    with database.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(cast)} FROM ({last}) AS last WHERE {where}", [_LIKE] * len(cast))  # noqa: S608 - names of models
        while rows := cursor.fetchmany(500):
            yield from rows


def _key(model: type[models.Model], quote: object) -> str:
    assert callable(quote)
    return str(quote(str(model._meta.pk.column)))


def _clear(value: str) -> bool:
    known = (*_OURS, settings.SUPPORT_ADDRESS.lower())
    return any(not match[0].lower().endswith(known) for match in ADDRESS.finditer(value))
