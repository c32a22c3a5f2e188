"""Adding counts to a table: one statement on SQLite and PostgreSQL alike."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import Any

from django.db import connection, models

ROWS = 400  # rows a statement on PostgreSQL, which takes 65,535 parameters


def key_and_counts(model: type[models.Model]) -> tuple[list[str], list[str]]:
    """The columns of the model's one unique constraint, and the columns that are summed."""
    (unique,) = (c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint))
    key = list(unique.fields)
    return key, [f.name for f in model._meta.concrete_fields if not f.primary_key and f.name not in key]


@cache
def statement(model: type[models.Model], rows: int) -> str:
    """INSERT of `rows` rows that adds to what is there."""
    key, counts = key_and_counts(model)
    row = "(" + ", ".join(["%s"] * len(key + counts)) + ")"
    return insert_select(model, f"VALUES {', '.join([row] * rows)}")


def insert_select(model: type[models.Model], rows: str) -> str:
    """INSERT of what the SQL `rows` gives (key columns, then counts), adding to what is there."""
    key, counts = key_and_counts(model)
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    added = ", ".join(f"{quote(c)} = {table}.{quote(c)} + excluded.{quote(c)}" for c in counts)
    return (
        f"INSERT INTO {table} ({', '.join(map(quote, key + counts))}) {rows} "
        f"ON CONFLICT ({', '.join(map(quote, key))}) DO UPDATE SET {added}"
    )


def add(model: type[models.Model], rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows (key columns, then counts) to the model's table, inside the caller's transaction.

    Give them by key, so that two folders lock them in the same order and cannot deadlock.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # a prepared statement for each row is its quickest way
            cursor.executemany(statement(model, 1), rows)  # type: ignore[arg-type]  # sqlite3 takes an iterator
            return
        for batch in _batches(rows):
            cursor.execute(statement(model, len(batch)), list(chain.from_iterable(batch)))


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, ROWS)):
        yield batch
