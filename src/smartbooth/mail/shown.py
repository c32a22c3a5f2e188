"""What the page of a reader's choices says, made of what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from smartbooth.core import clock
from smartbooth.core.dates import written
from smartbooth.mail import choices, optout
from smartbooth.mail.topics import TOPICS, Topic, asked, runs
from smartbooth.people import suppression, wording
from smartbooth.people.models import Person


@dataclass(frozen=True)
class Switch:
    """A topic as it stands, with what agreeing to it means."""

    topic: Topic
    on: bool
    asks: str  # in the active language; "" where nobody has to agree
    language: str
    proven: bool = True  # that they read this person's mail

    @property
    def startable(self) -> bool:
        return self.proven or not self.topic.consent

    @property
    def wording(self) -> str:
        """Names the words that stand beside the button, so that no other ones are recorded."""
        return wording.digest(self.language, self.asks)


def switches(person: Person, came_by: str = "", proven: bool = True) -> list[Switch]:
    """A person's topics (`choices.standing`), in the active language."""
    return worded(choices.standing(person, came_by), proven)


def worded(found: Iterable[choices.Standing], proven: bool = True) -> list[Switch]:
    spoken = str(translation.get_language())
    return [Switch(one.topic, one.on, asked(one.topic), spoken, proven) for one in found]


def offer(person: Person, key: str) -> Switch | None:
    """What may be asked of them once, in the active language: a topic that they do not get, and never stopped."""
    if not runs(TOPICS[key]) or suppression.is_suppressed(bytes(person.index), key):
        return None
    return next((one for one in switches(person, key) if one.topic.key == key and not one.on), None)


def page(person: Person, topic: str, token: str) -> dict[str, Any]:
    found = switches(person, topic, optout.proves(token))
    return {
        "state": "known",
        "token": token,
        "proven": optout.proves(token),
        "today": written(timezone.localtime(clock.now()).date(), "j F Y"),
        "came_by": next((one for one in found if one.topic.key == topic), None),
        "others": [one for one in found if one.topic.key != topic],
        "switches": found,
        "boxes": choices.boxes(person),
        "stopped": choices.stopped_marketing(person),
        "count": choices.unstoppable(person),
        "chosen": choices.language(person),
        "languages": settings.LANGUAGES,
    }


def done(found: dict[str, Any], what: str, which: str) -> dict[str, Any] | None:
    """What the act before said to say; None where it is not so (anybody can type an address)."""
    on = {one.topic.key for one in found["switches"] if one.on}
    said = {"what": what, "topic": TOPICS.get(which), "which": which}
    true = {
        "stopped": which in TOPICS and which not in on,
        "undone": which in TOPICS and which in on,
        "started": which in on,
        "reworded": which in TOPICS and which not in on,
        "unproven": not found["proven"],
        "stopped-all": found["stopped"],
        "undone-all": not found["stopped"],
        "lifted": not found["stopped"],
        "language": bool(found["chosen"]),
        "unticked": all(one.pk != which for one in found["boxes"]),
        "ticked": bool(found["boxes"]),
    }
    return said if true.get(what) else None
