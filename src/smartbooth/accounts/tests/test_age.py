"""Promise C1 at sign-up: asked neutrally, an answer under age stores nothing, and cannot be changed at once."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from smartbooth.accounts.models import User, Workspace
from smartbooth.accounts.tests.test_signup import sign_up
from smartbooth.core import clock
from smartbooth.people.models import Person

URL = "/accounts/signup/"


def year(ago):
    return str(clock.now().year - ago)


@pytest.mark.django_db
@pytest.mark.parametrize("ago", [0, 6, 12, 13])
def test_under_age_nothing_is_read_or_written(client, ago):
    with CaptureQueriesContext(connection) as queries:
        answer = sign_up(client, born=year(ago))
    assert answer.status_code == 403 and len(queries) == 0
    assert (User.objects.count(), Workspace.objects.count(), Person.objects.count()) == (0, 0, 0)
    html = answer.content.decode()
    assert "hedwige" not in html and "13" not in html.split("<main")[1].split("</main>")[0]


@pytest.mark.django_db
def test_going_back_and_trying_again_finds_the_same_answer(client):
    sign_up(client, born=year(9))
    assert client.get(URL).status_code == 403
    assert sign_up(client, born=year(40)).status_code == 403
    assert not User.objects.exists()
    cookie = client.cookies["asked"]
    assert cookie.value.split(":")[0] == "no" and cookie["path"] == URL and cookie["httponly"]


@pytest.mark.django_db
def test_the_answer_is_forgotten_after_a_day(client):
    sign_up(client, born=year(9))
    kept = client.cookies["asked"].value
    from unittest import mock

    with mock.patch(
        "django.core.signing.time.time", lambda: clock.seconds() + timedelta(hours=25).total_seconds()
    ):
        client.cookies["asked"] = kept
        assert client.get(URL).status_code == 200


@pytest.mark.django_db
def test_a_forged_mark_is_none(client):
    client.cookies["asked"] = "no:1:forged"
    assert client.get(URL).status_code == 200


@pytest.mark.django_db
def test_the_age_is_looked_at_before_anything_else(client, world):
    answer = sign_up(client, born=year(9), username="olive", email="", password1="x")
    assert answer.status_code == 403 and "already exists" not in answer.content.decode()


@pytest.mark.django_db
def test_the_question_gives_no_hint(client):
    html = client.get(URL).content.decode()
    form = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html.split("<main")[1].split("</main>")[0])
    assert 'name="born"' in form and "bday-year" in form
    assert "13" not in form and "old" not in form.lower().replace("holder", "").replace("told", "")


@pytest.mark.django_db
def test_old_enough_makes_an_account_and_the_year_is_kept_nowhere(client):
    from smartbooth.accounts.tests.test_addresses import everything

    assert sign_up(client, born=year(14)).status_code == 302
    assert User.objects.get(username="hedwige")
    sign_up_again = sign_up(client, born="1931", username="other", email="other@example.org")
    assert sign_up_again.status_code == 302 and "1931" not in everything()


@pytest.mark.django_db
def test_the_threshold_is_a_setting(client, settings):
    settings.AGE_MINIMUM = 15
    assert sign_up(client, born=year(15)).status_code == 403
