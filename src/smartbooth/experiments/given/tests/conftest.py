"""The clock stands at NOW, and the owner is signed in."""

import pytest

from smartbooth.core import clock
from smartbooth.experiments.tests.seeds import NOW


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock.at(NOW):
        yield


@pytest.fixture
def owner(client, world):
    client.force_login(world.owner)
    return client
