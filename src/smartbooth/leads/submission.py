"""Reading what was typed against what was asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from smartbooth.core import age
from smartbooth.leads.asked import Asked, Purpose, Question
from smartbooth.leads.given import Answer, Given
from smartbooth.people.address import Address, AddressError

LONGEST_NAME = 120  # characters
LONGEST_LINE = 300
LONGEST_TEXT = 2000
BREAKS = "\n\t"


@dataclass(frozen=True)
class Submission:
    address: Address
    given: Given
    purposes: tuple[Purpose, ...]


class Invalid(Exception):
    """`errors`: field name to messages, in the active language."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


class TooYoung(Exception):
    """Whoever sent the form is, or may be, under AGE_MINIMUM (promise C1). Nothing of it may be kept, nor told on."""


def read(fields: Mapping[str, str], asked: Asked) -> Submission:
    """Raises TooYoung, whatever else is in the form; Invalid with all that is wrong at once. The year goes no
    further than here."""
    errors: dict[str, list[str]] = {}

    def attempt(name: str, text: str) -> None:
        errors.setdefault(name, []).append(text)

    if asked.asks_age:
        try:
            if not age.of_age(age.year(fields.get("year", ""))):
                raise TooYoung
        except age.YearError:
            attempt("year", _("Write the year with its four digits."))
    address = None
    try:
        address = Address.parse(fields.get("email", ""))
    except AddressError as error:
        attempt("email", error.message)
    name = _line(fields.get("name", "")) if asked.asks_name else ""
    if len(name) > LONGEST_NAME:
        attempt("name", _("That is longer than a name: %(most)d characters at most.") % {"most": LONGEST_NAME})
    answers = []
    for question in asked.questions:
        text = _clean(fields.get(question.key, ""), BREAKS if question.long else "")
        problem = _problem(question, text)
        if problem:
            attempt(question.key, problem)
        elif text:
            answers.append(Answer(question.key, question.label, text))
    if errors or address is None:
        raise Invalid(errors)
    ticked = tuple(purpose for purpose in asked.purposes if fields.get(purpose.key))
    return Submission(address, Given(name, tuple(answers)), ticked)


def _problem(question: Question, text: str) -> str:
    if not text:
        return _("This question needs an answer.") if question.required else ""
    if question.choices and text not in map(_spaced, question.choices):
        return _("Choose one of the answers.")
    most = LONGEST_TEXT if question.long else LONGEST_LINE
    if len(text) > most:
        return _("That is too long: %(most)d characters at most.") % {"most": most}
    return ""


def _spaced(choice: str) -> str:
    """As a browser sends an option without a value: its spaces collapsed (HTML, "strip and collapse")."""
    return " ".join(unicodedata.normalize("NFC", choice).split())


def _line(text: str) -> str:
    return _clean(text, "")


def _clean(text: str, keep: str) -> str:
    """Composed (NFC), trimmed, and without control characters other than `keep`: they cannot be typed, and what
    reads the answers later (a mail's header, a spreadsheet, a terminal) may obey them."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        character if character in keep or unicodedata.category(character) != "Cc" else " " for character in text
    ).strip()
