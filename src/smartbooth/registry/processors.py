"""Who works for the operator with personal data: what each may get, where it is, under which contract (promise D2).
Declared in `<room>/processors.py` of the room that sends something to it.

A `Way` leads out to somebody who is no processor, such as the address an owner named for their webhooks: it has its
allow-list as well. What leaves the machine leaves inside `registry.egress.egress(key, categories)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise as Lazy

Words = str | Lazy


@dataclass(frozen=True)
class Processor:
    key: str
    name: str
    task: Words
    country: str  # ISO 3166-1 alpha-2
    contract: Words  # "Art. 28 contract of …", "standard contractual clauses 2021/914"
    fields: frozenset[str]  # the categories (registry/categories.py) it may get, no other
    in_use: Callable[[], bool] = lambda: True
    optional: bool = False  # an owner may switch it on for a launch: the policy names it whether or not one did


@dataclass(frozen=True)
class Way:
    """A road out to a recipient who decides for themselves what the data is for."""

    key: str
    words: Words  # "the address an owner named for webhooks"
    fields: frozenset[str]


class NotAllowed(PermissionError):
    """Something was about to be sent to whom, or of a kind, that the registry does not list. Nothing was sent."""


_processors: dict[str, Processor] = {}
_ways: dict[str, Way] = {}


def declare(*processors: Processor | Way) -> None:
    for one in processors:
        if isinstance(one, Way):
            _ways[one.key] = one
        else:
            _processors[one.key] = one


def processors() -> dict[str, Processor]:
    return dict(_processors)


def ways() -> dict[str, Way]:
    return dict(_ways)


def lists() -> list[Processor | Way]:
    """Everybody who has an allow-list."""
    return [*_processors.values(), *_ways.values()]


def fields_of(key: str) -> frozenset[str]:
    """The categories that may go to the processor, or by the way, `key`. Raises NotAllowed."""
    found = _processors.get(key) or _ways.get(key)
    if found is None:
        raise NotAllowed(f"{key} is neither a declared processor nor a declared way out.")
    return found.fields


def admit(key: str, categories: Iterable[str]) -> None:
    """Raises NotAllowed unless each of `categories` may go to `key`."""
    outside = sorted(set(categories) - fields_of(key))
    if outside:
        raise NotAllowed(f"{key} may not get {', '.join(outside)}.")


def allowed(key: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """`payload` (category to value) as it may go to `key`. Raises NotAllowed."""
    admit(key, payload)
    return payload
