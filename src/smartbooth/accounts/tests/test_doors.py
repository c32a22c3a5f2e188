"""Signing in and out, a forgotten password, a changed one."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from smartbooth.accounts.models import User
from tests.world import PASSWORD

NEW = "a quite different sentence"


def sign_in(client, login, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


@pytest.mark.parametrize("login", ["olive", "OLIVE", "olive@example.org"])
def test_by_username_or_address(client, world, login):
    assert sign_in(client, login)["Location"] == "/launches/"
    assert client.session["_auth_user_id"] == str(world.owner.pk)


@pytest.mark.parametrize("login", ["olive", "nobody", "nobody@example.org", "olive@example.org"])
def test_a_wrong_password_and_an_unknown_name_sound_alike(client, world, login):
    answer = sign_in(client, login, "wrong password")
    assert answer.status_code == 200
    [error] = answer.context["form"].non_field_errors()
    assert "not correct" in error
    assert "_auth_user_id" not in client.session


def test_no_open_redirect(client, world):
    assert sign_in(client, "olive", next="https://evil.example.com/")["Location"] == "/launches/"


def test_failed_attempts_are_limited(client, world):
    answers = [sign_in(client, "olive", "wrong") for _ in range(6)]
    assert "Too many tries" in str(answers[-1].context["form"].errors)
    assert sign_in(client, "olive").status_code == 200


def test_a_get_does_not_sign_out(client, world):
    client.force_login(world.owner)
    assert "Your launches stay live" in client.get(reverse("account_logout")).content.decode()
    assert "_auth_user_id" in client.session


def test_signing_out(client, world):
    client.force_login(world.owner)
    assert client.post(reverse("account_logout"))["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_signing_in_brings_the_accounts_language(client, world):
    world.owner.speak("fr")
    sign_in(client, "olive")
    assert "Se déconnecter" in client.get(reverse("account")).content.decode()


def test_a_forgotten_password(client, world):
    answer = client.post(reverse("account_reset_password"), {"email": "olive@example.org"})
    assert answer["Location"] == reverse("account_reset_password_done")
    [letter] = mail.outbox
    assert letter.to == ["olive@example.org"] and letter.subject == "A new password for Smart PhotoBooth"
    assert "olive" in letter.body and "Natasquad" in letter.body
    link = re.search(r"http://\S+", letter.body)[0].replace("http://testserver", "")
    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": NEW}, follow=True)
    assert "Your new password works" in done.content.decode()
    assert User.objects.get(username="olive").check_password(NEW)
    assert "has been used" in client.get(link, follow=True).content.decode()


def test_a_forgotten_password_of_nobody_sounds_alike_and_writes_to_nobody(client, world):
    answer = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert answer["Location"] == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_a_letter_in_french(client, world):
    client.post(
        reverse("account_reset_password"), {"email": "olive@example.org"}, headers={"accept-language": "fr"}
    )
    assert mail.outbox[0].subject == "Votre nouveau mot de passe pour Smart PhotoBooth"
    assert "une seule fois" in mail.outbox[0].body


def test_changing_the_password(client, world):
    client.force_login(world.owner)
    answer = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW}, follow=True
    )
    assert "Your password is changed." in answer.content.decode()
    assert User.objects.get(username="olive").check_password(NEW)
    wrong = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW})
    assert "oldpassword" in wrong.context["form"].errors


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_signup", "account_reset_password", "account_reset_password_done",
     "account_reset_password_from_key_done", "account_inactive"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_door_is_ours_in_both_languages(client, db, name, language):
    html = client.get(reverse(name), headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in html and "tokens.css" in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("path", ["/accounts/email/", "/accounts/confirm-email/", "/accounts/reauthenticate/"])
def test_what_leads_nowhere_is_not_there(client, db, path):
    assert client.get(path).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["127.0.0.1", "aurora.localhost", "localhost:1"])
def test_the_link_of_a_reset_is_on_the_studios_host_whatever_was_asked(client, world, host, settings):
    """Anyone may ask for a reset of anyone, under any name this machine answers to; the link goes to the owner."""
    client.post(reverse("account_reset_password"), {"email": "olive@example.org"}, headers={"host": host})
    links = re.findall(r"https?://\S+/key/\S+", mail.outbox[-1].body)
    base = f"{settings.SCHEME}://{settings.STUDIO_HOST}{settings.PUBLIC_PORT}/accounts/password/reset/key/"
    assert len(links) == 1 and links[0].startswith(base)
    opened = client.get(links[0].removeprefix(base.removesuffix("/accounts/password/reset/key/")), follow=True)
    assert 'name="password1"' in opened.content.decode()
