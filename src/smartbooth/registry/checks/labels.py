"""Every field of every model says what it holds, once, and truly (privacy.md, "Registry")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db import models

from smartbooth.registry.bases import Gap, basis
from smartbooth.registry.categories import CATEGORIES
from smartbooth.registry.labels import (
    CLEAR,
    KEYED,
    SEALED,
    Impersonal,
    Label,
    Personal,
    labelled,
    labels_of,
    passing_through,
    said_twice,
)
from smartbooth.registry.recipients import known
from smartbooth.registry.retention import rules
from smartbooth.registry.subjects import Region

PASSING = "the labels.py that says passing()"


def stored_models() -> list[type[models.Model]]:
    """Every model with a table of its own, the libraries' and the automatic ones between two others too."""
    return [one for one in apps.get_models(include_auto_created=True) if not one._meta.proxy]


def fields_of(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.local_concrete_fields]


def place(model: type[models.Model]) -> str:
    """The file where `model` is labelled: the libraries' models are the accounts room's to describe."""
    config = apps.get_app_config(model._meta.app_label)
    room = config.label if config.name.startswith("smartbooth.") else "accounts"
    return f"src/smartbooth/{room}/labels.py"


def labels(**kwargs: Any) -> list[CheckMessage]:
    stored = stored_models()
    return [
        *_gone(stored),
        *(problem for model in stored for problem in of_model(model)),
        *(problem for one in passing_through() for problem in _unknown("in passing", one, PASSING)),
    ]


def of_model(model: type[models.Model]) -> Iterator[CheckMessage]:
    """What is wrong with the labels of one model."""
    found, fields = labels_of(model), fields_of(model)
    name = model._meta.label
    if model in said_twice():
        yield _error(101, model, f"{name} is labelled in two places, differently.", "Keep one.")
    told: set[tuple[str, ...]] = set()
    impersonal = {field for one in found if isinstance(one, Impersonal) for field in one.fields}
    for one in found:
        yield from _empty(model, one)
        for field in one.fields:
            key = (field, one.category, one.subject) if isinstance(one, Personal) else (field,)
            if field not in fields:
                yield _error(103, model, f"{name}.{field} is labelled, and is gone.", "Take it out of its label.")
            elif key in told or (isinstance(one, Personal) and field in impersonal):
                yield _error(104, model, f"{name}.{field} is labelled more than once.", "Keep one label a kind.")
            told.add(key)
        if isinstance(one, Personal):
            yield from _unknown(f"{name}.{', '.join(one.fields)}", one, place(model))
            yield from _stored(model, one)
    for field in fields:
        if field not in {name for name, *_ in told}:
            yield _error(102, model, f"{name}.{field} has no label.", "Say what it holds: personal or impersonal.")


def _gone(stored: Iterable[type[models.Model]]) -> Iterator[CheckMessage]:
    for model in labelled():
        if model not in stored:
            yield Error(
                f"{model._meta.label} is labelled, and is no stored model.",
                hint="Remove its label().",
                id="smartbooth.E105",
            )


def _empty(model: type[models.Model], one: Label) -> Iterator[CheckMessage]:
    about = f"{model._meta.label}: a label of {', '.join(one.fields) or 'no field'}"
    parts: dict[str, Any] = {"fields": one.fields}
    if isinstance(one, Impersonal):
        parts["why"] = one.why.strip()
    else:
        parts |= {
            "category": one.category,
            "purposes": one.purposes,
            "kept": one.kept,
            "recipients": one.recipients,
            "stored": one.stored,
        }
    for part, value in parts.items():
        if not value:
            yield _error(
                106, model, f"{about} has an empty {part}.", "Fill it in, or describe the field otherwise."
            )


def _unknown(about: str, one: Personal, where: str) -> Iterator[CheckMessage]:
    if one.category and one.category not in CATEGORIES:
        yield _error(107, where, f"{about}: {one.category} is no category.", "registry/categories.py lists them.")
    if one.kept and one.kept not in rules():
        yield _error(
            108, where, f"{about}: {one.kept} is no retention rule.", "Declare it in a room's retention.py."
        )
    for recipient in sorted(set(one.recipients) - known()):
        yield _error(
            109,
            where,
            f"{about}: {recipient} is no recipient.",
            "registry/recipients.py, or a room's processors.py.",
        )
    for purpose in one.purposes:
        for region in Region:
            try:
                basis(purpose, one.subject, region)
            except Gap as gap:
                yield _error(
                    110, where, f"{about}: {gap}", "Declare it in registry/bases.py, or drop the purpose."
                )


def _stored(model: type[models.Model], one: Personal) -> Iterator[CheckMessage]:
    category = CATEGORIES.get(one.category)
    for name in one.fields:
        about = f"{model._meta.label}.{name}"
        if one.stored == CLEAR and category is not None and category.contact:
            yield _error(
                111,
                model,
                f"{about} holds a {category.words} in clear.",
                "Seal it under the person’s key (people/vault.py), or keep only a keyed hash.",
            )
        if one.stored == SEALED and not _binary(model, name):
            yield _error(
                112, model, f"{about} is said to be sealed, and is no BinaryField.", "Seal it, or say so."
            )
        if one.stored not in (CLEAR, KEYED, SEALED):
            yield _error(
                113, model, f"{about}: {one.stored!r} is no way of storing.", "registry/labels.py lists them."
            )


def _binary(model: type[models.Model], name: str) -> bool:
    """Whether the field can hold bytes; a field that is gone is another check's."""
    found = [field for field in model._meta.local_concrete_fields if field.name == name]
    return not found or isinstance(found[0], models.BinaryField)


def _error(number: int, where: type[models.Model] | str, text: str, cure: str) -> CheckMessage:
    """`where`: the model whose room says it, or the file."""
    file = where if isinstance(where, str) else place(where)
    return Error(text, hint=f"{cure} In {file}.", id=f"smartbooth.E{number}")
