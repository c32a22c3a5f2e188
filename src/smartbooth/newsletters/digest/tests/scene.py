"""Launches that want to be named, and people who left an address."""

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.launches.models import Publication
from smartbooth.newsletters.digest import picking, states
from smartbooth.newsletters.digest.models import Listed
from smartbooth.people import consents, store, vault
from smartbooth.people.address import Address
from smartbooth.registry.purposes import Purpose
from tests.world import launch

WORDS = "Natasquad may write to me about other launches"


def go_live(made):
    """Published, without the bytes that no letter needs."""
    with within(made.workspace):
        number = Publication.objects.filter(launch=made).count() + 1
        manifest = {
            "variants": [], "host": made.host, "root": made.root, "language": made.language, "goal": made.goal,
            "name": made.name, "owner": made.workspace.name,
        }  # fmt: skip
        Publication.objects.create(
            workspace=made.workspace, launch=made, number=number, manifest=manifest, documents={}
        )
    return made


def take_down(made):
    with within(made.workspace):
        Publication.objects.filter(launch=made, ended_at=None).update(ended_at=clock.now())


def listed(workspace, name, language="en", says="A lamp for the morning", live=True):
    """A launch whose owner wants it named."""
    made = launch(workspace, name, name.lower().replace(" ", "-"), "a", language=language)
    with within(workspace):
        Listed.objects.create(launch=made, workspace=workspace, says=says)
    return go_live(made) if live else made


def left(name, country="FR", language="en", agreed=False):
    """A person who left an address on a page, and, where they `agreed`, wants to hear of other launches."""
    with store.both():
        person = vault.find_or_make(Address.parse(f"{name}@example.org"))[0]
        consents.give(
            person.pk, purpose=Purpose.SERVICE, words="Aurora SAS writes to you", language=language,
            controller="aurora0000", launch="launch0000", country=country,
        )  # fmt: skip
        if agreed:
            agree(person, language)
    return person


def agree(person, language="en"):
    consents.give(person.pk, purpose=Purpose.MARKETING, words=WORDS, language=language)


def approve(user, at=None):
    return states.approve(picking.version(picking.picks()), at or clock.now(), user)
