"""What somebody who left an address is written by the service itself (promise B5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.mail import links
from smartbooth.mail.messages import EXAMPLE_MOMENT, Facts, Message
from smartbooth.mail.parameters import Id, Moment, Words
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject


class RightsNotice(Message):
    """The one letter a person gets for a launch without being asked to confirm: who has their address, and what they
    can do about it (GDPR Art. 13 and 14; CPCE L.34-5)."""

    name = "rights-notice"
    purpose, of = Purpose.CHANGES, Subject.LEAD
    when = _("once, when somebody leaves an address on a page whose owner asks for no confirmation")
    budget = 60  # launches somebody may join in a year
    contains = {"launch": Words(80), "owner": Words(80), "left": Moment()}
    subject = _("You left your address on %(launch)s: your rights")
    template = "leads/mail/rights_notice"
    example = {
        "launch": "Aurora", "owner": "Aurora SAS", "left": EXAMPLE_MOMENT,
        "my_data": "/my-data/", "privacy": "/privacy/",
    }  # fmt: skip

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"my_data": "/my-data/", "privacy": "/privacy/"}


class ConfirmAddress(Message):
    """Asks whether the address is theirs, and is the notice of their rights too: one letter, not two."""

    name = "confirm-address"
    purpose, of = Purpose.CHANGES, Subject.LEAD
    when = _("when somebody leaves an address on a page whose owner asks for confirmation; again if they do again")
    budget = 60  # launches somebody may join in a year
    contains = {"launch": Words(80), "owner": Words(80), "left": Moment(), "lead": Id()}
    subject = _("Is this your address? %(launch)s asks")
    template = "leads/mail/confirm_address"
    example = {
        "launch": "Aurora", "owner": "Aurora SAS", "left": EXAMPLE_MOMENT, "lead": "example", "days": 14,
        "confirm": "/confirm/abc/", "my_data": "/my-data/", "privacy": "/privacy/",
    }  # fmt: skip

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {
            "confirm": path(facts.params["lead"], facts.posted_at),
            "my_data": "/my-data/",
            "privacy": "/privacy/",
        }

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        return {"days": settings.UNCONFIRMED_DAYS}


def path(lead: str, asked_at: datetime) -> str:
    """The link's path, on the studio's host: the launch's own may be taken down, or be somebody else's by then."""
    until = asked_at + timedelta(days=settings.UNCONFIRMED_DAYS)
    return reverse("confirm", args=[links.sign(ConfirmAddress.name, lead, until=until)])
