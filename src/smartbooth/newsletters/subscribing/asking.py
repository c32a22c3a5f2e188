"""Asking for the newsletter: stored at once, in force once the mailbox has answered. The same work for an address that
is known, that reads it already, or that nobody has heard of."""

from __future__ import annotations

from smartbooth.core import clock
from smartbooth.mail import outbox
from smartbooth.newsletters.messages import ConfirmSubscription
from smartbooth.newsletters.subscribing import readers, words
from smartbooth.newsletters.subscribing.readers import OPENINGS
from smartbooth.people import consents, store, vault, wording
from smartbooth.people.address import Address
from smartbooth.people.models import Consent, Person
from smartbooth.registry.purposes import Purpose

ANEW = "asked again"  # how a consent ends that was never confirmed and is asked for in other words


def ask(address: Address, language: str, openings: bool) -> None:
    """Store what was asked for, and post the letter that asks back: one an hour at most for the same wish, however
    often the form is sent. Raises django.db.DatabaseError: then nothing is stored."""
    with store.both():
        person, _new = vault.find_or_make(address)
        of_person(person, language, openings)


def of_person(person: Person, language: str, openings: bool) -> None:
    """The same for somebody we know, in the caller's transaction."""
    _agree(person, "", words.subscription(language), language)
    if openings:
        _agree(person, OPENINGS, words.openings(language), language)
    box = "yes" if openings else "no"
    unique = f"{ConfirmSubscription.name}/{person.pk}/{language}/{box}/{clock.hour()}"
    outbox.post(ConfirmSubscription, person.pk, language, unique=unique, openings=box, speaks=language)


def _agree(person: Person, box: str, said: str, language: str) -> None:
    """A consent that awaits its confirmation; what is in force stays as it is, what awaited under other words ends."""
    for before in readers.agreed(box).filter(person=person):
        if before.live or before.wording_id == wording.digest(language, said):
            return
        Consent.objects.filter(pk=before.pk).update(withdrawn_at=clock.now(), withdrawn_how=ANEW)
    consents.give(
        person.pk, purpose=Purpose.SUBSCRIPTIONS, words=said, language=language, box=box, awaits=True
    )  # fmt: skip
