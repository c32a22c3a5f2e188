"""Who works for the operator with personal data: what each may get, where it is, under which contract (promise D2).
Declared in `<room>/processors.py` of the room that sends something to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise as Lazy


@dataclass(frozen=True)
class Processor:
    key: str
    name: str
    task: str | Lazy
    country: str  # ISO 3166-1 alpha-2
    contract: str | Lazy  # "Art. 28 contract of …", "standard contractual clauses 2021/914"
    fields: frozenset[str]  # the categories (registry/categories.py) it may get, no other
    in_use: Callable[[], bool] = lambda: True


class NotAllowed(PermissionError):
    """Something was about to be sent to whom, or of a kind, that the registry does not list. Nothing was sent."""


_processors: dict[str, Processor] = {}


def declare(*processors: Processor) -> None:
    for processor in processors:
        _processors[processor.key] = processor


def processors() -> dict[str, Processor]:
    return dict(_processors)


def allowed(key: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """`payload` (category to value) as it may go to the processor `key`. Raises NotAllowed."""
    processor = _processors.get(key)
    if processor is None:
        raise NotAllowed(f"{key} is no declared processor.")
    outside = sorted(set(payload) - processor.fields)
    if outside:
        raise NotAllowed(f"{key} may not get {', '.join(outside)}.")
    return payload
