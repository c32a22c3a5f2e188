"""A person's choices about mail. What they stop is stopped at once, for what waits in the outbox too: each message is
asked about again when it goes out (mail/basis.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation

from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.mail.budgets import YEAR
from smartbooth.mail.messages import Kind, messages
from smartbooth.mail.models import Choice, Outbox
from smartbooth.mail.topics import TOPICS, Topic, asked, runs, topic
from smartbooth.people import consents, gate, suppression, wording
from smartbooth.people.models import Consent, Person
from smartbooth.people.purpose import OPERATOR, Use

BY_LINK, BY_MAIL, COMPLAINT = WAYS = ("link in the mail", "mail", "complaint")  # how something was stopped
STILL = "stayed stopped"  # the same, as the stop of everything ended for another topic

Stopped = Callable[[Person, str], None]
_stopped: list[Stopped] = []
_concerned: list[Callable[[Person], Iterable[str]]] = []


def also(work: Stopped) -> None:
    """Call `work(person, how)` in the transaction in which a person stops all marketing. Said once, in a room's
    AppConfig."""
    _stopped.append(work)


def offered_by(topics: Callable[[Person], Iterable[str]]) -> None:
    """`topics(person)` are topics that can reach this person: their page of choices shows these, stopped or not. Said
    once, in a room's AppConfig."""
    _concerned.append(topics)


@dataclass(frozen=True)
class Standing:
    """A topic as one person's page shows it."""

    topic: Topic
    on: bool


def standing(person: Person, came_by: str = "") -> list[Standing]:
    """The topics that concern this person, in the order of TOPICS: those a room offers them, those they agreed to,
    those they stopped, and the one of the message they `came_by`."""
    index = bytes(person.index)
    agreed = {one.purpose for one in _agreed(person) if one.live}
    offered = set().union(*(topics(person) for topics in _concerned))
    shown = []
    for one in filter(runs, TOPICS.values()):
        stopped = suppression.is_suppressed(index, one.key)
        wanted = one.consent is None or one.consent in agreed or (one.key in offered and _unasked(person, one))
        if stopped or one.key == came_by or one.key in offered or (one.consent and wanted):
            shown.append(Standing(one, on=wanted and not stopped))
    return shown


def _unasked(person: Person, one: Topic) -> bool:
    """Whether the law where they live lets this reach them until they object."""
    use = Use(one.consent, one.unasked) if one.consent and one.unasked else None
    return use is not None and person.pk in gate.allowed([person.pk], use)


def stop(person: Person, key: str, how: str) -> bool:
    """Nothing of this topic any more. Whether it was not so before. Raises KeyError."""
    one = topic(key)
    with transaction.atomic():
        new = suppression.add(bytes(person.index), one.key, how)
        for consent in _agreed(person):
            if consent.purpose == one.consent:
                consents.withdraw(consent, how)
    return new


def resume(person: Person, key: str, language: str, words: str) -> None:
    """They want this topic, and say so by `words` (what stood beside the button) on a page that only their mailbox
    leads to. Ends the stop of all marketing where this is marketing: one cannot be had with the other. They want this
    one and said nothing of others: those are stopped one by one before it ends."""
    one = topic(key)
    with transaction.atomic():
        index = bytes(person.index)
        for kind in (one.key, suppression.BOUNCED):
            suppression.lift(index, kind)
        if one.marketing and suppression.is_suppressed(index, suppression.MARKETING):
            for other in TOPICS.values():
                if other.marketing and other != one:
                    suppression.add(index, other.key, STILL)
            resume_marketing(person)
        if one.consent:
            consents.give(person.pk, purpose=one.consent, words=words, language=language)


def start(person: Person, key: str, language: str, named: str) -> bool:
    """Resume a topic with a button. `named` is the digest (people/wording.py) of the words that stood beside it in
    `language`; False, and nothing changes, where they are no longer the words of now. Raises KeyError."""
    spoken = language if language in dict(settings.LANGUAGES) else str(translation.get_language())
    with translation.override(spoken):
        words = asked(topic(key))
    if not runs(topic(key)) or (words and wording.digest(spoken, words) != named):
        return False
    resume(person, key, spoken, words)
    return True


def stop_marketing(person: Person, how: str) -> bool:
    """Nothing that advertises any more. Whether it was not so before."""
    with transaction.atomic():
        new = suppression.add(bytes(person.index), suppression.MARKETING, how)
        purposes = {one.consent for one in TOPICS.values() if one.marketing}
        for consent in _agreed(person):
            if consent.purpose in purposes:
                consents.withdraw(consent, how)
        if new:
            for work in _stopped:
                work(person, how)
    return new


