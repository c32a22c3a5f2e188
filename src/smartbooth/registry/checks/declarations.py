"""What rooms declare of processors, ways out and retention holds together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error

from smartbooth.registry.categories import CATEGORIES
from smartbooth.registry.processors import lists, processors
from smartbooth.registry.retention import kept_twice, rules

COUNTRY = re.compile(r"[A-Z]{2}")


def declarations(**kwargs: Any) -> list[CheckMessage]:
    return [*_allow_lists(), *_processors(), *_rules()]


def _allow_lists() -> Iterator[CheckMessage]:
    for one in lists():
        for key in sorted(one.fields - set(CATEGORIES)):
            yield Error(
                f"{one.key} may get {key}, which is no category of data.",
                hint="registry/categories.py lists them.",
                id="smartbooth.E131",
            )


def _processors() -> Iterator[CheckMessage]:
    for one in processors().values():
        for part, value in (("name", one.name), ("task", one.task), ("contract", one.contract)):
            if not str(value).strip():
                yield Error(
                    f"The processor {one.key} has no {part}.",
                    hint="The record of processing (GDPR Art. 30) and the privacy policy name it.",
                    id="smartbooth.E132",
                )
        if not COUNTRY.fullmatch(one.country):
            yield Error(
                f"The processor {one.key} is in {one.country!r}, which is no country.",
                hint="Two capital letters: FR, US (ISO 3166-1).",
                id="smartbooth.E133",
            )


def _rules() -> Iterator[CheckMessage]:
    for key in sorted(kept_twice()):
        yield Error(
            f"The retention rule {key} is declared in two places, differently.",
            hint="Keep one: a label names a rule by its key alone.",
            id="smartbooth.E135",
        )
    for rule in rules().values():
        if not str(rule.words).strip():
            yield Error(
                f"The retention rule {rule.key} does not say how long.",
                hint="Give it words: the policy and the record of processing show them.",
                id="smartbooth.E134",
            )
