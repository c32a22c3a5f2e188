import pytest

from smartbooth.people import consents, vault
from smartbooth.people.address import Address
from smartbooth.people.purpose import purpose
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

SHOP, LAUNCH = "shop000000", "launch0000"  # a workspace and its launch, as consents name them


@pytest.fixture
def known(db):
    """Makes persons who sent a form: `known("sam")`."""

    def make(name, **given):
        person, _made = vault.find_or_make(Address.parse(f"{name}@example.org"))
        agree(person, **given)
        return person

    return make


def agree(person, **given):
    told = {
        "purpose": Purpose.SERVICE,
        "controller": SHOP,
        "launch": LAUNCH,
        "words": "Your address goes to Shop.",
    }
    told |= {"language": "en", "way": consents.IMPLIED, "conduct": consents.SENT_THE_FORM}
    return consents.give(person.pk, **told | given)


def reading(controller=SHOP, launch=LAUNCH):
    """As the owner of the launch reads its leads."""
    return purpose(Purpose.SERVICE, of=Subject.LEAD, controller=controller, launch=launch)


def answering():
    """As a person's own rights are answered: what the law obliges to needs nobody's consent."""
    return purpose(Purpose.CLAIMS, of=Subject.LEAD)
