"""Somebody who left an address on a launch, whose owner has received it; and their letter."""

import re
from urllib.parse import urlsplit

from django.test import Client

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.handover.list import hand_over
from smartbooth.leads.asked import Purpose
from smartbooth.leads.given import Answer, Given
from smartbooth.leads.models import Lead
from smartbooth.leads.register import Interest, register
from smartbooth.leads.visit import Visit
from smartbooth.mail.letter import compose
from smartbooth.mail.models import Outbox
from smartbooth.people import vault
from smartbooth.people.address import Address
from smartbooth.rights import links

ADA = "Ada.Lovelace@example.org"
NOTICE = "Your address goes to Aurora SAS, which writes to you about Aurora."
NEWS = Purpose("purpose_1", "Send me news of the workshop")
GIVEN = Given("Ada", (Answer("q_0", "Which size?", "Large"),))


def leave(launch, address=ADA, purposes=(NEWS,), given=GIVEN, handed=True, **changes):
    """A lead, as the form would have stored it; its person."""
    told = Interest(
        launch.workspace_id,
        launch.pk,
        1,
        "en",
        Address.parse(address),
        given,
        NOTICE,
        purposes,
        Visit("a"),
        launch.name,
        launch.workspace.name,
        **changes,
    )
    with within(launch.workspace_id):
        register(told)
    if handed:
        hand_over()
    return vault.find(Address.parse(address))


def lead(launch, person):
    with everywhere():
        return Lead.objects.select_related("launch", "workspace").get(launch=launch, person=person)


def url(person, rest=""):
    return f"/my-data/{links.token(person, clock.now())}/{rest}"


def text(response):
    """The page's words, without marks and folded."""
    body = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+([.,;:])", r"\1", " ".join(re.sub(r"<[^>]+>", " ", body).split()))


def mailed(name, person=None):
    """The letters of one kind that wait for somebody, as they are read."""
    rows = Outbox.objects.filter(message=name).exclude(person_id="").order_by("created_at")
    return [compose(row) for row in (rows.filter(person_id=person.pk) if person else rows)]


def link(letter, start):
    """The first path in a letter that begins so."""
    return next(
        urlsplit(found).path
        for found in re.findall(r"https?://\S+", letter.text)
        if urlsplit(found).path.startswith(start)
    )


def browser(**headers):
    return Client(headers=headers, enforce_csrf_checks=True)
