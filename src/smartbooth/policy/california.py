"""What Californian law wants listed: which kinds of data were collected, why, and who got them (Cal. Civ. Code
1798.110, 1798.130(a)(5))."""

from __future__ import annotations

from typing import Any

from smartbooth.policy.facts import WHO, held, listed, seen_by
from smartbooth.registry import categories
from smartbooth.registry.purposes import DECLARED
from smartbooth.registry.subjects import Subject


def collected() -> list[dict[str, Any]]:
    """By kind of person: kinds of data, purposes, recipients, in words."""
    found = []
    for subject in Subject:
        rows = held(subject)
        if not rows:
            continue
        purposes = {purpose for row in rows.values() for purpose in row.purposes}
        found.append(
            {
                "who": WHO[subject],
                "kinds": listed(categories.words(frozenset(rows))),
                "purposes": listed(DECLARED[purpose].words for purpose in sorted(purposes, key=_number)),
                "recipients": seen_by({key for row in rows.values() for key in row.recipients}),
            }
        )
    return found


def _number(purpose: Any) -> int:
    return DECLARED[purpose].number
