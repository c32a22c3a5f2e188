"""One row into a table, for where thousands a second are wanted: the ORM builds the same statement anew each time,
which costs ten times what the database needs for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import connection, models


@cache
def _statement(model: type[models.Model], vendor: str) -> str:
    """`vendor` keeps statements of two databases apart: they quote as they like."""
    quote = connection.ops.quote_name
    columns = [str(field.column) for field in _fields(model)]
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    # The same words in SQLite (3.24) and PostgreSQL.
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608 - names of our own models


@cache
def _fields(model: type[models.Model]) -> list[models.Field]:
    """All but a key that the database gives."""
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


@cache
def _columns(model: type[models.Model]) -> list[tuple[str, Callable[..., Any] | None]]:
    """Attribute, and how its value is prepared: text and whole numbers go to every database as they are."""
    return [
        (
            field.attname,
            None
            if isinstance(field, models.CharField | models.TextField | models.IntegerField | models.ForeignKey)
            else field.get_db_prep_save,
        )
        for field in _fields(model)
    ]


def insert(row: models.Model) -> bool:
    """Insert `row`; False where a unique field of it is taken already, by whatever transaction was first.

    Runs in the caller's transaction. Does not set a key that the database gives. Raises django.db.DatabaseError.
    """
    return insert_values(type(row), row.__dict__)


def insert_values(model: type[models.Model], given: dict[str, Any]) -> bool:
    """`insert` without a model made for it: `given` has every column's value, by attribute (`launch_id`)."""
    values = [
        given[name] if prepare is None else prepare(given[name], connection) for name, prepare in _columns(model)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, connection.vendor), values)
        return bool(cursor.rowcount == 1)
