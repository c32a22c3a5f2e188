"""What the policy's templates need beyond Django's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

register = template.Library()


@register.filter
def cell(row: Sequence[Any], at: int) -> Any:
    """The head of a cell's column, or nothing where the row is longer than the head."""
    return row[at] if at < len(row) else []


@register.filter
def found(run: Any, language: str) -> str:
    """What a look at a promise found, in the page's language."""
    said: str = run.says(language)
    return said
