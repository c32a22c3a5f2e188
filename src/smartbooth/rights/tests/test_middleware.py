"""Sec-GPC in the studio."""

import pytest
from django.test import Client

from smartbooth.people import suppression
from smartbooth.rights.kinds import Kind
from smartbooth.rights.models import Request
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db
SIGNAL = {"Sec-GPC": "1"}


def stopped(user) -> bool:
    return suppression.is_suppressed(bytes(user.person.index), suppression.MARKETING)


def sign_in(client, user):
    return client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})


def test_it_holds_for_the_account(world):
    assert sign_in(Client(headers=SIGNAL), world.owner).status_code == 302
    assert stopped(world.owner)
    assert not stopped(world.member)
    assert [(one.kind, one.signal) for one in Request.objects.all()] == [(Kind.OPT_OUT, True)]
    again = Client(headers=SIGNAL)
    sign_in(again, world.owner)
    again.post("/theme", {"theme": "dark"})
    assert Request.objects.count() == 1


def test_looking_changes_nothing(world):
    client = Client(headers=SIGNAL)
    client.force_login(world.owner)
    client.get("/launches/")
    assert not stopped(world.owner)


@pytest.mark.parametrize("value", ["0", "true", "1, 1", ""])
def test_only_exactly_one_counts(world, value):
    sign_in(Client(headers={"Sec-GPC": value}), world.owner)
    assert not stopped(world.owner)


def test_a_sign_in_that_fails_says_nothing_of_the_account(world):
    Client(headers=SIGNAL).post("/accounts/login/", {"login": "olive", "password": "wrong"})
    assert not stopped(world.owner)


def test_it_is_said_and_pages_vary(world):
    plain, heard = Client().get("/accounts/login/"), Client(headers=SIGNAL).get("/accounts/login/")
    assert "opt-out signal is honoured" in heard.content.decode()
    assert "opt-out signal is honoured" not in plain.content.decode()
    assert "Sec-GPC" in plain["Vary"]
    assert "Sec-GPC" not in Client().get("/promises.json").get("Vary", "")
