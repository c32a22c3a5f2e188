from datetime import timedelta

import pytest

from smartbooth.accounts.models import User
from smartbooth.announcements.models import Announcement
from smartbooth.core import clock
from tests.world import PASSWORD

HOUR = timedelta(hours=1)


@pytest.fixture
def still():
    """The clock stands; `still(hours=3)` moves it. Starts where a Friday is, at noon in Paris."""
    start = clock.hour_start(497_051)
    moved = [start]
    with clock.at(lambda: moved[0].timestamp()):

        def later(**delta):
            moved[0] += timedelta(**delta)
            return moved[0]

        yield later


@pytest.fixture
def announce(db):
    """`announce("outage", starts=3, until=5, ago=1)`: hours from now; `ago`: it went out so many hours ago (None: a
    draft)."""

    def make(kind="change", starts=None, until=None, ago=None, **fields):
        now = clock.now()
        words = {"title_en": "News", "title_fr": "Nouvelle", "text_en": "A text.", "text_fr": "Un texte."}
        out = None if ago is None else now - ago * HOUR
        return Announcement.objects.create(
            kind=kind,
            starts_at=None if starts is None else now + starts * HOUR,
            ends_at=None if until is None else now + until * HOUR,
            goes_at=out, begun_at=out, done_at=out, **{**words, **fields},
        )  # fmt: skip

    return make


@pytest.fixture
def well(settings, tmp_path):
    """The worker has just given a sign of life."""
    settings.HEARTBEAT = tmp_path / "worker.beat"
    settings.HEARTBEAT.touch()
    return settings.HEARTBEAT


@pytest.fixture
def otto(client, db):
    """An operator at their desk: the client is signed in."""
    user = User.objects.create_user("otto", "otto@example.org", PASSWORD, is_staff=True)
    client.force_login(user)
    return user
