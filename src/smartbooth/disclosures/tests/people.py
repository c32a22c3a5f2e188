"""Persons with a consent, as the door meets them."""

from smartbooth.disclosures.door import Item, Recipient, disclose
from smartbooth.people import consents, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Person
from smartbooth.registry.bases import Basis
from smartbooth.registry.purposes import Purpose

LAUNCH = "launch0000"
HOW = "csv"


def person(address: str, workspace, launch: str = LAUNCH, agrees: bool = True) -> Person:
    made, _new = vault.find_or_make(Address.parse(address))
    if agrees:
        consents.give(
            made.pk, purpose=Purpose.SERVICE, words="Your address goes to Aurora SAS", language="en",
            controller=workspace.pk, launch=launch,
        )  # fmt: skip
    return made


def item(one: Person) -> Item:
    return Item(one.pk, one.sealed, {"note": vault.seal(one, "note", ["a note"])}, key=one.pk)


def give(items, workspace, **changes):
    usual = {
        "to": Recipient.owner(workspace), "purpose": Purpose.SERVICE, "ground": Basis.CONSENT, "how": HOW,
        "launch": LAUNCH,
    }  # fmt: skip
    return disclose(items, **usual | changes)
