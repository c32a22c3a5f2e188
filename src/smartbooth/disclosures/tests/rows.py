"""Rows to put into the ledger, and a hand that tampers with it."""

from contextlib import contextmanager

from django.db import connection, transaction

from smartbooth.disclosures import ledger
from smartbooth.disclosures.guard import ENTRY, TRIGGERS
from smartbooth.disclosures.ledger import Line


def line(number: int = 0, **changes: str) -> Line:
    usual = Line(
        f"{number:032x}", "owner", "aurora0000", "Aurora SAS", "", "user.contact.email,user.name", "service",
        "consent", "list", "launch0000",
    )  # fmt: skip
    return usual._replace(**changes)


def fill(count: int, start: int = 0) -> None:
    with transaction.atomic():
        ledger.append([line(start + number) for number in range(count)])


def unguarded() -> None:
    """Drop the triggers, as whoever owns the database can."""
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            on = f" ON {ENTRY}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def sql(statement: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


@contextmanager
def undone():
    """What is done inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
