"""The ledger: appended to under a lock on its head, read by person, verified as a whole (disclosures/verify.py)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, models, transaction

from smartbooth.core import clock
from smartbooth.disclosures import chain
from smartbooth.disclosures.chain import GENESIS
from smartbooth.disclosures.models import Entry, Head, Kind, Moment
from smartbooth.disclosures.subjects import subject
from smartbooth.disclosures.verify import Verdict, verify
from smartbooth.people import vault

__all__ = ["Broken", "End", "Line", "Verdict", "append", "given", "head", "of", "verify"]

TABLE = Entry._meta.db_table
HEADS = Head._meta.db_table
AT_ONCE = 500  # subjects asked for by one query: within every database's limit of parameters


class Broken(RuntimeError):
    """The head is not as it was left: nothing is appended, and so nothing is disclosed, until somebody has looked
    (`smartbooth ledger verify`)."""


class Line(NamedTuple):
    """A row before it has a place. `kinds`: categories joined by ","; the fields are Entry's."""

    subject: str
    recipient_kind: str
    recipient: str
    recipient_name: str
    recipient_contact: str
    kinds: str
    purpose: str
    ground: str
    how: str
    launch: str


@dataclass(frozen=True)
class End:
    """Where the ledger stands: the number of its last row and that row's hash in hex (64 zeros: no row yet)."""

    seq: int
    hash: str


def append(lines: Sequence[Line]) -> int:
    """Add `lines` in their order; the last one's number. Part of the caller's transaction: the rows stand when that
    commits. Others who append wait for its end. Raises Broken, django.db.DatabaseError."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The ledger is appended to within a transaction.")
    seq, before, base_seq, base_hash = locked_head()
    at = _micros(clock.now())
    rows: list[tuple[Any, ...]] = []
    for line in lines:
        seq += 1
        before = chain.link(before, chain.text(seq, at, line))
        rows.append((seq, at, *line, before))
    if rows:
        _insert(rows)
        mac = chain.head_mac(seq, before, base_seq, base_hash)
        Head.objects.filter(pk=1).update(seq=seq, hash=before, mac=mac)
    return seq


def head() -> End:
    row = Head.objects.filter(pk=1).values_list("seq", "hash").first()
    return End(row[0], bytes(row[1]).hex()) if row else End(0, GENESIS.hex())


def of(person_id: str) -> Iterator[Entry]:
    """A person's rows, oldest first: what was given of them to whom. None where their key is gone. Read under a named
    purpose (people.purpose), as all about a person."""
    key = vault.keys([person_id]).get(person_id)
    if key is None:
        return iter(())
    return Entry.objects.filter(subject=subject(key)).order_by("seq").iterator()


def given(subjects: Sequence[str], recipient: str, how: str, launch: str) -> set[str]:
    """Which of `subjects` that recipient was given in that way before, for that launch."""
    found: set[str] = set()
    for start in range(0, len(subjects), AT_ONCE):
        rows = Entry.objects.filter(
            subject__in=subjects[start : start + AT_ONCE], recipient=recipient, how=how, launch=launch
        )
        found.update(rows.order_by().values_list("subject", flat=True))
    return found


def between(person_id: str, begin: datetime, end: datetime) -> models.QuerySet[Entry]:
    """A person's rows from `begin` to before `end`: a calendar year, for those who may ask for one (promise J1)."""
    key = vault.keys([person_id]).get(person_id)
    rows = Entry.objects.filter(subject=subject(key)) if key else Entry.objects.none()
    return rows.filter(at__gte=begin, at__lt=end).exclude(recipient_kind=Kind.PERSON)


def locked_head() -> tuple[int, bytes, int, bytes]:
    """The head, locked until the transaction ends (SQLite: a transaction of ours has the only lock there is)."""
    heads = Head.objects.select_for_update().filter(pk=1)
    row = heads.first()
    if row is None:
        if Entry.objects.exists():
            raise Broken("The ledger's head is gone.")
        mac = chain.head_mac(0, GENESIS, 0, GENESIS)
        empty = Head(pk=1, seq=0, hash=GENESIS, base_seq=0, base_hash=GENESIS, mac=mac)
        Head.objects.bulk_create([empty], ignore_conflicts=True)
        row = heads.get()
    hash, base_hash = bytes(row.hash), bytes(row.base_hash)
    if not chain.same(row.mac, chain.head_mac(row.seq, hash, row.base_seq, base_hash)):
        raise Broken("The ledger's head was changed by something other than the ledger.")
    return row.seq, hash, row.base_seq, base_hash


def _insert(rows: list[tuple[Any, ...]]) -> None:
    """Straight to the driver: the ORM's making of a model for each costs ten times what the database needs."""
    names = ", ".join([*chain.COLUMNS, "hash"])
    mark = "?" if connection.vendor == "sqlite" else "%s"
    places = ", ".join([mark] * (len(chain.COLUMNS) + 1))
    statement = f"INSERT INTO {TABLE} ({names}) VALUES ({places})"  # noqa: S608 - names of our own model
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with connection.wrap_database_errors:
            connection.connection.executemany(statement, rows)
        return
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _micros(moment: datetime) -> int:
    return int(Moment().get_prep_value(moment))
