"""Is the ledger whole? Found are a changed column, a row that is gone, came in, or changed places, an end cut off, and
a head or seal that was edited: the first place that is wrong, in words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.db import connection
from django.utils.functional import Promise as Lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.core import clock
from smartbooth.disclosures import chain
from smartbooth.disclosures.chain import GENESIS
from smartbooth.disclosures.models import Entry, Head, Moment, Seal

TABLE = Entry._meta.db_table
BATCH = 10_000  # rows fetched at a time: memory stays constant
ENOUGH = 1_000_000  # rows `quick` looks at: some three seconds


@dataclass(frozen=True)
class Verdict:
    """`broken`: the number of the first row that is wrong, None where all is whole; `why` says it in words."""

    rows: int  # looked at, the broken one included
    seq: int  # of the last row according to the head
    head: str  # its hash in hex
    broken: int | None = None
    why: str | Lazy = ""

    @property
    def whole(self) -> bool:
        return self.broken is None


@dataclass(frozen=True)
class _Point:
    seq: int
    hash: bytes


class _Wrong(Exception):
    def __init__(self, seq: int, why: str | Lazy, rows: int = 0) -> None:
        super().__init__(seq)
        self.seq, self.why, self.rows = seq, why, rows


def verify() -> Verdict:
    """The whole ledger, from its first row to the head and its seals. Reads every row once, in constant memory."""
    found = Head.objects.filter(pk=1).first()
    head = _Point(found.seq, bytes(found.hash)) if found else _Point(0, GENESIS)
    base = _Point(found.base_seq, bytes(found.base_hash)) if found else _Point(0, GENESIS)
    rows = 0
    try:
        check_head(found)
        rows = walk(base, head)
        check_seals(base, head)
    except _Wrong as wrong:
        return Verdict(rows or wrong.rows, head.seq, head.hash.hex(), wrong.seq, wrong.why)
    return Verdict(rows, head.seq, head.hash.hex())


def quick() -> Verdict:
    """As `verify`, bounded in time: of a ledger of more than ENOUGH rows, head and seals, the rows since the last seal,
    and stretches between seals up to ENOUGH rows, beginning at another one each day, so that in time all are looked
    at. A seal's mark says what a stretch begins and ends with."""
    found = Head.objects.filter(pk=1).first()
    if found is None or found.seq - found.base_seq <= ENOUGH:
        return verify()
    head, base = _Point(found.seq, bytes(found.hash)), _Point(found.base_seq, bytes(found.base_hash))
    rows = 0
    try:
        check_head(found)
        check_seals(base, head)
        sealed = Seal.objects.filter(seq__gt=base.seq).order_by("seq").values_list("seq", "hash")
        points = [base, *(_Point(seq, bytes(hash)) for seq, hash in sealed), head]
        rows = walk(points[-2], head)
        stretches = list(pairwise(points[:-1]))
        begin = clock.day() % max(1, len(stretches))
        for first, last in stretches[begin:] + stretches[:begin]:
            if rows >= ENOUGH:
                break
            rows += walk(first, last, last=False)
    except _Wrong as wrong:
        return Verdict(rows + wrong.rows, head.seq, head.hash.hex(), wrong.seq, wrong.why)
    return Verdict(rows, head.seq, head.hash.hex())


def check_head(found: Head | None) -> None:
    if found is None:
        if Entry.objects.exists():
            raise _Wrong(0, _("The head is gone."))
        if Seal.objects.exists():
            raise _Wrong(0, _("All rows and the head are gone; the seals of former days are still there."))
        return
    mac = chain.head_mac(found.seq, bytes(found.hash), found.base_seq, bytes(found.base_hash))
    if not chain.same(found.mac, mac):
        raise _Wrong(found.seq, _("The head was edited: its mark does not fit it."))


def walk(begin: _Point, end: _Point, last: bool = True) -> int:
    """Follow the chain from after `begin` to `end`; how many rows. `last`: nothing may come after `end`."""
    before, seq, rows = begin.hash, begin.seq, 0
    sha256, stretch = hashlib.sha256, "" if last else f" AND seq <= {end.seq}"
    for row, text, stored in _texts(begin.seq, stretch):
        rows += 1
        before = sha256(before + text).digest() if text is not None else b""
        if before != stored or row > end.seq:
            raise _Wrong(row if row > end.seq else seq + 1, _wrong_row(row, seq, end), rows)
        seq = row
    if seq != end.seq:
        raise _Wrong(
            seq + 1, format_lazy(_("Rows {first} to {last} are gone."), first=seq + 1, last=end.seq), rows
        )
    if before != end.hash:
        raise _Wrong(seq, format_lazy(_("Row {row} is not the one the head knows."), row=seq), rows)
    return rows


def _wrong_row(row: int, before: int, end: _Point) -> str | Lazy:
    if row > end.seq:
        return format_lazy(_("Row {row} came after the head and not through the door."), row=row)
    if row == before + 2:
        return format_lazy(_("Row {row} is gone."), row=row - 1)
    if row > before + 2:
        return format_lazy(_("Rows {first} to {last} are gone."), first=before + 1, last=row - 1)
    return format_lazy(_("Row {row} was changed, moved or put in, or the row before it was."), row=row)


def check_seals(base: _Point, head: _Point) -> None:
    """Every seal has its mark, and the row it sealed is still the same."""
    for seq, hash, at, mac in Seal.objects.order_by("seq").values_list("seq", "hash", "at", "mac").iterator():
        if not chain.same(mac, chain.seal_mac(seq, bytes(hash), int(Moment().get_prep_value(at)))):
            raise _Wrong(seq, format_lazy(_("The seal of row {row} was edited."), row=seq))
        if seq > head.seq:
            raise _Wrong(
                head.seq + 1, format_lazy(_("Rows {first} to {last} are gone."), first=head.seq + 1, last=seq)
            )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT min(s.seq) FROM {Seal._meta.db_table} s JOIN {TABLE} e ON e.seq = s.seq "  # noqa: S608 - our own names
            "WHERE s.seq > %s AND s.hash <> e.hash",
            [base.seq],
        )
        (differs,) = cursor.fetchone()
    if differs is not None:
        raise _Wrong(differs, format_lazy(_("Row {row} is not the one that was sealed."), row=differs))


def _texts(after: int, stretch: str) -> Iterator[tuple[int, bytes | None, bytes]]:
    """Number, text and stored hash of each row after `after`, in order; the database puts the texts together."""
    statement = (
        f"SELECT seq, {chain.sql(connection.vendor)}, hash FROM {TABLE} "  # noqa: S608 - our own names
        f"WHERE seq > {int(after)}{stretch} ORDER BY seq"
    )
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with connection.wrap_database_errors:
            yield from connection.connection.execute(statement)
        return
    with connection.chunked_cursor() as cursor:  # the server's own cursor: the rows are not all fetched at once
        cursor.execute(statement)
        while rows := cursor.fetchmany(BATCH):
            for seq, text, hash in rows:
                yield seq, bytes(text), bytes(hash)
