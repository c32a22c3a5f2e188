"""A promise without a check is a sentence. Each has at least one, or is declared not to be built yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error

from smartbooth.registry.promised import PROMISES
from smartbooth.registry.promises import checks

WHERE = "src/smartbooth/registry/promised.py"


def promises(**kwargs: Any) -> list[CheckMessage]:
    return list(_problems())


def _problems() -> Iterator[CheckMessage]:
    checked = {one.promise for one in checks()}
    for promise in PROMISES.values():
        if promise.built and promise.id not in checked:
            yield Error(
                f"Promise {promise.id} has no check: {promise.words}",
                hint=f"Write one in the promises.py of the room that keeps it, or say in {WHERE} that it is not built.",
                id="smartbooth.E121",
            )
    for one in checks():
        if one.promise not in PROMISES:
            yield Error(
                f"The check {one.name} is of promise {one.promise}, which nobody made.",
                hint=f"{WHERE} lists them.",
                id="smartbooth.E122",
            )
        elif not PROMISES[one.promise].built:
            yield Error(
                f"Promise {one.promise} has a check ({one.name}) and is said not to be built.",
                hint=f"Correct it in {WHERE}.",
                id="smartbooth.E123",
            )
        if not str(one.title).strip():
            yield Error(
                f"The check {one.name} of promise {one.promise} says nothing about what it looks at.",
                hint="Give it a title: the promises page shows it.",
                id="smartbooth.E124",
            )
