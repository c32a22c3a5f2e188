"""How old somebody is who told the year of their birth, and no more (promise C1)."""

from __future__ import annotations

from django.conf import settings

from smartbooth.core import clock

OLDEST = 125  # years: a year further back is a slip of the finger


class YearError(ValueError):
    """What was typed is no year somebody now alive was born in."""


def year(text: str) -> int:
    """The year of birth typed as four digits. Raises YearError; says nothing of any threshold."""
    typed = text.strip()
    now = clock.now().year
    if not (len(typed) == 4 and typed.isascii() and typed.isdigit() and now - OLDEST <= int(typed) <= now):
        raise YearError(typed)
    return int(typed)


def of_age(born: int, minimum: int | None = None) -> bool:
    """Whether everyone born in the year `born` has reached `minimum` (SMARTBOOTH_AGE_MINIMUM) years by now. In the
    year in which only some have, nobody is taken for old enough: a year does not tell the day."""
    least: int = settings.AGE_MINIMUM if minimum is None else minimum
    return clock.now().year - born > least
