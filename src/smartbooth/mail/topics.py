"""What a person can stop by itself, from the message itself and on the page of their choices (promise B4).

A topic is a class of messages. A message names the one it belongs to (`Message.leaves`); what cannot be stopped names
none. Stopping is kept as a suppression (people/suppression.py) under the topic's key, and so outlives the person.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.people import suppression
from smartbooth.registry.purposes import Purpose


@dataclass(frozen=True)
class Topic:
    """`consent`: the purpose somebody agrees to who gets these, ended with a stop and given anew with its undoing; None
    where these messages need none, as with what an owner set up themselves."""

    key: str
    words: str | Lazy  # "the newsletter", as a choice's label
    says: str | Lazy  # one sentence: what comes, and how often
    consent: Purpose | None = None
    marketing: bool = True


TOPICS: dict[str, Topic] = {
    one.key: one
    for one in (
        Topic(
            suppression.NEWSLETTER,
            _("Newsletter"),
            _("News of the service, when there is some."),
            Purpose.SUBSCRIPTIONS,
        ),
        Topic(
            suppression.DIGEST,
            _("Other launches"),
            _("A few times a year: what others are about to launch."),
            Purpose.MARKETING,
        ),
        Topic(
            suppression.NEW_LEADS,
            _("New sign-ups"),
            _("As often as you chose: who left an address on your pages."),
            marketing=False,
        ),
        Topic(
            suppression.REMINDERS,
            _("Launch day"),
            _("A reminder the day before a page of yours goes live."),
            marketing=False,
        ),
    )
}


def topic(key: str) -> Topic:
    """Raises KeyError."""
    return TOPICS[key]
