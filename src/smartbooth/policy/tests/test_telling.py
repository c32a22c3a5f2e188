"""A changed policy is told to everybody who had an account: one letter each, whatever dies on the way (promise A2)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.mail.letter import compose
from smartbooth.mail.models import Outbox
from smartbooth.policy import telling
from smartbooth.policy.models import Telling
from smartbooth.policy.tests.published import first, second
from tests.world import PASSWORD, user

pytestmark = pytest.mark.django_db

SOON = telling.SETTLED + timedelta(seconds=1)


def changed(settings):
    """A first version and a second; the clock stands a little after it."""
    first()
    version = second(settings)
    return version, clock.at(version.published_at + SOON)


def work():
    """The worker's turns until nothing is left to do; how many letters were posted."""
    total = 0
    for _turn in range(50):
        total += telling.due()
        if not Telling.objects.filter(done_at=None).exists():
            return total
    raise AssertionError("it never ends")


def told():
    return sorted(Outbox.objects.filter(message="policy-changed").values_list("person_id", flat=True))


def persons(*users):
    return sorted(one.person_id for one in users)


def test_everybody_with_an_account_gets_one_letter(world, settings):
    version, later = changed(settings)
    with later:
        assert work() == 3
        assert work() == 0
    assert told() == persons(world.owner, world.member, world.stranger)
    assert set(Outbox.objects.values_list("about", "bulk")) == {(f"policy-{version.number}", True)}


def test_of_the_first_version_nobody_is_told(world):
    version = first()
    with clock.at(version.published_at + timedelta(days=1)):
        assert telling.due() == 0
    assert not Telling.objects.exists()


def test_who_came_after_it_is_not_told(client, world, settings):
    version, later = changed(settings)
    User.objects.filter(pk=world.stranger.pk).update(date_joined=version.published_at + timedelta(seconds=1))
    with later:
        assert work() == 2
    assert told() == persons(world.owner, world.member)


def test_who_joined_under_it_has_read_it(client, world, settings):
    version, later = changed(settings)
    client.post(
        reverse("account_signup"),
        {
            "company": "Aurora SAS", "username": "hedwige", "email": "hedwige@example.org", "password1": PASSWORD,
            "born": "1984", "policy": f"{version.number}/{version.digest}",
        },
    )  # fmt: skip
    hedwige = User.objects.get(username="hedwige")
    User.objects.filter(pk=hedwige.pk).update(date_joined=version.published_at - timedelta(seconds=1))
    with later:
        work()
    assert hedwige.person_id not in told()


def test_who_may_not_sign_in_is_not_told(world, settings):
    _version, later = changed(settings)
    User.objects.filter(pk=world.stranger.pk).update(is_active=False)
    with later:
        assert work() == 2


def test_two_accounts_of_one_person_get_one_letter(world, settings):
    User.objects.create_user("olive-too", "olive@example.org", PASSWORD)
    _version, later = changed(settings)
    with later:
        assert work() == 3
    assert told() == persons(world.owner, world.member, world.stranger)


def test_who_dies_in_the_midst_tells_nobody_twice(world, settings, monkeypatch):
    _version, later = changed(settings)
    with later:
        saved = Telling.save
        monkeypatch.setattr(Telling, "save", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            telling.due()
        assert told() == []
        monkeypatch.setattr(Telling, "save", saved)
        assert work() == 3
        Telling.objects.update(cursor="", done_at=None)  # as a copy of the database from before would have it
        assert work() == 0
    assert len(told()) == 3


def test_each_version_has_letters_of_its_own(world, settings):
    changed(settings)
    version = second(settings, "Borealis SAS")
    with clock.at(version.published_at + SOON):
        assert work() == 6
    assert set(Outbox.objects.values_list("about", flat=True)) == {"policy-2", "policy-3"}


def test_an_account_that_is_just_being_made_is_waited_for(world, settings):
    first()
    version = second(settings)
    with clock.at(version.published_at + timedelta(seconds=1)):
        assert telling.due() == 0
    assert Telling.objects.get().done_at is None


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The company has another name."), ("fr", "a changé de nom.")]
)
def test_what_it_says(world, settings, language, words):
    user("perrine").speak(language)
    _version, later = changed(settings)
    with later:
        work()
    row = Outbox.objects.get(person_id=User.objects.get(username="perrine").person_id)
    letter = compose(row)
    for part in (letter.text, letter.html):
        assert words in part
        assert "/privacy/versions/2/since/1/" in part
        assert reverse("account") in part
    assert "2" in letter.text


def test_more_accounts_are_no_more_queries(world, settings, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _version, later = changed(settings)
    with later:
        with CaptureQueriesContext(connection) as few:
            telling.due()
        Outbox.objects.all().delete()
        Telling.objects.update(cursor="", done_at=None)
        for number in range(10):
            made = user(f"owner{number}")
            User.objects.filter(pk=made.pk).update(date_joined=clock.now() - timedelta(days=1))
        with django_assert_max_num_queries(len(few)):
            assert telling.due() == 13
