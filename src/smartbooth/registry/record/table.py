"""The record as a table: a line a purpose, kind of person and kind of data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from smartbooth.registry.bases import basis
from smartbooth.registry.record.chapters import GROUNDS, REGIONS, Entry, chapters
from smartbooth.registry.subjects import Region


def table() -> str:
    """Comma-separated (RFC 4180), with the mark that lets spreadsheets read UTF-8."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        [
            _("No."), _("Purpose"), _("Whose data"), _("Kind of data"), _("Key"),
            *(str(_("Ground")) + " " + str(REGIONS[region]) for region in Region),
            _("Kept"), _("Given to"), _("Protection"),
        ]
    )  # fmt: skip
    for chapter in chapters():
        for entry in chapter.entries:
            rows.writerows([chapter.number, chapter.words, *line] for line in _lines(entry))
    return "\ufeff" + out.getvalue()


def _lines(entry: Entry) -> Iterator[list[str]]:
    grounds = [str(GROUNDS[basis(entry.purpose, entry.subject, region)]) for region in Region]
    for category in entry.categories:
        part = Entry(
            entry.purpose, entry.subject, tuple(one for one in entry.labels if one.category == category.key)
        )
        yield [
            str(entry.whose), str(category.words), category.key, *grounds,
            "; ".join(map(str, part.kept)), "; ".join(map(str, part.recipients)), "; ".join(map(str, part.protected)),
        ]  # fmt: skip
