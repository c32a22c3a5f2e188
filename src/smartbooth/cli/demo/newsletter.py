"""The demonstration's newsletter: one issue in both languages, that went to a few invented readers nine days ago."""

import io
import random
from datetime import timedelta

from smartbooth.accounts.models import User
from smartbooth.cli.demo import interest
from smartbooth.cli.demo.drawing import drawn
from smartbooth.cli.demo.issue import ISSUE
from smartbooth.core import clock
from smartbooth.mail import links
from smartbooth.mail.models import Outbox
from smartbooth.newsletters import editing, pictures
from smartbooth.newsletters.models import Issue, Openings, Picture, Version
from smartbooth.newsletters.sending import feeding, states
from smartbooth.newsletters.subscribing import asking, confirming
from smartbooth.people import erasure, vault
from smartbooth.people.address import Address

DAYS = 9  # since it went out
READERS = {"en": 14, "fr": 11}
COUNTED = 3  # every third of them agreed to that
OPENED = 11


def picture() -> Picture:
    """Taken in before the rows are written: encoding takes a second."""
    made = io.BytesIO()
    drawn().save(made, "PNG")
    made.seek(0)
    return pictures.take(made)


def load(owner: User, shown: Picture, draw: random.Random) -> Issue:
    """In the caller's transaction, as the worker would have done it: the letters themselves are sent by the worker."""
    begun = clock.now() - timedelta(days=DAYS)
    for language, count in READERS.items():
        names = interest.people(language, draw)
        for number in range(count):
            with clock.at(begun - timedelta(days=draw.randint(1, 40), minutes=draw.randint(1, 600))):
                _reads(interest.address(names.pop(), draw), language, number % COUNTED == 0)
    with clock.at(begun):
        issue = _write(owner, shown)
        states.schedule(issue, begun)
        states.begin(issue, begun)
        while issue.fed_at is None:
            feeding.feed_once(issue.pk)
            issue.refresh_from_db()
    Openings.objects.filter(issue=issue).update(count=OPENED)
    return issue


def _reads(address: str, language: str, openings: bool) -> None:
    """Asked by the form and confirmed by the letter's button."""
    parsed = Address.parse(address)
    asking.ask(parsed, language, openings)
    person = vault.find(parsed)
    if person is None:
        raise LookupError("a reader of the demonstration was not stored")
    until = clock.now() + timedelta(hours=1)
    confirming.confirm(links.sign(confirming.USE, person.pk, language, "yes" if openings else "no", until=until))


def _write(owner: User, shown: Picture) -> Issue:
    issue = editing.begin("en", owner)
    editing.translate(issue, "fr", owner)
    for version in Version.objects.filter(issue=issue).select_related("current"):
        document = ISSUE[version.language]
        blocks = [
            {**block, "data": {**block["data"], "picture": shown.pk}} if block["kind"] == "image" else block
            for block in document["blocks"]
        ]
        editing.save(version, {**document, "blocks": blocks}, "Written", owner)
    return issue


def remove(owner: str) -> None:
    """The issue, and its readers: they are invented."""
    for issue in Issue.objects.filter(made_by__username=owner):
        readers = set(
            Outbox.objects.filter(about=issue.pk).exclude(person_id="").values_list("person_id", flat=True)
        )
        for person in readers:
            erasure.erase(person, "demonstration removed")
        issue.delete()
