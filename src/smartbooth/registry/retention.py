"""How long each kind of data is kept, and what ends it: declared in `<room>/retention.py`. The worker sweeps daily and
`smartbooth doctor` says what is overdue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise as Lazy


@dataclass(frozen=True)
class Rule:
    """`sweep(now)` deletes what is too old and returns how many; `overdue(now)` counts what it should have deleted."""

    key: str
    words: str | Lazy  # "36 months after the last sign-up", as people read it
    sweep: Callable[[datetime], int]
    overdue: Callable[[datetime], int]


_rules: dict[str, Rule] = {}


def keep(rule: Rule) -> None:
    _rules[rule.key] = rule


def rules() -> dict[str, Rule]:
    return dict(_rules)
