"""The outbox is the operator's: nobody else finds it, and it opens one address at a time."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from smartbooth.accounts.models import User
from smartbooth.mail import send
from smartbooth.mail.messages import Message, messages
from smartbooth.mail.models import Outbox
from smartbooth.mail.outbox import post
from smartbooth.people import erasure
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject


@pytest.fixture
def operator(client, db):
    user = User.objects.create_user("boss", "boss@example.org", "x", is_staff=True)
    client.force_login(user)
    return client


@pytest.fixture
def row(sam, hello):
    post(hello, sam.pk, "en", owner="Aurora")
    send.due()
    return Outbox.objects.get()


def addresses(row):
    return [
        reverse("outbox"), reverse("messages"), reverse("message", args=["password-reset"]),
        reverse("letter", args=[row.pk]), reverse("letter_body", args=[row.pk]),
    ]  # fmt: skip


def test_nobody_else_finds_it(client, world, row):
    for path in addresses(row):
        client.logout()
        assert client.get(path)["Location"].startswith(reverse("account_login"))
        for user in (world.owner, world.member, world.stranger):
            client.force_login(user)
            assert client.get(path).status_code == 404
    assert client.post(reverse("letter_again", args=[row.pk])).status_code == 404


def test_an_operator_who_is_closed_finds_nothing(operator, row):
    User.objects.filter(username="boss").update(is_active=False)
    assert operator.get(reverse("outbox")).status_code == 302


def test_the_list_names_no_address(operator, row):
    html = operator.get(reverse("outbox")).content.decode()
    assert "Hello from Aurora" in html and "One letter went out in the last day" in html
    assert "sam@example.org" not in html


def test_a_letter_that_failed_says_when_it_is_tried_next(operator, row):
    Outbox.objects.update(state=Outbox.FAILED, due_at=datetime(2026, 5, 4, 12, 32, tzinfo=UTC), problem="Full.")
    assert "Full. Next try:" in operator.get(reverse("outbox")).content.decode()
    for path in (reverse("outbox"), reverse("letter", args=[row.pk])):
        assert "14:32" in operator.get(path).content.decode()  # in Paris


def test_a_letter_says_to_whom_and_shows_text_and_source(operator, row):
    path = reverse("letter", args=[row.pk])
    html = operator.get(path).content.decode()
    assert "sam@example.org" in html and "sandbox=" in html and reverse("letter_body", args=[row.pk]) in html
    assert "where a forgotten password is sent" in operator.get(f"{path}?part=text").content.decode()
    source = operator.get(f"{path}?part=source").content.decode()
    assert "To: sam@example.org" in source and "Auto-Submitted: auto-generated" in source


def test_the_html_runs_nothing_and_reaches_nothing(operator, row):
    answer = operator.get(reverse("letter_body", args=[row.pk]))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox " in policy and "frame-ancestors 'self'" in policy
    assert "allow-scripts" not in policy and "allow-same-origin" not in policy
    assert answer["Cache-Control"].startswith("max-age=0")


def test_of_who_was_erased_nothing_is_left(operator, row, sam):
    erasure.erase(sam.pk, "asked")
    html = operator.get(reverse("letter", args=[row.pk])).content.decode()
    assert "nobody: erased" in html and "Aurora" not in html
    assert operator.get(reverse("letter_body", args=[row.pk])).status_code == 404
    assert "hello" in operator.get(reverse("outbox")).content.decode()


def test_a_letter_that_contains_nothing_of_its_own_is_read_too(operator, sam, declared):
    class Plain(Message):
        name = "plain"
        purpose, of = Purpose.CLAIMS, Subject.CORRESPONDENT
        when, budget, subject = "in tests", 9, "Your data"
        template = "mail/account/address_changed"

    post(Plain, sam.pk, "en")
    assert "Your data" in operator.get(reverse("outbox")).content.decode()
    path = reverse("letter", args=[Outbox.objects.get().pk])
    assert "Your data" in operator.get(path).content.decode()
    assert operator.get(reverse("letter_body", args=[Outbox.objects.get().pk])).status_code == 200


def test_reading_changes_nothing(operator, row):
    before = Outbox.objects.values().get()
    for path in addresses(row):
        operator.get(path)
    assert Outbox.objects.values().get() == before


def test_what_is_held_back_is_said_and_let_go(operator, row, sam, hello):
    Outbox.objects.filter(pk=row.pk).update(state=Outbox.HELD, problem="This person got all the mail of one day.")
    assert "One letter is held back" in operator.get(reverse("outbox")).content.decode()
    again = reverse("letter_again", args=[row.pk])
    assert operator.get(again).status_code == 405
    assert "It is on its way." in operator.post(again, follow=True).content.decode()
    assert send.due() == 1 and Outbox.objects.get().state == Outbox.SENT
    operator.post(again)
    assert Outbox.objects.get().state == Outbox.SENT


@pytest.mark.parametrize(
    "query", ["state=sent", "state=nonsense", "message=hello", "message=x", "before=nobody", "part=x"]
)
def test_any_filter_is_answered(operator, row, query):
    assert operator.get(f"{reverse('outbox')}?{query}").status_code == 200
    assert operator.get(f"{reverse('letter', args=[row.pk])}?{query}").status_code == 200


def test_pages_of_the_list_meet_without_a_gap(operator, sam, hello):
    for number in range(60):
        post(hello, sam.pk, "en", owner=f"Owner {number:02}")
    first = operator.get(reverse("outbox"))
    keys = [line.id for line in first.context["lines"]]
    second = operator.get(f"{reverse('outbox')}?before={keys[-1]}")
    keys += [line.id for line in second.context["lines"]]
    assert len(keys) == len(set(keys)) == 60 and not second.context["more"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_message_has_its_preview(operator, language):
    assert operator.get(reverse("messages")).status_code == 200
    for name in messages():
        path = reverse("message", args=[name])
        assert operator.get(f"{path}?language={language}").status_code == 200
        framed = operator.get(f"{path}?language={language}&body=1")
        assert f'<html lang="{language}"' in framed.content.decode()
    assert operator.get(reverse("message", args=["nothing"])).status_code == 404


def test_a_preview_is_looked_at_in_every_way(operator):
    path = reverse("message", args=["my-data"])
    page = operator.get(f"{path}?language=fr&dark=1&phone=1").content.decode()
    assert 'class="letter-frame dark phone" src="?language=fr&amp;dark=1&amp;phone=1&amp;body=1"' in page
    assert page.count('aria-current="true"') == 3 and '<pre class="plain-text" lang="fr">' in page
    for other in ("language=en&amp;dark=1&amp;phone=1", "language=fr&amp;phone=1", "language=fr&amp;dark=1"):
        assert f'href="?{other}"' in page
    dark, light = (operator.get(f"{path}?body{more}").content.decode() for more in ("&dark=1", ""))
    assert '<meta name="color-scheme" content="dark"' in dark and "@media (min-width: 0)" in dark
    assert '<meta name="color-scheme" content="light"' in light and "@media (max-width: 0)" in light
    assert "prefers-color-scheme" not in dark + light and ":root { color-scheme: dark;" in dark


def test_a_heavy_letter_is_said_to_be(operator, hello):
    path = reverse("message", args=["hello"])
    assert "11 KB of HTML" in operator.get(f"{path}?language=en").content.decode()
    hello.example = {"owner": "Aurora", "username": "é" * 50 * 1024}
    page = operator.get(f"{path}?language=en").content.decode()
    assert '<span class="badge warn">111 KB: Gmail cuts letters off at 102 KB</span>' in page


def test_more_letters_no_more_queries(operator, sam, hello, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    post(hello, sam.pk, "en", owner="Aurora")
    operator.get(reverse("outbox"))
    with CaptureQueriesContext(connection) as few:
        operator.get(reverse("outbox"))
    for _ in range(10):
        post(hello, sam.pk, "en", owner="Aurora")
    with django_assert_num_queries(len(few)):
        operator.get(reverse("outbox"))
