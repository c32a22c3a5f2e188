"""What a benchmark reports: a figure, what it must be, and whether it is."""

from dataclasses import dataclass


@dataclass
class Row:
    what: str
    figure: str
    must: str
    kept: bool


def show(rows: list[Row]) -> bool:
    """Print the rows; whether all are kept."""
    wide = max(len(row.what) for row in rows)
    figures = max(len(row.figure) for row in rows)
    for row in rows:
        print(
            f"  {row.what:<{wide}}  {row.figure:>{figures}}  {row.must:<12} {'' if row.kept else 'MISSED'}".rstrip()
        )
    return all(row.kept for row in rows)
