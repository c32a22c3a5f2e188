"""The mailbox answers: the subscription is in force. The link opens a page with one button, so that a scanner that
follows links confirms nothing (promise B2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from smartbooth.mail import choices, links
from smartbooth.mail.models import Choice
from smartbooth.newsletters.subscribing import readers, words
from smartbooth.newsletters.subscribing.readers import OPENINGS
from smartbooth.people import consents, suppression
from smartbooth.people.models import Consent, Person
from smartbooth.registry.purposes import Purpose

USE = "newsletter/confirm"


class State(StrEnum):
    WAITING = "waiting"  # for the button
    CONFIRMED = "confirmed"
    ENDED = "ended"  # stopped since, never confirmed in time, or erased


@dataclass(frozen=True)
class Asked:
    """What a link is about. `stopped`: they had stopped everything that advertises, which confirming ends for the
    newsletter, and so has to be said."""

    state: State
    language: str = "en"
    openings: bool = False
    stopped: bool = False


class Unsaid(PermissionError):
    """They stopped everything that advertises, and did not say that this ends."""


def path(person_id: str, language: str, openings: str, asked_at: datetime) -> str:
    until = asked_at + timedelta(days=settings.UNCONFIRMED_DAYS)
    return reverse("newsletter_confirm", args=[links.sign(USE, person_id, language, openings, until=until)])


def look(token: str) -> Asked:
    """What the link is about, changing nothing. Raises mail.links.BadLink, Expired."""
    person, language, openings = _read(token)
    return _asked(person, language, openings)


def confirm(token: str, ends_stop: bool = False) -> Asked:
    """The button was pressed. A second time changes nothing. `ends_stop`: they said that their stop of all marketing
    ends. Raises mail.links.BadLink, Expired, Unsaid, django.db.DatabaseError."""
    with transaction.atomic():
        person, language, openings = _read(token, lock=True)
        found = _asked(person, language, openings)
        if person is None or found.state is not State.WAITING:
            return found
        if found.stopped and not ends_stop:
            raise Unsaid
        _confirm(person, language, openings)
        return _asked(person, language, openings)


def _read(token: str, lock: bool = False) -> tuple[Person | None, str, bool]:
    ids = links.read(USE, token)
    if len(ids) != 3:
        raise links.BadLink(USE)
    person_id, language, openings = ids
    persons = Person.objects.select_for_update() if lock else Person.objects
    return persons.filter(pk=person_id).first(), language, openings == "yes"


def _asked(person: Person | None, language: str, openings: bool) -> Asked:
    if person is None:
        return Asked(State.ENDED, language)
    own = readers.agreed().filter(person=person).first()
    index = bytes(person.index)
    stopped = suppression.is_suppressed(index, suppression.MARKETING)
    if own is None:
        return Asked(State.ENDED, language)
    done = (
        own.live
        and not suppression.is_suppressed(index, suppression.NEWSLETTER)
        and language == _speaks(person, own)
        and (not openings or readers.live(OPENINGS).filter(person=person).exists())
    )
    return Asked(State.CONFIRMED if done else State.WAITING, language, openings, stopped)


def _speaks(person: Person, own: Consent) -> str:
    return choices.languages([person.pk]).get(person.pk, own.language)


def _confirm(person: Person, language: str, openings: bool) -> None:
    own = readers.agreed().get(person=person)
    consents.confirm(own)
    choices.resume(person, suppression.NEWSLETTER, language, words.subscription(language))
    boxes = readers.agreed(OPENINGS).filter(person=person)
    if openings:
        for box in boxes:
            consents.confirm(box)
        consents.give(
            person.pk,
            purpose=Purpose.SUBSCRIPTIONS,
            words=words.openings(language),
            language=language,
            box=OPENINGS,
        )
    if own.language != language or Choice.objects.filter(person=person).exclude(language=language).exists():
        choices.speak(person, language)
