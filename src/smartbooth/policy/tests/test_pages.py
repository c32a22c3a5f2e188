"""What people read: in force, past, and the difference; cookies, California, promises; the operator's desk."""

import json
import re

import pytest
from django.urls import reverse

from smartbooth.accounts.models import User
from smartbooth.policy import looks, state
from smartbooth.policy.models import Version
from smartbooth.policy.tests.published import first, second
from smartbooth.registry.cookies import declared
from smartbooth.registry.promised import PROMISES
from smartbooth.registry.promises import checks

pytestmark = pytest.mark.django_db
PAGES = ["/privacy/", "/cookies/", "/california/", "/security/", "/promises"]


@pytest.fixture
def operator(world):
    world.owner.is_staff = True
    world.owner.save()
    return world.owner


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", PAGES)
def test_anyone_reads_them_in_both_languages(client, path, language):
    first()
    answer = client.get(path, headers={"accept-language": language})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1 and "noindex" not in html
    assert client.head(path).status_code == 200
    assert client.put(path).status_code == 405
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_page_shows_when_and_which(client):
    version = first()
    html = client.get("/privacy/").content.decode()
    assert "Last updated" in html and version.digest[:16] in html
    assert f'datetime="{version.published_at.year}' in html


def test_before_the_first_version_it_says_so(client):
    answer = client.get("/privacy/")
    assert answer.status_code == 200 and "No version has been published" in answer.content.decode()
    assert not Version.objects.exists(), "reading publishes nothing"


def test_past_versions_stay_and_are_compared(client, settings):
    first()
    second(settings)
    assert "Natasquad SAS" in client.get("/privacy/versions/1/").content.decode()
    assert "version 2 is in force" in client.get("/privacy/versions/1/").content.decode()
    assert "The company has another name." in client.get("/privacy/").content.decode()
    html = client.get("/privacy/versions/2/since/1/").content.decode()
    assert re.search(r"<ins>.*Aurora Services", html) and re.search(r"<del>.*Natasquad", html)
    assert '<span class="visually-hidden">[added: </span>' in html
    back = client.get("/privacy/versions/1/since/2/").content.decode()
    assert re.search(r"<del>.*Aurora Services", back)


NEVER = ["2/", "2/since/1/", "1/since/9/", "99999999999999999999/"]


@pytest.mark.parametrize("path", NEVER)
def test_a_version_that_never_was(client, path):
    first()
    assert client.get(f"/privacy/versions/{path}").status_code == 404


def test_the_same_as_plain_text(client):
    first()
    answer = client.get("/privacy/text")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "## " not in answer.content.decode()


def test_what_a_setting_says_is_text(client, settings):
    settings.COMPANY = "<script>alert(1)</script>"
    first()
    assert "<script>alert" not in client.get("/privacy/").content.decode()


def test_the_cookie_page_forgets_choices(client):
    client.cookies["theme"] = "dark"
    html = client.get("/cookies/").content.decode()
    assert all(f"<code>{one.name}</code>" in html for one in declared())
    answer = client.post("/cookies/")
    assert answer.cookies["theme"]["max-age"] == 0 and answer.cookies["language"]["max-age"] == 0


def test_the_signal_is_heard_and_said(client):
    assert "It is honoured" in client.get("/california/", headers={"sec-gpc": "1"}).content.decode()
    assert "It is honoured" not in client.get("/california/", headers={"sec-gpc": "true"}).content.decode()


def test_every_page_leads_to_them(client):
    html = client.get("/").content.decode()
    for path in ("/privacy/", "/cookies/", "/promises", "/my-data/", "/california/"):
        assert f'href="{path}"' in html
    assert "Your California Privacy Rights" in html


def test_password_managers_find_their_page(client):
    assert client.get("/.well-known/change-password")["Location"] == reverse("account_change_password")


# --- promises --------------------------------------------------------------------------------------------


def test_every_promise_stands_on_the_page_with_its_state(client):
    looks.again("A1")
    html = client.get("/promises").content.decode()
    for promise in PROMISES.values():
        assert re.search(rf'id="{promise.id}"', html)
    assert html.count('class="promise not-built"') == sum(
        one.state == state.NOT_BUILT for one in state.standings()
    )
    assert "No policy was published yet." in html, "what a check found is said"
    assert "not looked at yet" in html


def test_for_programs(client):
    first()
    looks.again("A1")
    found = json.loads(client.get("/promises.json").content)
    assert {one["id"] for one in found["promises"]} == set(PROMISES)
    assert {one["check"] for one in found["promises"] if one["id"] == "A1"} == {"compiles", "untouched"}
    assert all(one["kept"] for one in found["promises"] if one["id"] == "A1")
    assert set(found["ledger"]) == {"rows", "hash"}


def test_more_runs_no_more_queries(client, django_assert_max_num_queries):
    for _ in range(3):
        looks.again("A1")
    with django_assert_max_num_queries(8):
        client.get("/promises")
    assert len(checks("A1")) == 2


# --- the operator's desk ---------------------------------------------------------------------------------


def test_only_the_operator_publishes(client, world):
    address = reverse("operator_policy")
    for method in (client.get, client.post):
        assert method(address).status_code == 302
        client.force_login(world.owner)
        assert method(address).status_code == 404
        client.logout()
    assert not Version.objects.exists()


def test_the_draft_and_what_it_would_change(client, operator, settings):
    first()
    client.force_login(operator)
    assert "agree, word for word" in client.get("/operator/policy/").content.decode()
    settings.COMPANY = "Aurora Services SAS"
    html = client.get("/operator/policy/").content.decode()
    assert re.search(r"<ins>.*Aurora Services", html)
    assert Version.objects.count() == 1, "looking publishes nothing"
    answer = client.post("/operator/policy/", {"summary_en": "A new name.", "summary_fr": "Un nouveau nom."})
    assert answer.status_code == 302
    version = Version.objects.get(pk=2)
    assert (version.published_by, version.summary_fr) == (operator, "Un nouveau nom.")
    assert looks.latest()["A1", "compiles"].kept, "looked at anew"


def test_publishing_without_saying_what_changed(client, operator, settings):
    first()
    settings.COMPANY = "Other SAS"
    client.force_login(operator)
    answer = client.post("/operator/policy/", {"summary_en": "Kept as typed.", "summary_fr": " "})
    assert answer.status_code == 422 and "Kept as typed." in answer.content.decode()
    assert Version.objects.count() == 1


def test_a_second_press_of_the_button(client, operator, settings):
    first()
    settings.COMPANY = "Other SAS"
    client.force_login(operator)
    words = {"summary_en": "A name.", "summary_fr": "Un nom."}
    assert [client.post("/operator/policy/", words).status_code for _ in range(2)] == [302, 302]
    assert Version.objects.count() == 2


def test_an_operator_who_leaves_leaves_the_version(world, operator):
    from smartbooth.policy import publish

    publish.publish(operator)
    User.objects.filter(pk=operator.pk).update(is_active=False)
    assert Version.objects.get().published_by == operator
