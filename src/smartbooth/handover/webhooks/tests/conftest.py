import pytest

from smartbooth.handover.webhooks import endpoints
from smartbooth.handover.webhooks.courier import Courier
from smartbooth.handover.webhooks.tests.receivers import receiving


@pytest.fixture(autouse=True)
def _here(settings):
    """To this machine, and impatient: a test does not wait for ten seconds."""
    settings.WEBHOOK_LOCAL = True
    settings.WEBHOOK_SECONDS = 1
    settings.WEBHOOK_CONNECT_SECONDS = 1


@pytest.fixture
def courier():
    made = Courier()
    yield made
    made.pool.shutdown(wait=False, cancel_futures=True)


@pytest.fixture
def receiver():
    with receiving() as made:
        yield made


@pytest.fixture
def endpoint(world, receiver):
    from smartbooth.accounts.tenancy import within

    with within(world.workspace):
        return endpoints.add(world.workspace, world.launch, receiver.url, world.owner)
