"""An owner's erasure closes the account, or says why it cannot yet."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from smartbooth.accounts import closing
from smartbooth.accounts.models import Membership, User, Workspace
from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.launches.models import Launch
from smartbooth.launches.publish import publish, unpublish
from smartbooth.launches.tests.pages import form, hero, put
from smartbooth.people import erasure
from smartbooth.people.models import Person


@pytest.fixture
def live(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    put(world.launch, hero(), form())
    with within(world.workspace):
        publish(world.launch, world.owner)
    return world


def test_a_member_who_is_erased_leaves_the_workspace_as_it_is(world):
    person = world.member.person_id
    assert erasure.erase(person, "asked")
    assert not User.objects.filter(username="marcel").exists() and not Person.objects.filter(pk=person).exists()
    with everywhere():
        assert Launch.objects.filter(pk=world.launch.pk).exists()


def test_an_owner_alone_takes_the_workspace_along(world):
    erasure.erase(world.owner.person_id, "asked")
    with everywhere():
        assert list(Launch.objects.all()) == [world.theirs]
    assert list(Workspace.objects.all()) == [world.elsewhere]


def test_a_workspace_with_another_owner_stays(world):
    Membership.objects.filter(user=world.member).update(role=Membership.OWNER)
    erasure.erase(world.owner.person_id, "asked")
    with everywhere():
        assert Launch.objects.filter(pk=world.launch.pk).exists()


def test_while_a_page_is_live_the_owner_is_still_needed(live):
    with pytest.raises(closing.StillNeeded) as refused:
        erasure.erase(live.owner.person_id, "asked")
    assert "Take them down first" in str(refused.value.reason)
    assert User.objects.filter(username="olive").exists()
    assert Person.objects.filter(pk=live.owner.person_id).exists()
    with within(live.workspace):
        unpublish(live.launch)
    assert erasure.erase(live.owner.person_id, "asked")


def test_all_accounts_of_a_person_close(client, world):
    User.objects.create_user("olive2", "olive@example.org")
    erasure.erase(world.owner.person_id, "asked")
    assert set(User.objects.values_list("username", flat=True)) == {"marcel", "sidonie"}


def test_who_was_erased_is_signed_out(client, world):
    client.force_login(world.member)
    erasure.erase(world.member.person_id, "asked")
    assert client.get(reverse("account")).status_code == 302


def test_people_with_an_account_are_not_released(world):
    assert erasure.release([world.owner.person_id], "nothing else known") == 0
    assert User.objects.filter(username="olive").exists()


@pytest.fixture
def olive(client, world):
    world.owner.set_password("a long password")
    world.owner.save()
    client.force_login(world.owner)
    return client


def test_it_is_closed_with_the_password_on_a_page_that_says_what_goes(olive, world):
    asked = olive.get(reverse("account_close")).content.decode()
    assert world.workspace.name in asked and reverse("account_close") in olive.get("/account/").content.decode()
    done = olive.post(reverse("account_close"), {"password": "a long password"}, follow=True)
    assert "Your account is closed" in done.content.decode() and "_auth_user_id" not in olive.session
    assert not User.objects.filter(username="olive").exists()
    assert list(Workspace.objects.all()) == [world.elsewhere]


def test_an_open_browser_closes_nothing(olive, world):
    for typed in ({}, {"password": "another password"}):
        assert olive.post(reverse("account_close"), typed).status_code == 422
    assert User.objects.filter(username="olive").exists()


def test_it_says_why_it_cannot_be_yet(olive, live):
    refused = olive.post(reverse("account_close"), {"password": "a long password"})
    assert refused.status_code == 422 and "Take them down first" in refused.content.decode()
    assert User.objects.filter(username="olive").exists()


def test_passwords_are_not_tried_at_will(olive, settings):
    cache.clear()
    tried = [olive.post(reverse("account_close"), {"password": f"{n}"}).status_code for n in range(11)]
    assert tried[:10] == [422] * 10 and tried[10] == 429
