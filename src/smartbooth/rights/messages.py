"""What people are written to about their rights."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.mail import links as signed
from smartbooth.mail.messages import EXAMPLE_MOMENT, Facts, Message
from smartbooth.mail.parameters import Count, Id, Moment
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject
from smartbooth.rights import links

EXAMPLE = "/my-data/example/"
FOLLOWED = timedelta(
    days=180
)  # how long a request can be followed: the longest clock, extended, and as long again


class MyData(Message):
    """The link to everything that is kept about a person."""

    name = "my-data"
    purpose, of = Purpose.CLAIMS, Subject.CORRESPONDENT
    when = _("when somebody asks for the letter about their data, with this address")
    budget = 200
    essential = True
    subject = _("Your data at %(BRAND)s")
    template = "rights/mail/my_data"
    example = {"letter": EXAMPLE, "hours": 24}

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"letter": links.path(facts.person_id, facts.posted_at)}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        return {"hours": settings.RIGHTS_LINK_HOURS}


class NewAddress(Message):
    """To the new address of somebody who corrects theirs: nothing is changed before it is confirmed."""

    name = "new-address"
    purpose, of = Purpose.CLAIMS, Subject.CORRESPONDENT
    when = _("when somebody wants their letters sent to this address from now on")
    budget = 20
    essential = True
    contains = {"request": Id()}
    subject = _("Is this your new address?")
    template = "rights/mail/new_address"
    example = {"request": "example", "confirm": EXAMPLE, "hours": 24}

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"confirm": reverse("new_address", args=[request_token("new-address", facts)])}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        return {"hours": settings.RIGHTS_LINK_HOURS}


class RequestReceived(Message):
    """That a request has come in, by when it is answered, and the link with which most is done at once."""

    name = "request-received"
    purpose, of = Purpose.CLAIMS, Subject.CORRESPONDENT
    when = _("when a request about one’s data comes in")
    budget = 60
    essential = True
    contains = {"request": Id(), "due": Moment()}
    subject = _("We have your request")
    template = "rights/mail/received"
    example = {"request": "example", "due": EXAMPLE_MOMENT, "letter": EXAMPLE, "follow": EXAMPLE, "hours": 24}

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        follow = reverse("follow_request", args=[follow_token(facts.params["request"], facts)])
        return {"letter": links.path(facts.person_id, facts.posted_at), "follow": follow}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        return {"hours": settings.RIGHTS_LINK_HOURS}


class RequestAnswered(Message):
    name = "request-answered"
    purpose, of = Purpose.CLAIMS, Subject.CORRESPONDENT
    when = _("when a request about one’s data is answered, or takes longer")
    budget = 60
    essential = True
    contains = {"request": Id()}
    subject = _("About your request")
    template = "rights/mail/answered"
    example = {"request": "example", "follow": EXAMPLE}

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"follow": reverse("follow_request", args=[follow_token(facts.params["request"], facts)])}


class ShineTheLight(Message):
    """The answer of California Civil Code 1798.83, to the address on file."""

    name = "shine-the-light"
    purpose, of = Purpose.CLAIMS, Subject.CORRESPONDENT
    when = _("when somebody asks who got their data for direct marketing in the year before, once a year")
    budget = 12
    essential = True
    contains = {"request": Id(), "year": Count()}
    subject = _("Who received your data in %(year)s")
    template = "rights/mail/light"
    example = {"request": "example", "year": 2025, "answer": EXAMPLE}

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"answer": reverse("follow_request", args=[follow_token(facts.params["request"], facts)])}


class ChildReported(Message):
    """To an address that was reported as a child's: who reads it can have everything deleted at once."""

    name = "child-reported"
    purpose, of = Purpose.CLAIMS, Subject.LEAD
    when = _("when somebody reports that this address is a child’s")
    budget = 6
    essential = True
    contains = {"request": Id()}
    subject = _("Someone asked us to delete what was left with this address")
    template = "rights/mail/child"
    example = {"request": "example", "confirm": EXAMPLE, "age": 13}

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"confirm": reverse("child_confirm", args=[request_token("child", facts)])}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        return {"age": settings.AGE_MINIMUM}


def request_token(use: str, facts: Facts) -> str:
    """For a request by id, RIGHTS_LINK_HOURS from when the letter was posted."""
    return signed.sign(
        use, facts.params["request"], until=facts.posted_at + timedelta(hours=settings.RIGHTS_LINK_HOURS)
    )


def follow_token(request: str, facts: Facts) -> str:
    """To follow a request by: as long as a request may take, and a while after."""
    return signed.sign("request", request, until=facts.posted_at + FOLLOWED)
