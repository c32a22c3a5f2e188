"""Signing in and out, a forgotten password, a changed one."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.mail import send
from smartbooth.mail.letter import compose
from smartbooth.mail.models import Outbox
from tests.world import PASSWORD

NEW = "a quite different sentence"


def letters():
    """What the worker sends of what was posted, as it is read."""
    send.due()
    return [compose(row) for row in Outbox.objects.filter(state=Outbox.SENT).order_by("created_at")]


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
    [letter] = letters()
    assert Outbox.objects.get().person_id == world.owner.person_id
    assert letter.subject == "A new password for Smart PhotoBooth"
    assert "olive" in letter.text and "Natasquad" in letter.text and "olive" in letter.html
    link = re.search(r"http://\S+/key/\S+", letter.text)[0]
    assert link in letter.html
    path = re.sub(r"^http://[^/]+", "", link)
    opened = client.get(path)
    assert opened["Location"].endswith("-set-password/") and opened["Referrer-Policy"] == "no-referrer"
    form = client.get(path, follow=True)
    assert form["Referrer-Policy"] == "no-referrer"
    done = client.post(form.request["PATH_INFO"], {"password1": NEW}, follow=True)
    assert "Your new password works" in done.content.decode()
    assert User.objects.get(username="olive").check_password(NEW)
    assert "has been used" in client.get(path, follow=True).content.decode()


def reset(client):
    """Ask, and follow the letter's link to the form's address."""
    client.post(reverse("account_reset_password"), {"email": "olive@example.org"})
    path = re.sub(r"^http://[^/]+", "", re.search(r"http://\S+/key/\S+", letters()[-1].text)[0])
    return client.get(path, follow=True).request["PATH_INFO"]


def test_after_a_reset_every_session_is_closed_and_the_owner_is_told(client, world):
    from django.test import Client

    elsewhere = Client()
    elsewhere.force_login(world.owner)
    assert elsewhere.get(reverse("account")).status_code == 200
    client.post(reset(client), {"password1": NEW})
    assert elsewhere.get(reverse("account")).status_code == 302
    told = letters()[-1]
    assert told.subject == "Your password for Smart PhotoBooth was changed" and "olive" in told.text


def test_the_letter_read_again_after_its_use_opens_nothing(client, world):
    client.post(reset(client), {"password1": NEW})
    row = Outbox.objects.get(message="password-reset")
    again = compose(row)
    assert "/key/" not in again.text + again.html and "opens nothing any more" in again.text


def test_a_link_older_than_an_hour_opens_nothing(client, world):
    client.post(reverse("account_reset_password"), {"email": "olive@example.org"})
    path = re.sub(r"^http://[^/]+", "", re.search(r"http://\S+/key/\S+", letters()[-1].text)[0])
    with clock.at(clock.now() + timedelta(minutes=59)):
        assert 'name="password1"' in client.get(path, follow=True).content.decode()
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert "too old" in client.get(path, follow=True).content.decode()


def test_a_forgotten_password_of_nobody_sounds_alike_and_writes_to_nobody(client, world):
    answer = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert answer["Location"] == reverse("account_reset_password_done")
    assert Outbox.objects.get().person_id == ""
    assert letters() == [] and not Outbox.objects.exists()


def test_asking_for_somebody_and_for_nobody_is_the_same_work(client, world):
    """As many statements, so that the answer's time says nothing; the letter is written later, by the worker."""
    counts = []
    for address in ("olive@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            client.post(reverse("account_reset_password"), {"email": address})
        counts.append((len(queries), Outbox.objects.count()))
    (somebody, one), (nobody, two) = counts
    assert (one, two) == (1, 2)
    assert abs(somebody - nobody) <= 1


def test_signing_in_as_somebody_and_as_nobody_is_limited_alike(client, world):
    """A limit that all unknown addresses share would tell them from a known one."""
    for _ in range(6):
        sign_in(client, "nobody@example.org", "wrong")
    other = sign_in(client, "someone.else@example.org", "wrong")
    assert "not correct" in str(other.context["form"].errors)


def test_a_letter_in_french(client, world):
    client.post(
        reverse("account_reset_password"), {"email": "olive@example.org"}, headers={"accept-language": "fr"}
    )
    [letter] = letters()
    assert letter.subject == "Votre nouveau mot de passe pour Smart PhotoBooth"
    assert "une seule fois" in letter.text and '<html lang="fr"' in letter.html


def test_changing_the_password(client, world):
    client.force_login(world.owner)
    answer = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW}, follow=True
    )
    assert "Your password is changed." in answer.content.decode()
    assert User.objects.get(username="olive").check_password(NEW)
    assert letters()[-1].subject == "Your password for Smart PhotoBooth was changed"
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
    links = re.findall(r"https?://\S+/key/\S+", letters()[-1].text)
    base = f"{settings.SCHEME}://{settings.STUDIO_HOST}{settings.PUBLIC_PORT}/accounts/password/reset/key/"
    assert len(links) == 1 and links[0].startswith(base)
    opened = client.get(links[0].removeprefix(base.removesuffix("/accounts/password/reset/key/")), follow=True)
    assert 'name="password1"' in opened.content.decode()
