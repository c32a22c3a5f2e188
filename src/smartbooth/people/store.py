"""The key store: a database of its own, so that a copy of the main database opens nothing without it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction

KEYS = "keys"  # its alias in settings.DATABASES


@contextmanager
def both() -> Iterator[None]:
    """One transaction in each database. The key store commits first: a crash between the two leaves a key without a
    person, or a person without a key, never a person whose key will not be there. Locks are always taken in this
    order, main database first. Within another such transaction: a savepoint in each."""
    with transaction.atomic(), transaction.atomic(using=KEYS):
        yield


def within_both() -> bool:
    """Whether a transaction is open in each: then one more savepoint would only cost."""
    return connections[DEFAULT_DB_ALIAS].in_atomic_block and connections[KEYS].in_atomic_block


def settle() -> int:
    """Move what the key store's write-ahead log holds into the file, and empty the log: a deleted key's bytes are
    overwritten in the file (secure_delete), and must not linger in the log. Returns 0; a log somebody reads at this
    moment is left for the next time."""
    database = connections[KEYS]
    if database.vendor == "sqlite" and not database.in_atomic_block:
        with database.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 200")  # ms: forms must not wait behind this
            try:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {int(database.settings_dict['OPTIONS']['timeout']) * 1000}")
    return 0
