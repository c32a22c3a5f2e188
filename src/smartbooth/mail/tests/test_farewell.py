"""A last letter reaches somebody of whom nothing else is kept, and then nothing is kept any more."""

import pytest

from smartbooth.accounts import closing
from smartbooth.accounts.models import Membership, User
from smartbooth.accounts.tenancy import within
from smartbooth.launches.removal import remove
from smartbooth.mail import farewell, send
from smartbooth.mail.letter import compose
from smartbooth.mail.models import Outbox
from smartbooth.people import erasure, store, strays, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Key, Person

OLD, NEW = Address.parse("olive@example.org"), Address.parse("olive@example.net")


@pytest.fixture
def moved(world):
    """Olive's account has another address; the one it had is told."""
    with store.both():
        vault.correct(world.owner.person, NEW)
        farewell.left(OLD, world.owner)
    return world


def test_the_former_mailbox_is_told_and_then_forgotten(moved):
    former = vault.find(OLD)
    row = Outbox.objects.get(message="address-left")
    assert row.person_id == former.pk and "@" not in str(Outbox.objects.values().get())
    letter = compose(row)
    assert "olive" in letter.text and "@example.net" not in letter.text
    assert farewell.done() == 0
    send.due()
    assert Outbox.objects.get().state == Outbox.SENT
    assert farewell.done() == 1 and farewell.done() == 0
    assert vault.find(OLD) is None and not Key.objects.filter(pk=former.pk).exists()
    row = Outbox.objects.get()
    assert (row.state, row.person_id, row.params) == (Outbox.SENT, "", "{}")
    assert Person.objects.filter(pk=moved.owner.person_id).exists()


@pytest.mark.parametrize("state", Outbox.OPEN)
def test_while_it_is_under_way_nobody_is_released(moved, state):
    former = vault.find(OLD)
    Outbox.objects.update(state=state)
    assert farewell.done() == 0 and erasure.release([former.pk], "nothing else") == 0
    strays.walk()
    assert vault.find(OLD) is not None


def test_a_letter_that_is_given_up_keeps_nobody(moved):
    Outbox.objects.update(state=Outbox.DEAD)
    assert farewell.done() == 1 and vault.find(OLD) is None


def test_somebody_of_whom_more_is_known_by_then_stays(moved, django_user_model):
    django_user_model.objects.create_user("again", "olive@example.org", "x")
    send.due()
    assert farewell.done() == 1 and vault.find(OLD) is not None
    assert Outbox.objects.filter(about=farewell.LAST).count() == 0


def test_whoever_closes_an_account_is_told_once_and_then_forgotten(world):
    person = world.owner.person_id
    with within(world.workspace):
        remove(world.launch)
    closing.close(world.owner)
    assert not User.objects.filter(username="olive").exists()
    row = Outbox.objects.get()
    assert (row.message, row.person_id) == ("account-closed", person) and "olive" in compose(row).text
    assert erasure.release([person], "account closed") == 0
    send.due()
    assert farewell.done() == 1
    assert Outbox.objects.get().state == Outbox.SENT and not Person.objects.filter(pk=person).exists()


def test_an_account_that_cannot_close_yet_tells_nobody(world, monkeypatch):
    def needed(workspace):
        raise closing.StillNeeded("a page is live")

    monkeypatch.setattr(closing, "_others", [needed])
    with pytest.raises(closing.StillNeeded):
        closing.close(world.owner)
    assert not Outbox.objects.exists() and User.objects.filter(username="olive").exists()


def test_who_is_erased_gets_no_letter_about_it(world):
    """The address goes in that very transaction; the page that did it says so."""
    erasure.erase(world.member.person_id, "asked")
    assert not User.objects.filter(username="marcel").exists() and not Outbox.objects.exists()


def test_who_leaves_is_said_to_the_rooms_that_want_to_know(world, monkeypatch):
    left = []
    monkeypatch.setattr(closing, "_leaving", [lambda membership: left.append(membership.user.username)])
    Membership.objects.filter(user=world.member).update(role=Membership.OWNER)
    closing.close(world.owner)
    assert left == ["olive"]
