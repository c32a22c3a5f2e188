"""What a variant's form asks, read from its lead form block: names of fields, and the words people agree under."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils import translation

from smartbooth.launches.blocks.lead_form.drawn import asks_age, notice, purposes, version

BLOCK = "lead_form"


@dataclass(frozen=True)
class Question:
    """One of the owner's. `choices` empty: free text, one line unless `long`."""

    key: str  # the field's name, "q_…"
    label: str
    required: bool = False
    long: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Purpose:
    """A box to tick. Its wording is what is agreed to."""

    key: str  # the field's name, "purpose_…"
    wording: str


@dataclass(frozen=True)
class Asked:
    notice: str  # the line that says who gets the address and for what
    version: str  # what the form's hidden field `wording` says: names the words that were on the screen
    asks_name: bool = False
    asks_age: bool = False  # the year of birth
    questions: tuple[Question, ...] = ()
    purposes: tuple[Purpose, ...] = ()


def asked_by(document: dict[str, Any], language: str, owner: str, launch: str) -> Asked | None:
    """What the document's lead form asks, in the page's language; None where it has no form."""
    data = next((block["data"] for block in document["blocks"] if block["kind"] == BLOCK), None)
    if data is None:
        return None
    with translation.override(language):
        words, shown = notice(owner, launch), version(data, owner, launch)
    return Asked(
        notice=words,
        version=shown,
        asks_name=data.get("name") == "optional",
        asks_age=asks_age(data),
        questions=tuple(_question(index, item) for index, item in enumerate(data.get("items", []))),
        purposes=tuple(Purpose(key, wording) for key, wording in purposes(data).items()),
    )


def as_published(asked: Asked, form: dict[str, str] | None) -> Asked:
    """`asked` in the words of the page that was published (the manifest's `form`): this release may draw others."""
    return replace(asked, notice=form["notice"], version=form["version"]) if form else asked


def _question(index: int, item: dict[str, Any]) -> Question:
    return Question(
        key=f"q_{index}",
        label=item["label"],
        required=item["required"] == "yes",
        long=item["type"] == "long",
        choices=tuple(item["choices"]) if item["type"] == "choice" else (),
    )
