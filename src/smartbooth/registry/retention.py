"""How long each kind of data is kept, and what ends it: declared in `<room>/retention.py`. The worker sweeps daily
(registry/sweep.py) and `smartbooth doctor` says what is overdue.

A label names a rule by its key (`kept="lead"`). What ends with the thing it belongs to, by an act and not by the clock,
is a rule as well, without a sweep: `keep(Rule("account", _("as long as the account")))`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise as Lazy

BATCH = 500  # rows a sweep deletes at a time: other writers wait no longer than that takes
ENOUGH = 1000  # where counting what is overdue may stop: it is as bad, and the doctor stays quick


@dataclass(frozen=True)
class Rule:
    """`sweep(now)` deletes some of what is too old (BATCH rows and what hangs on them, in one transaction) and returns
    how many; it is called again until it returns 0. `overdue(now)` counts what should be gone at `now` (up to ENOUGH).
    Neither: it ends with what it belongs to."""

    key: str
    words: str | Lazy  # "36 months after the last sign-up", as people read it
    sweep: Callable[[datetime], int] | None = None
    overdue: Callable[[datetime], int] | None = None

    def __post_init__(self) -> None:
        if (self.sweep is None) != (self.overdue is None):
            raise ValueError(f"Retention rule {self.key}: what is swept can be overdue, and the other way round.")


_rules: dict[str, Rule] = {}
_twice: set[str] = set()


def keep(rule: Rule) -> None:
    """Declare a rule. Once a key: a second, different one is found by the system check."""
    if rule.key in _rules and _rules[rule.key] != rule:
        _twice.add(rule.key)
    _rules[rule.key] = rule


def kept_twice() -> frozenset[str]:
    """Keys that two places declare, differently."""
    return frozenset(_twice)


def rules() -> dict[str, Rule]:
    return dict(_rules)
