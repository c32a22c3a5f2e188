"""CSV (RFC 4180), as spreadsheets and mail programs read it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import StringIO

from smartbooth.experiments.download import safe
from smartbooth.handover.spreadsheet.table import Cell, Table

MEDIA_TYPE = "text/csv; charset=utf-8"
COMMA, SEMICOLON = ",", ";"  # RFC 4180; and what Excel expects where the comma is decimal, as in French


def stream(table: Table, separator: str = COMMA) -> Iterator[str]:
    """The file, a batch of lines at a time. Begins with the byte order mark without which Excel misreads accents."""
    yield "\ufeff" + _lines([[safe(text) for text in table.header()]], separator)
    for rows in table.rows():
        yield _lines([[_text(cell) for cell in row] for row in rows], separator)


def _lines(rows: list[list[str]], separator: str) -> str:
    out = StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def _text(cell: Cell) -> str:
    """Moments as ISO 8601 in UTC, to the second: they sort as text and every tool reads them."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return cell.isoformat() if isinstance(cell, date) else safe(cell)
