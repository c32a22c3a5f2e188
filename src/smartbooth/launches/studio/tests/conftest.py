"""A launch with a real page, and clients signed in as each of the three."""

from dataclasses import dataclass

import pytest
from django.test import Client

from smartbooth.accounts.tenancy import within
from smartbooth.launches import editing
from smartbooth.launches.models import Launch, Variant


@dataclass
class Page:
    """The owner's launch "Nightline", made from a starter, and how to look at it."""

    world: object
    launch: Launch

    @property
    def at(self) -> str:
        return f"/launches/{self.launch.pk}/"

    @property
    def editor(self) -> str:
        return f"{self.at}page/a/"

    def variant(self, letter: str = "a") -> Variant:
        with within(self.world.workspace):
            return Variant.objects.select_related("current").get(launch=self.launch, letter=letter)

    def blocks(self, letter: str = "a") -> list[dict]:
        return self.variant(letter).document["blocks"]

    def block(self, kind: str, letter: str = "a") -> dict:
        return next(block for block in self.blocks(letter) if block["kind"] == kind)


@pytest.fixture
def page(world):
    with within(world.workspace):
        launch = editing.create(
            world.workspace, world.owner, name="Nightline", slug="nightline", starter="product", language="en"
        )
    return Page(world, launch)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def owner(world):
    return signed_in(world.owner)


@pytest.fixture
def member(world):
    return signed_in(world.member)


@pytest.fixture
def stranger(world):
    return signed_in(world.stranger)


@pytest.fixture
def fields():
    """A block's data as its form posts it."""

    def posted(block: dict, **changed: object) -> dict:
        data = {name: value for name, value in {**block["data"], **changed}.items() if name != "items"}
        for number, item in enumerate(block["data"].get("items", [])):
            data.setdefault("items", []).append(str(number))
            data.update({f"items-{number}-{name}": value for name, value in item.items()})
        return data

    return posted
