"""What a person can stop by itself, from the message itself and on the page of their choices (promise B4).

A topic is a class of messages. A message names the one it belongs to (`Message.leaves`); what cannot be stopped names
none. Stopping is kept as a suppression (people/suppression.py) under the topic's key, and so outlives the person.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.people import suppression
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject


@dataclass(frozen=True)
class Topic:
    """`consent`: the purpose somebody agrees to who gets these, ended with a stop and given anew with its undoing; None
    where these messages need none, as with what an owner set up themselves. `unasked`: whose consent some regions ask
    for only once they object (registry/bases.py)."""

    key: str
    words: str | Lazy  # "the newsletter", as a choice's label
    says: str | Lazy  # one sentence: what comes, and how often
    comes: str | Lazy  # to who gets it
    ended: str | Lazy  # to who does not
    asks: str | Lazy = ""  # what somebody agrees to, in their own words; see `asked`
    consent: Purpose | None = None
    unasked: Subject | None = None
    marketing: bool = True


TOPICS: dict[str, Topic] = {
    one.key: one
    for one in (
        Topic(
            suppression.NEWSLETTER,
            _("Newsletter"),
            _("News of the service, when there is some."),
            _("You get our newsletter."),
            _("You do not get our newsletter."),
            _("%(company)s may send me its newsletter. Each letter lets me stop it."),
            Purpose.SUBSCRIPTIONS,
        ),
        Topic(
            suppression.DIGEST,
            _("Other launches"),
            _("A few times a year: what others are about to launch."),
            _("You get our letter about other launches."),
            _("You do not get our letter about other launches."),
            _(
                "%(company)s may write to me, at most %(times)d times a year, about what others are about to launch. "
                "I am %(age)d or older. Each letter lets me stop it."
            ),
            Purpose.MARKETING,
            unasked=Subject.LEAD,
        ),
        Topic(
            suppression.NEW_LEADS,
            _("New sign-ups"),
            _("As often as you chose: who left an address on your pages."),
            _("We tell you of new sign-ups."),
            _("We do not tell you of new sign-ups."),
            marketing=False,
        ),
        Topic(
            suppression.REMINDERS,
            _("Launch day"),
            _("A reminder the day before a page of yours goes live."),
            _("We remind you of your launch day."),
            _("We do not remind you of your launch day."),
            marketing=False,
        ),
        Topic(
            suppression.VERDICTS,
            _("Tests decided"),
            _("Once a test: which version won, or that its numbers cannot be trusted."),
            _("We tell you what your tests have come to."),
            _("We do not tell you what your tests have come to."),
            marketing=False,
        ),
    )
}


def topic(key: str) -> Topic:
    """Raises KeyError."""
    return TOPICS[key]


def runs(one: Topic) -> bool:
    """Whether this installation writes such messages at all."""
    return one.key != suppression.DIGEST or settings.DIGESTS_PER_YEAR > 0


def asked(one: Topic) -> str:
    """What agreeing to it means, in the active language: it stands beside the button, and is what the consent records.
    "" where no consent is asked for."""
    facts = {"company": settings.COMPANY, "times": settings.DIGESTS_PER_YEAR, "age": settings.DIGEST_AGE}
    return str(one.asks) % facts
