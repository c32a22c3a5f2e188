"""Joining is accepting; after a change one is told once, and going on is accepting (promise A2)."""

import pytest
from django.urls import reverse

from smartbooth.policy.models import Acceptance
from smartbooth.policy.tests.published import first, second
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db

JOIN = {
    "company": "Aurora SAS", "username": "hedwige", "email": "hedwige@example.org",
    "password1": "une phrase facile à retenir", "born": "1984",
}  # fmt: skip


def sign_in(client, name="olive", **more):
    return client.post(reverse("account_login") + more.pop("query", ""), {"login": name, "password": PASSWORD})


def told(answer):
    return answer["Location"].startswith(reverse("policy_changed"))


def test_joining_under_the_version_the_form_showed(client):
    version = first()
    form = client.get(reverse("account_signup")).content.decode()
    assert f'value="1/{version.digest}"' in form
    form = {**JOIN, "policy": f"1/{version.digest}"}
    answer = client.post(reverse("account_signup"), form, headers={"accept-language": "fr"})
    assert not told(answer)
    [one] = Acceptance.objects.all()
    assert (one.version, one.how, one.language) == (version, Acceptance.JOINING, "fr")
    assert one.at is not None


def test_a_version_published_while_the_form_was_open_is_told_at_once(client, settings):
    old = first()
    second(settings)
    answer = client.post(reverse("account_signup"), {**JOIN, "policy": f"1/{old.digest}"})
    assert told(answer)
    assert {(one.version_id, one.at is None) for one in Acceptance.objects.all()} == {(1, False), (2, True)}


@pytest.mark.parametrize("read", ["", "9/x", "x", "1" * 40, "-1/x", "²"])
def test_a_form_that_names_no_version_means_the_one_in_force(client, read):
    first()
    client.post(reverse("account_signup"), {**JOIN, "policy": read})
    assert Acceptance.objects.get().version_id == 1


def test_before_any_policy_stands_people_join_and_sign_in(client, world):
    assert not told(client.post(reverse("account_signup"), JOIN))
    client.logout()
    assert not told(sign_in(client))
    assert not Acceptance.objects.exists()


def test_who_signs_in_after_a_change_is_told_and_goes_on(client, world, settings):
    first()
    assert told(sign_in(client))
    client.post(reverse("policy_changed"), {"next": "/launches/"})
    client.logout()
    second(settings)
    answer = sign_in(client)
    assert told(answer)
    page = client.get(answer["Location"]).content.decode()
    assert "The company has another name." in page
    assert reverse("privacy_since", args=(2, 1)) in page
    done = client.post(reverse("policy_changed"), {"next": "/launches/"})
    assert done["Location"] == "/launches/"
    assert {(one.version_id, one.how) for one in Acceptance.objects.exclude(at=None)} == {
        (1, Acceptance.CONTINUING), (2, Acceptance.CONTINUING),
    }  # fmt: skip
    client.logout()
    assert not told(sign_in(client)), "once"


def test_where_they_were_going_is_where_they_go_on_to(client, world):
    first()
    answer = sign_in(client, query="?next=/account/")
    assert "next=%2Faccount%2F" in answer["Location"]
    assert 'name="next" value="/account/"' in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("away", ["https://evil.example.com/", "//evil.example.com", "javascript:alert(1)"])
def test_going_on_leads_nowhere_else(client, world, away):
    first()
    sign_in(client)
    assert client.post(reverse("policy_changed"), {"next": away})["Location"] == "/"


def test_looking_is_not_going_on_acting_is(client, world):
    first()
    sign_in(client)
    client.get(reverse("account"))
    client.post("/theme", {"theme": "dark"})
    client.post("/language", {"language": "fr"})
    assert Acceptance.objects.get().at is None
    client.post(reverse("account"), {"name": ""})
    assert Acceptance.objects.get().at is None, "what was refused was no act"
    client.post(reverse("account"), {"name": "Aurora & Cie"})
    assert Acceptance.objects.get().how == Acceptance.CONTINUING


def test_leaving_is_not_going_on(client, world):
    first()
    sign_in(client)
    client.post(reverse("account_logout"))
    assert Acceptance.objects.get().at is None
    assert told(sign_in(client)), "until they go on"
    assert Acceptance.objects.count() == 1


def test_the_page_has_nothing_to_say_twice_or_to_strangers(client, world):
    assert client.get(reverse("policy_changed")).status_code == 302
    first()
    client.force_login(world.owner)
    assert client.get(reverse("policy_changed"))["Location"] == "/"


def test_one_person_going_on_says_nothing_for_another(client, world):
    first()
    sign_in(client, "olive")
    client.logout()
    sign_in(client, "sidonie")
    client.post(reverse("policy_changed"))
    assert Acceptance.objects.get(user=world.owner).at is None
