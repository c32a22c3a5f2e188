"""Asking for the newsletter: stored at once, in force once the mailbox has answered. The same work for an address that
is known, that reads it already, or that nobody has heard of."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from smartbooth.core import clock
from smartbooth.mail import outbox
from smartbooth.mail.models import Outbox
from smartbooth.newsletters.messages import ConfirmSubscription
from smartbooth.newsletters.subscribing import readers, words
from smartbooth.newsletters.subscribing.readers import OPENINGS
from smartbooth.people import consents, store, suppression, vault, wording
from smartbooth.people.address import Address
from smartbooth.people.models import Consent, Person
from smartbooth.registry.purposes import Purpose

ANEW = "asked again"  # how a consent ends that was never confirmed and is asked for in other words


def ask(address: Address, language: str, openings: bool) -> None:
    """Store what was asked for, and post the letter that asks back: one an hour at most, and few until one is answered
    (`_enough`), however often the form is sent. Raises django.db.DatabaseError: then nothing is stored."""
    with store.both():
        person, _new = vault.find_or_make(address)
        of_person(person, language, openings)


def of_person(person: Person, language: str, openings: bool) -> None:
    """The same for somebody we know, in the caller's transaction."""
    _agree(person, "", words.subscription(language), language)
    if openings:
        _agree(person, OPENINGS, words.openings(language), language)
    if _enough(person):
        return
    box = "yes" if openings else "no"
    unique = f"{ConfirmSubscription.name}/{person.pk}/{clock.hour()}"
    outbox.post(ConfirmSubscription, person.pk, language, unique=unique, openings=box, speaks=language)


def _enough(person: Person) -> bool:
    """Whether they got what one sends to somebody who does not answer: the form can be filled in with anybody's
    address. Who stopped all that advertises is asked once."""
    if readers.live().filter(person=person).exists():
        return False  # the budget of a year is enough for who reads it
    since = clock.now() - timedelta(days=settings.UNCONFIRMED_DAYS)
    asked = Outbox.objects.filter(person_id=person.pk, message=ConfirmSubscription.name, created_at__gte=since)
    stopped = suppression.is_suppressed(bytes(person.index), suppression.MARKETING)
    return asked.count() >= (1 if stopped else settings.NEWSLETTER_ASKS)


def _agree(person: Person, box: str, said: str, language: str) -> None:
    """A consent that awaits its confirmation; what is in force stays as it is, what awaited under other words ends."""
    for before in readers.agreed(box).filter(person=person):
        if before.live or before.wording_id == wording.digest(language, said):
            return
        Consent.objects.filter(pk=before.pk).update(withdrawn_at=clock.now(), withdrawn_how=ANEW)
    consents.give(
        person.pk, purpose=Purpose.SUBSCRIPTIONS, words=said, language=language, box=box, awaits=True
    )  # fmt: skip
