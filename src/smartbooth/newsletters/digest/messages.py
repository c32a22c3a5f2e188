"""The letter about other launches (promise B5): ours, now and then, the same for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from smartbooth.mail.messages import Facts, Kind, Message
from smartbooth.mail.parameters import Id
from smartbooth.newsletters.digest import contents
from smartbooth.newsletters.digest.contents import Named
from smartbooth.people import suppression
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject


class Digest(Message):
    """Names launches of others. Which, an operator approved; an owner's part in it is a name and one line."""

    name = "digest"
    kind = Kind.MARKETING
    purpose, of = Purpose.MARKETING, Subject.LEAD
    when = _("now and then, to people who left an address: in Europe if they agreed, elsewhere until they object")
    budget = settings.DIGESTS_PER_YEAR
    leaves = suppression.DIGEST
    alike = bulk = links_out = True
    contains = {"round": Id()}
    subject = _("What others are about to launch")
    template = "newsletters/mail/digest"
    example = {"round": "example", "launches": contents.EXAMPLE, "times": settings.DIGESTS_PER_YEAR}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        return cls.said(contents.of(facts.params["round"], facts.language))

    @classmethod
    def said(cls, launches: Sequence[Named]) -> dict[str, Any]:
        """What the templates say, of launches."""
        return {"launches": launches, "times": settings.DIGESTS_PER_YEAR}