def end(person: Person, key: str, how: str) -> bool:
    """Nothing of the topic any more or, of "" (a letter of none), nothing that advertises. Whether it was not so
    before."""
    return stop(person, key, how) if key else stop_marketing(person, how)


def resume_marketing(person: Person) -> bool:
    """Lift the stop of all marketing; whether there was one. What was withdrawn with it stays withdrawn: it is given
    anew topic by topic."""
    with transaction.atomic():
        return suppression.lift(bytes(person.index), suppression.MARKETING)


def undo(person: Person, key: str) -> bool:
    """Take a stop back, of a topic or of suppression.MARKETING: all is as it was, and what the stop ended is agreed to
    again under the same words. Whether there was a stop. Raises KeyError."""
    everything = key == suppression.MARKETING
    purposes = {one.consent for one in TOPICS.values() if one.marketing} if everything else {topic(key).consent}
    given = Consent.objects.filter(person=person)  # of owners as well, whose advertising the stop of all had ended
    if not everything:
        given = given.filter(controller=OPERATOR, launch="")
    with transaction.atomic():
        stopped = suppression.found(bytes(person.index), key)
        if stopped is None:
            return False
        suppression.lift(bytes(person.index), key)
        # What was never confirmed is not given by an undo: nobody knows whose wish it was.
        ended = given.filter(withdrawn_at__gte=stopped.added_at, withdrawn_how=stopped.how, awaits=False)
        for one in ended.filter(purpose__in=[purpose for purpose in purposes if purpose]).order_by("given_at"):
            consents.give_again(one)
    return True


def stopped_marketing(person: Person) -> bool:
    return suppression.is_suppressed(bytes(person.index), suppression.MARKETING)


def speak(person: Person, language: str) -> None:
    """Write to them in `language` from now on, also what waits. Raises ValueError for one we do not speak."""
    if language not in dict(settings.LANGUAGES):
        raise ValueError(f"We do not write in {language!r}.")
    with transaction.atomic():
        Choice.objects.update_or_create(person=person, defaults={"language": language})
        User.objects.filter(person=person).update(language=language)


def languages(persons: Iterable[str]) -> dict[str, str]:
    """The language that each of these persons (ids) chose; who chose none is left out. One query."""
    return dict(Choice.objects.filter(person__in=list(persons)).values_list("person_id", "language"))


def _agreed(person: Person) -> list[Consent]:
    """What they agreed to with the service itself, apart from any launch."""
    return list(_mine(person).filter(withdrawn_at=None))


def boxes(person: Person) -> QuerySet[Consent]:
    """What they ticked beside a topic, in force: each is taken back by itself, and all end with the topic."""
    ticked = Consent.objects.filter(
        person=person, controller=OPERATOR, launch="", withdrawn_at=None, awaits=False
    ).exclude(box="")
    return ticked.select_related("wording").order_by("given_at")


def untick(person: Person, consent_id: str) -> bool:
    """Take one box back; whether there was one of theirs."""
    found = boxes(person).filter(pk=consent_id).first()
    return found is not None and consents.withdraw(found, BY_LINK) > 0


def tick_again(person: Person, consent_id: str) -> bool:
    """Undo `untick`, under the same words, as long as the topic it stood beside is agreed to."""
    ended = Consent.objects.filter(person=person, pk=consent_id, withdrawn_how=BY_LINK).exclude(box="")
    found = ended.select_related("wording").first()
    with_it = found is not None and any(one.live and one.purpose == found.purpose for one in _agreed(person))
    return found is not None and with_it and consents.give_again(found)


def _mine(person: Person) -> QuerySet[Consent]:
    return Consent.objects.filter(person=person, controller=OPERATOR, launch="", box="")


def language(person: Person) -> str:
    """The one they chose, or their account's; "" where each letter has the language of what it is about."""
    account = User.objects.filter(person=person).values_list("language", flat=True)
    return languages([person.pk]).get(person.pk, "") or account.first() or ""


def unstoppable(person: Person) -> int:
    """How many letters that cannot be stopped reached them in twelve months."""
    names = [name for name, one in messages().items() if one.kind == Kind.SERVICE]
    sent = Outbox.objects.filter(person_id=person.pk, message__in=names, state__in=Outbox.WENT)
    return sent.filter(sent_at__gt=clock.now() - YEAR).count()
