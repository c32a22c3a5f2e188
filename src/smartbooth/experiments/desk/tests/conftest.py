import pytest

from smartbooth.experiments.desk.tests.small import live


@pytest.fixture
def owner(client, world):
    """The owner's browser, while the clock stands at NOW and the launch is live with two versions."""
    client.force_login(world.owner)
    with live(world):
        yield client
