"""What readers of the newsletter are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.mail.messages import Facts, Kind, Message
from smartbooth.mail.parameters import Choice, Id
from smartbooth.newsletters import letter, published
from smartbooth.newsletters.digest import messages as digest  # noqa: F401 - that folder's is declared by the import
from smartbooth.newsletters.example import EXAMPLE
from smartbooth.newsletters.models import Revision
from smartbooth.newsletters.subscribing import confirming
from smartbooth.people import suppression
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

LANGUAGES = tuple(code for code, _words in settings.LANGUAGES)


class ConfirmSubscription(Message):
    """Asks whether it was them. Nothing else comes before they answer."""

    name = "confirm-subscription"
    purpose, of = Purpose.SERVICE, Subject.READER
    when = _("when somebody asks for the newsletter with an address; again if they do again")
    budget = 12  # times somebody may change their mind in a year; or others may type an address that is not theirs
    contains = {"openings": Choice(("yes", "no")), "speaks": Choice(LANGUAGES)}
    subject = _("Shall the newsletter come to you?")
    template = "newsletters/mail/confirm"
    example = {"openings": "yes", "speaks": "en", "days": 14, "confirm": "/newsletter/confirm/abc/"}

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        asked = facts.params
        return {"confirm": confirming.path(facts.person_id, asked["speaks"], asked["openings"], facts.posted_at)}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        return {"days": settings.UNCONFIRMED_DAYS}


class NewsletterIssue(Message):
    """An issue of the newsletter, to who asked for it. The same words to all: with the pixel to those who agreed that
    openings are counted, without it to all others."""

    name = "newsletter-issue"
    kind = Kind.MARKETING
    purpose, of = Purpose.SUBSCRIPTIONS, Subject.READER
    when = _("when an issue goes out, to those who asked for the newsletter")
    leaves = suppression.NEWSLETTER
    alike = bulk = links_out = True
    contains = {"issue": Id(), "counted": Choice(("yes", "no"))}
    subject = "%(title)s"
    template = "newsletters/mail/issue"
    example = {"issue": "example", "counted": "no", "pixel": "", **letter.context(EXAMPLE, "/newsletter/example/")}

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        version = published.version(facts.params["issue"], facts.language)
        return {"web": published.path(version) if version.slug else "", "pixel": cls.pixel(facts.params)}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        version = published.version(facts.params["issue"], facts.language)
        moment = version.issue.begun_at or facts.posted_at
        return {**letter.context(version.sent or version.document), "moment": moment}

    @classmethod
    def pixel(cls, params: Mapping[str, Any]) -> str:
        return reverse("newsletter_seen", args=[params["issue"]]) if params["counted"] == "yes" else ""


class IssueDraft(Message):
    """An issue as it stands on the desk, to the operator who writes it and to nobody else."""

    name = "newsletter-draft"
    purpose, of = Purpose.ACCOUNT, Subject.OWNER
    when = _("when an operator who writes an issue sends it to themselves, to see it as it will arrive")
    alike = links_out = True
    budget = 500  # tries of one operator in a year
    contains = {"revision": Id()}
    subject = _("Draft: %(title)s")
    template = "newsletters/mail/draft"
    example = {"revision": "1", **letter.context(EXAMPLE)}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        revision = Revision.objects.filter(pk=facts.params["revision"]).first()
        return letter.context(revision.document if revision else EXAMPLE)
