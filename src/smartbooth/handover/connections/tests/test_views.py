"""Connections as an owner, another member and a stranger find them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.handover.api import tokens
from smartbooth.handover.api.models import Token
from smartbooth.handover.tests import handed
from smartbooth.handover.webhooks import endpoints, note, queue, secret
from smartbooth.handover.webhooks.models import Delivery, Endpoint
from smartbooth.handover.webhooks.send import Answer

pytestmark = pytest.mark.django_db
HOOK = "https://hook.example.org/in?from=booth"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def olive(world):
    return signed_in(world.owner)


@pytest.fixture
def endpoint(world):
    with within(world.workspace):
        return endpoints.add(world.workspace, None, HOOK, world.owner)


def text(client, path):
    return client.get(path).content.decode()


def test_an_empty_page_teaches(olive):
    page = text(olive, "/connections/")
    assert "A webhook is an address of your own server." in page
    assert page.count("Add a webhook") == 1
    assert "/api/v1/" in page
    assert "/connections/" in text(olive, "/launches/")


def test_adding_a_webhook(world, olive):
    answer = olive.post("/connections/webhooks/new/", {"url": HOOK, "launch": world.launch.pk}, follow=True)
    page = answer.content.decode()
    (made,) = handed.all_of(Endpoint)
    assert (made.url, made.launch_id, made.made_by) == (HOOK, world.launch.pk, world.owner)
    assert [one.event for one in handed.all_of(Delivery)] == ["test.ping"]
    assert secret.show(made) in page
    assert secret.show(made).encode() not in bytes(made.secret)
    assert answer["Cache-Control"].startswith("max-age=0")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("http://example.org/", "begins with https://"),
        ("https://10.0.0.1/", "instead of its number"),
        ("https://sam:pw@example.org/", "name and password"),
        ("https://example.org:22/", "443 and 8443"),
        ("", "required"),
    ],
)
def test_an_address_that_is_none_is_said_and_kept(world, olive, typed, said):
    answer = olive.post("/connections/webhooks/new/", {"url": typed, "launch": "every"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert typed in answer.content.decode()
    assert handed.all_of(Endpoint) == []


def test_anothers_launch_cannot_be_chosen(world, olive):
    answer = olive.post("/connections/webhooks/new/", {"url": HOOK, "launch": world.theirs.pk})
    assert answer.status_code == 422
    assert "Borealis" not in answer.content.decode()


def test_the_log_says_what_happened_and_a_dead_letter_goes_again(world, olive, endpoint):
    lead = handed.lead(world.launch)
    path = f"/connections/webhooks/{endpoint.pk}/"
    with within(world.workspace):
        (one,) = Delivery.objects.all()
        note._delivery(one.pk, Answer("error", 500), clock.now() + timedelta(days=4))
        endpoint.failures, endpoint.failing_since = 9, clock.now()
        endpoint.paused_until = clock.now() + timedelta(hours=1)
        endpoint.save()
    page = text(olive, path)
    assert "It failed on its side. (500)" in page
    assert "1 message did not arrive and was given up." in page
    assert "Next try:" in page
    assert f"/launches/{world.launch.pk}/leads/{lead.pk}/" in page
    assert "1 webhook is not answering." in text(olive, "/connections/")
    assert "1 message is sent again." in olive.post(path + "again", follow=True).content.decode()
    with within(world.workspace):
        assert Delivery.objects.get().state == Delivery.WAITING
        assert Endpoint.objects.get().paused_until is None


def test_off_and_on(world, olive, endpoint):
    path = f"/connections/webhooks/{endpoint.pk}/"
    assert "Switched off" in olive.post(path + "state", {"state": "disabled"}, follow=True).content.decode()
    handed.lead(world.launch)
    assert handed.all_of(Delivery) == []
    olive.post(path + "ping")
    assert handed.all_of(Delivery) == []
    olive.post(path + "state", {"state": "active"})
    olive.post(path + "ping")
    assert len(handed.all_of(Delivery)) == 1


def test_a_new_secret(world, olive, endpoint):
    before = secret.show(endpoint)
    page = olive.post(f"/connections/webhooks/{endpoint.pk}/secret", follow=True).content.decode()
    assert before not in page
    assert "works beside it until" in page


def test_removing_takes_the_log_along_and_no_recall(world, olive, endpoint):
    with within(world.workspace):
        queue.ping(endpoint)
    olive.post(f"/connections/webhooks/{endpoint.pk}/", {"_method": "DELETE"})
    assert handed.all_of(Endpoint) == handed.all_of(Delivery) == []
    assert olive.get(f"/connections/webhooks/{endpoint.pk}/").status_code == 404


def test_a_token_is_shown_once(world, olive):
    fields = {"name": "Sync", "scopes": ["leads:read"], "launch": "every", "life": "30"}
    answer = olive.post("/connections/tokens/new/", fields)
    assert answer.status_code == 201
    (token,) = handed.all_of(Token)
    shown = answer.context["secret"]
    assert tokens.find(shown).pk == token.pk
    assert (token.scopes, token.launch_id, token.expires_at.date()) == (
        ["leads:read"], None, (clock.now() + timedelta(days=30)).date(),
    )  # fmt: skip
    page = text(olive, "/connections/")
    assert shown not in page
    assert shown[-4:] in page
    olive.post(f"/connections/tokens/{token.pk}/revocation")
    assert tokens.find(shown) is None
    assert "Taken back on" in text(olive, "/connections/")


def test_a_token_that_may_nothing_is_none(olive):
    answer = olive.post("/connections/tokens/new/", {"name": "Sync", "launch": "every", "life": "30"})
    assert answer.status_code == 422
    assert handed.all_of(Token) == []


def test_a_member_looks_and_does_not_touch(world, endpoint):
    marcel = signed_in(world.member)
    path = f"/connections/webhooks/{endpoint.pk}/"
    assert "hook.example.org" in text(marcel, "/connections/")
    assert "Only an owner" in text(marcel, "/connections/")
    page = text(marcel, path)
    assert secret.show(endpoint) not in page
    assert "<form" not in page.partition("<main")[2]
    for act in ("ping", "secret", "state", "again"):
        assert marcel.post(path + act).status_code == 403
    assert marcel.post(path, {"_method": "DELETE"}).status_code == 403
    for new in ("webhooks", "tokens"):
        assert marcel.get(f"/connections/{new}/new/").status_code == 403
    with everywhere():
        assert Endpoint.objects.exists()


def test_ten_more_webhooks_no_more_queries(world, olive, endpoint, django_assert_max_num_queries):
    text(olive, "/connections/")
    with CaptureQueriesContext(connection) as few:
        text(olive, "/connections/")
    with within(world.workspace):
        for _ in range(10):
            endpoints.add(world.workspace, world.launch, HOOK, world.owner)
            tokens.make(world.workspace, "Sync", ["leads:read"], world.owner, launch=world.launch)
    with django_assert_max_num_queries(len(few)):
        text(olive, "/connections/")


def test_the_api_is_described_in_both_languages(olive):
    page = text(Client(), "/api/v1/")
    assert "http" not in [part[:4] for part in page.split('src="')[1:]]
    assert "Who left their address" in page
    assert "maya@example.org" in page
    client = Client()
    client.cookies["language"] = "fr"
    assert "Qui a laissé son adresse" in text(client, "/api/v1/")
