from datetime import timedelta

import pytest

from smartbooth.core import clock
from smartbooth.mail.inbound import correspondence
from smartbooth.mail.models import Outbox


@pytest.fixture
def sent(sam, hello, news):
    """`sent(days=2)`: a letter to Sam that went out so many days ago."""

    def send(days=0, message="hello", **fields):
        moment = clock.now() - timedelta(days=days)
        return Outbox.objects.create(
            message=message, person_id=sam.pk, language="en", params="{}",
            due_at=moment, created_at=moment, **({"state": Outbox.SENT, "sent_at": moment} | fields),
        )  # fmt: skip

    return send


@pytest.fixture
def taken():
    """What would be kept for who answers, in place of the room that does."""
    before, found = list(correspondence._takers), []

    def take(received, mailbox):
        new = received.raw not in found
        found.append(received.raw)
        return new

    correspondence.taken_by(take)
    yield found
    correspondence._takers[:] = before
