"""Days as a language writes them. All that people read of a date is written here; the templates' `date` is (see
templatetags/dates.py)."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language

FIRST = r"j\e\r"  # "1er décembre": French has an ordinal for the first day of a month, and for no other


def written(value: date, form: str) -> str:
    """`value` in `form`, Django's date format, in the language in force."""
    french = (get_language() or "").startswith("fr")
    return date_format(value, form.replace("j", FIRST) if french and value.day == 1 else form)
