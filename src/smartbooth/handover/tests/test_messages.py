"""Whoever opens another way out for leads, every owner reads of it: also the one whose account somebody else uses."""

import pytest
from django.urls import reverse

from smartbooth.accounts.models import Membership
from smartbooth.accounts.tenancy import within
from smartbooth.handover.api import tokens
from smartbooth.handover.api.models import Token
from smartbooth.handover.webhooks import endpoints
from smartbooth.mail import send
from smartbooth.mail.letter import compose
from smartbooth.mail.models import Outbox
from smartbooth.people.models import Person


@pytest.fixture
def two(world):
    """Marcel is an owner too, and reads French."""
    Membership.objects.filter(user=world.member).update(role=Membership.OWNER)
    world.member.speak("fr")
    return world


def letters(message):
    rows = Outbox.objects.filter(message=message).order_by("language")
    return {row.person_id: compose(row) for row in rows}


def make(world, launch=None):
    with within(world.workspace):
        return tokens.make(world.workspace, "Our newsletter", ["leads:read"], world.owner, launch)[0]


def test_a_token_made_and_taken_back_is_told_to_every_owner_once(two):
    token = make(two, two.launch)
    with within(two.workspace):
        tokens.revoke(token, two.member)
        tokens.revoke(Token.objects.get(), two.member)
    made, taken = letters("token-made"), letters("token-taken")
    assert set(made) == set(taken) == {two.owner.person_id, two.member.person_id}
    english, french = made[two.owner.person_id], made[two.member.person_id]
    assert english.subject == "A program has access to Aurora SAS"
    assert "olive made the API token “Our newsletter” for Aurora SAS. It works for “Aurora”." in english.text
    assert "olive a créé le jeton d’API" in french.text
    assert "marcel took back" in taken[two.owner.person_id].text
    assert tokens.PREFIX not in repr(list(Outbox.objects.values()))


def test_no_other_workspace_and_no_member_reads_of_it(world):
    make(world)
    assert set(letters("token-made")) == {world.owner.person_id}


def test_an_owner_with_two_accounts_gets_one_letter_and_one_without_an_address_none(world, django_user_model):
    for name, address in (("olive2", "olive@example.org"), ("bare", "")):
        user = django_user_model.objects.create_user(name, address, "x")
        Membership.objects.create(workspace=world.workspace, user=user)
    make(world)
    assert Outbox.objects.get().person_id == world.owner.person_id


def test_a_webhook_names_its_host_and_nothing_that_a_mail_program_would_link(world):
    with within(world.workspace):
        endpoints.add(world.workspace, None, "https://hooks.example.org/in?key=abc", world.owner)
    (letter,) = letters("webhook-added").values()
    assert "a webhook to hooks․example․org for Aurora SAS. Whoever leaves an address on any" in letter.text
    assert "key=abc" not in letter.text + letter.html and "hooks.example.org" not in letter.text + letter.html


def test_by_the_studios_own_forms(client, world):
    client.force_login(world.owner)
    typed = {"name": "CRM", "scopes": ["leads:read"], "launch": "every", "life": "365"}
    assert client.post(reverse("token-new"), typed).status_code == 201
    with within(world.workspace):
        token = Token.objects.get()
    client.post(reverse("token-revocation", args=[token.pk]))
    client.post(reverse("webhook-new"), {"url": "https://hooks.example.org/", "launch": "every"})
    send.due()
    sent = Outbox.objects.filter(state=Outbox.SENT).order_by("created_at").values_list("message", flat=True)
    assert list(sent) == ["token-made", "token-taken", "webhook-added"]
    assert Person.objects.count() == 3


def test_more_owners_no_more_queries_to_find_them(world, django_user_model, django_assert_num_queries):
    from smartbooth.accounts.owners import owners

    for n in range(10):
        user = django_user_model.objects.create_user(f"o{n}", f"o{n}@example.org", "x")
        Membership.objects.create(workspace=world.workspace, user=user)
    with django_assert_num_queries(1):
        assert len(owners(world.workspace.pk)) == 11
