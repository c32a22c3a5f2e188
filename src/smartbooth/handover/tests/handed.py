"""Leads that were handed over, as the worker does it."""

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.handover.list import hand_over
from smartbooth.launches.models import Launch
from smartbooth.leads.asked import Purpose
from smartbooth.leads.given import Answer, Given
from smartbooth.leads.models import Lead
from smartbooth.leads.register import Interest, register
from smartbooth.leads.visit import Visit
from smartbooth.people import vault
from smartbooth.people.address import Address

NOTICE = "Your address goes to Aurora SAS, so that they can write to you about Aurora."
CALL = "You may call me"


def lead(launch: Launch, address: str = "ada@example.org", name: str = "Ada") -> Lead:
    """A new lead of `launch`, handed over."""
    register(
        Interest(
            launch.workspace_id, launch.pk, 1, "en", Address.parse(address),
            Given(name, (Answer("q_0", "Which size?", "Large"),)), NOTICE, (Purpose("purpose_1", CALL),), Visit("a"),
            launch.name, "Aurora SAS",
        )
    )  # fmt: skip
    while hand_over():
        pass
    with within(launch.workspace_id):
        person = vault.find(Address.parse(address))
        return Lead.objects.select_related("person", "launch").get(launch=launch, person=person)


def leads(launch: Launch, count: int) -> list[Lead]:
    return [lead(launch, f"person{number}@example.org", f"Person {number}") for number in range(count)]


def all_of(model):
    with everywhere():
        return list(model.objects.all())
