"""No address in clear: an account's is its person's, and what stands in its place tells nothing."""

import io

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.accounts import pseudonyms, reading
from smartbooth.accounts.models import PSEUDONYM, User
from smartbooth.accounts.tests.test_signup import sign_up
from smartbooth.mail.never import NotAMessage
from smartbooth.people.address import Address, AddressError
from smartbooth.people.models import Person


def everything():
    """Every row of every table but the keys', as text."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [repr(row).lower() for row in cursor.fetchall()]
    return "\n".join(found)


@pytest.mark.django_db
def test_after_signing_up_no_table_holds_the_address(client):
    sign_up(client, email="Hedwige.Unique@Example.org")
    user = User.objects.get()
    assert user.email == f"{user.person_id}{PSEUDONYM}"
    assert reading.address(user) == "Hedwige.Unique@example.org"
    assert "hedwige.unique" not in everything()
    assert [row.get_decoded().get("email", "") for row in Session.objects.all()] == [""]


def test_signing_in_by_address_leaves_it_nowhere(client, world):
    client.post(reverse("account_login"), {"login": "OLIVE@example.org", "password": "correct horse battery"})
    assert client.session["_auth_user_id"] == str(world.owner.pk)
    assert "olive@" not in everything() and "olive@" not in repr(dict(client.session)).lower()


def test_asking_for_a_new_password_leaves_it_nowhere(client, world):
    client.post(reverse("account_reset_password"), {"email": "olive@example.org"})
    client.post(reverse("account_reset_password"), {"email": "nobody.at.all@example.org"})
    assert "olive@" not in everything() and "nobody.at.all" not in everything()


def test_one_human_with_two_accounts_is_one_person(client, world):
    sign_up(client, email="olive@example.org")
    second = User.objects.get(username="hedwige")
    assert second.person == world.owner.person


def test_the_own_address_is_read_on_the_account_page(client, world):
    client.force_login(world.member)
    html = client.get(reverse("account")).content.decode()
    assert "marcel@example.org" in html and "olive@" not in html and "person.invalid" not in html


@pytest.mark.django_db
def test_the_ordinary_ways_to_make_an_account_seal():
    call_command(
        "createsuperuser", username="boss", email="boss@example.org", interactive=False, stdout=io.StringIO()
    )
    boss = User.objects.get(username="boss")
    assert boss.is_superuser and boss.email == f"{boss.person_id}{PSEUDONYM}"
    assert User.objects.create_user("bare").person is None
    with pytest.raises(AddressError):
        User.objects.create_user("broken", "no address")
    assert Person.objects.count() == 1


def test_the_database_itself_refuses_an_address(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=world.owner.pk).update(email="olive@example.org")


def test_allauth_cannot_store_one(world):
    from allauth.account.adapter import get_adapter

    with pytest.raises(ValueError, match="in clear"):
        get_adapter().clean_email("olive@example.org")
    assert not EmailAddress.objects.exclude(email__endswith=PSEUDONYM).exists()


def test_mail_past_the_outbox_fails_loudly(world, settings):
    settings.EMAIL_BACKEND = "smartbooth.mail.never.Never"
    with pytest.raises(NotAMessage):
        mail.send_mail("subject", "text", None, ["olive@example.org"])
    with pytest.raises(NotAMessage):
        world.owner.email_user("subject", "text")


def test_nothing_in_settings_writes_mail_to_files():
    from smartbooth.config import settings

    assert settings.EMAIL_BACKEND == "smartbooth.mail.never.Never"
    assert not hasattr(settings, "EMAIL_FILE_PATH")


@given(st.emails())
def test_a_pseudonym_of_nobody_is_always_the_same_and_never_the_address(address):
    try:
        parsed = Address.parse(address)
    except AddressError:
        return
    from unittest import mock

    with mock.patch("smartbooth.people.vault.find", return_value=None):
        made = pseudonyms.of_address(parsed)
        assert made == pseudonyms.of_address(parsed)
    assert pseudonyms.is_pseudonym(made) and not pseudonyms.is_pseudonym(parsed.written)
    assert parsed.key.partition("@")[0] not in made or len(parsed.key.partition("@")[0]) < 4
