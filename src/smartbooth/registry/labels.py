"""What every field of every model holds, said in `<room>/labels.py` next to the model:

    label(
        Lead,
        impersonal("a random name", "id"),
        personal("user.contact.name", "given", of=Subject.LEAD, purposes=[Purpose.SERVICE], kept="lead",
                 recipients=["owner"], stored=SEALED),
    )

A field that holds several kinds of data (a sealed record, say), or somebody's as well as somebody else's, has a label
for each. `registry/checks/labels.py`
walks all models, the libraries' too, and fails on a field without a label, an empty label, and a label whose field is
gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.db import models

from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

SEALED = "sealed"  # under the person's own key
KEYED = "keyed hash"  # finds a row by address, tells nothing without the key
CLEAR = "clear"  # readable as it stands: never contact data
NOWHERE = "nowhere"  # used, and not stored with us


@dataclass(frozen=True)
class Impersonal:
    """Not about a person; `why` says what it is instead."""

    fields: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Personal:
    category: str  # a key of registry/categories.py, "user.contact.email"
    fields: tuple[str, ...]
    subject: Subject
    purposes: tuple[Purpose, ...]
    kept: str  # a key of registry/retention.py
    recipients: tuple[str, ...]  # "owner", "person", "operator", or a processor's key
    stored: str


Label: TypeAlias = Impersonal | Personal
_labels: dict[type[models.Model], tuple[Label, ...]] = {}
_twice: set[type[models.Model]] = set()
_passing: list[Personal] = []


def impersonal(why: str, *fields: str) -> Impersonal:
    return Impersonal(fields, why)


def personal(
    category: str,
    *fields: str,
    of: Subject,
    purposes: Sequence[Purpose],
    kept: str,
    recipients: Sequence[str],
    stored: str = CLEAR,
) -> Personal:
    return Personal(category, fields, of, tuple(purposes), kept, tuple(recipients), stored)


def passing(
    category: str, *, of: Subject, purposes: Sequence[Purpose], kept: str, recipients: Sequence[str]
) -> None:
    """Say what is used on its way through and stored in no table: a network address in memory, a visitor's own cookie.
    `kept` is a retention rule as well: it says where and how long that is instead."""
    one = Personal(category, (), of, tuple(purposes), kept, tuple(recipients), NOWHERE)
    if one not in _passing:
        _passing.append(one)


def passing_through() -> tuple[Personal, ...]:
    return tuple(_passing)


def label(model: type[models.Model], *labels: Label) -> None:
    """Say what `model`'s fields hold. Once a model: a second time is found by the system check."""
    if model in _labels and _labels[model] != labels:
        _twice.add(model)
    _labels[model] = labels


def labels_of(model: type[models.Model]) -> tuple[Label, ...]:
    return _labels.get(model, ())


def labelled() -> tuple[type[models.Model], ...]:
    """Every model that something was said about."""
    return tuple(_labels)


def said_twice() -> frozenset[type[models.Model]]:
    """Models two places describe, differently."""
    return frozenset(_twice)


def everything() -> Iterator[tuple[type[models.Model], Label]]:
    for model, found in _labels.items():
        for one in found:
            yield model, one
