import pytest

from smartbooth.leads import limit, published, visitor
from smartbooth.leads.tests import scene


@pytest.fixture(autouse=True)
def _fresh(monkeypatch, settings, tmp_path):
    """Nothing remembered of another test's launches and senders; a journal of one's own."""
    settings.JOURNAL = tmp_path / "journal"
    monkeypatch.setattr(visitor, "limiter", limit.Limiter())
    published._known.clear()
    published._latest.clear()


@pytest.fixture
def aurora(world):
    scene.publish(world.launch)
    return world.launch
