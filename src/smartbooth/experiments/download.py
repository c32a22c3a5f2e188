"""A table as a file."""

from __future__ import annotations

import csv
import io
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a text that begins so (OWASP, CSV injection)


def safe(cell: Any) -> Any:
    """The cell, with an apostrophe before text that a spreadsheet would take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and len(cell) > 1 and cell.startswith(FORMULA) else cell


def as_csv(columns: list[str], rows: list[list[Any]]) -> str:
    """RFC 4180, with the byte order mark without which Excel misreads accents."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()
