"""What somebody who left an address is written by the service itself (promise B5), and what the owner is written about
it: counts, and never an address, which leaves by one door."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.leads.bulletins.count import LINES
from smartbooth.leads.bulletins.rhythm import COME, DAILY, WEEKLY
from smartbooth.mail import links
from smartbooth.mail.messages import EXAMPLE_MOMENT, Facts, Kind, Message
from smartbooth.mail.parameters import Choice, Count, Id, Moment, Rows, Words
from smartbooth.people import suppression
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


class NewLeads(Message):
    """How many left their address since the last one of these, launch by launch (leads/bulletins)."""

    name = "new-leads"
    kind = Kind.NOTIFICATION
    purpose, of = Purpose.SERVICE, Subject.OWNER
    when = _(
        "when people left their address on pages of a workspace: as they come, daily or weekly, as each chose"
    )
    budget = 3_660  # ten a day: no more are made of one day's leads (leads/bulletins/pace.py)
    leaves = suppression.NEW_LEADS
    contains = {
        "workspace": Words(80), "where": Words(80), "rhythm": Choice((COME, DAILY, WEEKLY)),
        "fresh": Count(), "since": Moment(), "until": Moment(),
        "lines": Rows({"launch": Id(), "name": Words(80), "fresh": Count(), "all": Count()}, LINES), "more": Count(),
        "periods": Count(), "low": Count(), "high": Count(),
    }  # fmt: skip
    subject = _("New sign-ups on %(where)s: %(fresh)s")
    template = "leads/mail/new_leads"
    example = {
        "workspace": "Aurora SAS", "where": "Aurora SAS", "rhythm": DAILY, "fresh": 15,
        "since": EXAMPLE_MOMENT - timedelta(hours=36, minutes=20),
        "until": EXAMPLE_MOMENT - timedelta(hours=12, minutes=20),
        "lines": [], "more": 0, "periods": 7, "low": 3, "high": 11, "see": "/launches/", "often": "/account/",
        "launches": [
            {"name": "Aurora", "fresh": 12, "all": 214, "url": links.absolute("/launches/")},
            {"name": "Borealis", "fresh": 3, "all": 48, "url": links.absolute("/launches/")},
        ],
    }  # fmt: skip

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        lines, more = facts.params["lines"], facts.params["more"]
        one = len(lines) == 1 and not more
        see = reverse("leads", args=[lines[0]["launch"]]) if one else reverse("launches:list")
        return {"see": see, "often": reverse("account")}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        url = {
            line["launch"]: links.absolute(reverse("leads", args=[line["launch"]]))
            for line in facts.params["lines"]
        }
        return {"launches": [line | {"url": url[line["launch"]]} for line in facts.params["lines"]]}
