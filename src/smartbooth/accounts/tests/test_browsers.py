"""A sign-in from a browser that an account never was signed in from is told to its person, and nothing is kept by which
anybody could tell what browser it was, or where."""

import pytest
from django.test import Client
from django.urls import reverse

from smartbooth.accounts import browsers
from smartbooth.accounts.models import KnownBrowser, User
from smartbooth.mail import send
from smartbooth.mail.models import Outbox
from tests.world import PASSWORD

SENTENCE = "a long sentence of mine"


def sign_in(client, name="olive"):
    answer = client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    assert answer.status_code == 302
    client.post(reverse("account_logout"))
    return answer


def told(user):
    return Outbox.objects.filter(message="new-browser", person_id=user.person_id).count()


def test_the_first_sign_in_of_all_is_told_to_nobody(client, world):
    sign_in(client)
    assert told(world.owner) == 0 and KnownBrowser.objects.get().user == world.owner


def test_the_same_browser_is_known_again_and_another_is_told_once(client, world):
    sign_in(client)
    sign_in(client)
    assert told(world.owner) == 0
    other = Client()
    sign_in(other)
    sign_in(other)
    sign_in(client)
    assert told(world.owner) == 1
    send.due()
    row = Outbox.objects.get(message="new-browser")
    assert row.state == Outbox.SENT


def test_who_makes_an_account_signs_in_with_it(client, db):
    typed = {"company": "Aurora", "username": "olga", "email": "olga@example.org", "born": "1980"}
    assert client.post(reverse("account_signup"), {**typed, "password1": SENTENCE}).status_code == 302
    olga = User.objects.get(username="olga")
    assert olga.browsers.count() == 1 and client.cookies[browsers.KNOWN]["path"] == "/accounts/"
    assert told(olga) == 0


def test_two_accounts_in_one_browser_are_both_known(client, world):
    sign_in(client, "olive")
    sign_in(client, "marcel")
    assert (told(world.owner), told(world.member)) == (0, 0)
    sign_in(Client(), "olive")
    sign_in(client, "olive")
    sign_in(client, "marcel")
    assert (told(world.owner), told(world.member)) == (1, 0)


def test_a_value_that_somebody_put_into_the_browser_is_never_taken_over(client, world):
    """Whoever sets a cookie in the owner's browser must not be let in unnoticed with the same cookie later."""
    planted = "a" * browsers.LENGTH
    sign_in(Client())
    client.cookies[browsers.KNOWN] = planted
    sign_in(client)
    thief = Client()
    thief.cookies[browsers.KNOWN] = planted
    sign_in(thief)
    assert told(world.owner) == 2


@pytest.mark.parametrize("carried", ["", "...", "é" * 26, "x", "a" * 4000, ".".join(["a" * 26] * 300)])
def test_whatever_the_cookie_holds_it_is_short_and_well_formed_afterwards(world, carried):
    value = browsers.arrive(world.owner, carried)
    assert len(value) <= browsers.VALUES * (browsers.LENGTH + 1)
    assert all(browsers.SHAPE.fullmatch(one) for one in value.split("."))
    assert browsers.arrive(world.owner, value) == value


def test_the_cookie_is_kept_from_scripts_and_other_pages_and_nothing_in_clear_is_stored(client, world, settings):
    answer = sign_in(client)
    cookie = answer.cookies[browsers.KNOWN]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["max-age"] == browsers.SECONDS
    stored = KnownBrowser.objects.values().get()
    assert cookie.value not in repr(stored) and bytes(stored["digest"]) == browsers.digest(
        world.owner, cookie.value
    )
    assert browsers.digest(world.owner, cookie.value) != browsers.digest(world.member, cookie.value)


def test_an_account_is_remembered_from_so_many_browsers(world):
    values = [browsers.arrive(world.owner, "") for _ in range(browsers.MOST + 3)]
    assert world.owner.browsers.count() == browsers.MOST
    before = told(world.owner)
    browsers.arrive(world.owner, values[-1])
    assert told(world.owner) == before
    browsers.arrive(world.owner, values[0])
    assert told(world.owner) == before + 1
