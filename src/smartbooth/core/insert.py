"""One row into a table, for where thousands a second are wanted: the ORM builds the same statement anew each time,
which costs ten times what the database needs for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

Column = tuple[str, Callable[..., Any] | None]


@cache
def _prepared(model: type[models.Model], vendor: str) -> tuple[str, list[Column]]:
    """The statement, and for each of its places the attribute and how the value is prepared: text and whole numbers
    go to every database as they are. `vendor` keeps two databases apart: they quote as they like."""
    quote = connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    names, places = (
        ", ".join(quote(str(field.column)) for field in fields),
        ", ".join(["?" if vendor == "sqlite" else "%s"] * len(fields)),
    )
    # The same words in SQLite (3.24) and PostgreSQL.
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608 - names of our own models
    as_is = (models.CharField, models.TextField, models.IntegerField, models.ForeignKey)
    return statement, [
        (field.attname, None if isinstance(field, as_is) else field.get_db_prep_save) for field in fields
    ]


def insert(row: models.Model, using: str = DEFAULT_DB_ALIAS) -> bool:
    """Insert `row`; False where a unique field of it is taken already, by whatever transaction was first.

    Runs in the caller's transaction. Does not set a key that the database gives. Raises django.db.DatabaseError.
    """
    return insert_values(type(row), row.__dict__, using)


def insert_values(model: type[models.Model], given: dict[str, Any], using: str = DEFAULT_DB_ALIAS) -> bool:
    """`insert` without a model made for it: `given` has every column's value, by attribute (`launch_id`). `using`:
    the database's alias."""
    database = connections[using]  # `connection` would look this up again for each attribute
    statement, columns = _prepared(model, database.vendor)
    values = [given[name] if prepare is None else prepare(given[name], database) for name, prepare in columns]
    if database.vendor == "sqlite":
        # Straight to the driver: Django's cursor rewrites the statement's places with a regular expression each time.
        database.ensure_connection()
        with database.wrap_database_errors:
            return bool(database.connection.execute(statement, values).rowcount == 1)
    with database.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount == 1)
