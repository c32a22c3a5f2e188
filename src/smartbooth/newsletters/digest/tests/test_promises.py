"""Each check shows what it is for: green, then sabotaged, then red."""

from datetime import timedelta

import pytest

from smartbooth.core import clock
from smartbooth.mail import admit, alike, basis, choices, feed, send
from smartbooth.mail.models import Outbox
from smartbooth.newsletters.digest import feeding, promises
from smartbooth.newsletters.digest.messages import Digest
from smartbooth.newsletters.digest.tests.scene import approve, left, listed
from smartbooth.people import consents, suppression

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _anew():
    alike.clear()
    yield
    send.end()


@pytest.fixture
def round(world):
    listed(world.workspace, "Lamp")
    left("sam", "US")
    left("ada", agreed=True)
    return approve(world.owner)


def go_out():
    while feeding.due():
        pass
    send.due()


@pytest.mark.sabotage("B5", "readers_agreed")
def test_a_letter_to_who_did_not_agree_is_found(round, monkeypatch):
    """The question that keeps it from going out is taken away, where it is posted and where it is sent."""
    go_out()
    assert promises.readers_agreed().kept and promises.readers_agreed().looked == 2
    left("paul", "FR")
    monkeypatch.setattr(basis, "wanted", lambda message, persons: set(persons))
    monkeypatch.setattr(admit.basis, "wanted", lambda message, persons: set(persons))
    feed_again(round)
    assert Outbox.objects.filter(message=Digest.name, state=Outbox.SENT).count() == 3
    assert not promises.readers_agreed().kept


def feed_again(round):
    from django.db import transaction

    with transaction.atomic():
        feed.feed(round.pk, "", feeding.audience.after, Digest, {"round": round.pk})
    send.due()


@pytest.mark.sabotage("B5", "readers_agreed")
def test_a_letter_after_an_objection_is_found(round):
    go_out()
    assert promises.readers_agreed().kept
    with clock.at(clock.now() - timedelta(days=1)):
        for consent in consents.of(ada().pk).filter(purpose="marketing"):
            consents.withdraw(consent, "my data")
    assert not promises.readers_agreed().kept


def ada():
    from smartbooth.people import vault
    from smartbooth.people.address import Address

    return vault.find(Address.parse("ada@example.org"))


def test_who_stopped_it_since_is_no_complaint(round):
    go_out()
    choices.stop(ada(), suppression.DIGEST, choices.BY_LINK)
    assert promises.readers_agreed().kept


@pytest.mark.sabotage("B5", "same_for_all")
@pytest.mark.parametrize("how", ["its parameters", "its class", "too many"])
def test_a_letter_made_for_its_reader_is_found(round, monkeypatch, settings, how):
    go_out()
    assert promises.same_for_all().kept and promises.same_for_all().looked == 2
    if how == "its parameters":
        Outbox.objects.filter(person_id=ada().pk).update(params=f'{{"round":"{round.pk}","clicked":"lamps"}}')
    elif how == "its class":
        monkeypatch.setattr(Digest, "alike", False)
    else:
        settings.DIGESTS_PER_YEAR = 0
    assert not promises.same_for_all().kept
