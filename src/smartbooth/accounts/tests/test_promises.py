"""Each check shows what it is for: green, then sabotaged, then red."""

import pytest
from allauth.account.models import EmailAddress

from smartbooth.accounts import promises, views
from smartbooth.accounts.models import User
from smartbooth.core import clock


@pytest.mark.sabotage("C1", "sign_up_asks_first")
def test_a_form_that_forgets_the_age_is_found(world, monkeypatch):
    assert promises.sign_up_asks_first().kept
    before = User.objects.count()
    monkeypatch.setattr(views, "_under_age", lambda born: False)
    assert not promises.sign_up_asks_first().kept
    assert User.objects.count() == before


@pytest.mark.sabotage("C1", "sign_up_asks_first")
def test_a_second_try_is_found(world, monkeypatch):
    monkeypatch.setattr(views.SignUp, "_was_asked", lambda self: False)
    assert not promises.sign_up_asks_first().kept


@pytest.mark.sabotage("C1", "sign_up_asks_first")
def test_a_year_too_generous_is_found(world, monkeypatch):
    year = clock.now().year
    monkeypatch.setattr("smartbooth.core.age.of_age", lambda born: year - born >= 13)
    assert not promises.sign_up_asks_first().kept


@pytest.mark.sabotage("B3", "no_address")
def test_an_address_in_an_account_is_found(world):
    assert promises.no_address().kept
    EmailAddress.objects.create(user=world.owner, email="olive@example.org")
    assert not promises.no_address().kept


@pytest.mark.sabotage("B3", "no_address")
def test_an_address_as_a_username_is_found(world):
    User.objects.filter(pk=world.owner.pk).update(username="olive@example.org")
    assert not promises.no_address().kept
