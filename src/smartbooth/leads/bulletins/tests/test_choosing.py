"""The choice: on the account page, said below the leads, undone by the link in a letter and taken up again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from smartbooth.accounts import closing
from smartbooth.accounts.models import Membership, Workspace
from smartbooth.core import clock
from smartbooth.leads.bulletins import choose
from smartbooth.leads.bulletins.rhythm import COME, DAILY, NEVER, WEEKLY
from smartbooth.leads.bulletins.tests.arriving import fresh, hand, letters, look, rows
from smartbooth.leads.models import Bulletin
from smartbooth.mail import choices
from smartbooth.mail.models import Outbox
from smartbooth.people import erasure, suppression
from tests.world import paris

ACCOUNT = "/account/"


def mine(user, workspace=None):
    return Membership.objects.filter(user=user, **({"workspace": workspace} if workspace else {})).get()


def save(client, workspace, rhythm):
    return client.post(reverse("new-leads", args=[workspace.pk]), {"rhythm": rhythm}, follow=True)


def selected(answer):
    return [row["rhythm"] for row in answer.context["panels"][0].shown["rows"]]


def test_what_everybody_begins_with(client, world):
    for user, rhythm in ((world.owner, DAILY), (world.member, NEVER)):
        client.force_login(user)
        answer = client.get(ACCOUNT)
        assert selected(answer) == [rhythm]
        assert "New sign-ups by mail" in answer.content.decode()
    assert not Bulletin.objects.exists()


def test_a_choice_is_saved_and_says_so(client, world):
    client.force_login(world.member)
    answer = save(client, world.workspace, WEEKLY)
    assert answer.redirect_chain == [("/account/", 302)]
    assert "You read of new sign-ups on Aurora SAS once a week." in answer.content.decode()
    assert selected(answer) == [WEEKLY] and Bulletin.objects.get().rhythm == WEEKLY
    assert selected(save(client, world.workspace, NEVER)) == [NEVER]
    assert choose.rhythm(mine(world.owner)) == DAILY


@pytest.mark.parametrize("typed", ["", "hourly", "DAILY"])
def test_no_other_choice_is_taken(client, world, typed):
    client.force_login(world.owner)
    answer = client.post(reverse("new-leads", args=[world.workspace.pk]), {"rhythm": typed})
    assert answer.status_code == 422 and not Bulletin.objects.exists()


def test_of_somebody_elses_workspace_nothing_is_chosen(client, world):
    client.force_login(world.stranger)
    for workspace in (world.workspace.pk, "0000000000"):
        assert client.post(reverse("new-leads", args=[workspace]), {"rhythm": COME}).status_code == 404
    assert not Bulletin.objects.exists()


def test_looking_and_nobody_signed_in_choose_nothing(client, world):
    path = reverse("new-leads", args=[world.workspace.pk])
    assert client.post(path, {"rhythm": COME})["Location"].startswith("/accounts/login/")
    client.force_login(world.owner)
    assert client.get(path).status_code == 405 and not Bulletin.objects.exists()


def test_who_works_in_two_workspaces_chooses_for_each(client, world):
    Membership.objects.create(user=world.owner, workspace=world.elsewhere, role=Membership.MEMBER)
    client.force_login(world.owner)
    answer = save(client, world.elsewhere, COME)
    assert selected(answer) == [DAILY, COME] and "Elsewhere Ltd" in answer.content.decode()


def test_an_account_without_a_workspace_or_an_address_has_no_such_choice(client, world, django_user_model):
    bare = django_user_model.objects.create_user("bare")
    Membership.objects.create(user=bare, workspace=world.workspace)
    for user in (bare, django_user_model.objects.create_user("lone", "lone@example.org", "x")):
        client.force_login(user)
        assert client.get(ACCOUNT).context["panels"] == []


def test_a_stop_by_the_link_is_shown_and_ended(client, world):
    save_path = "/mail/{}/stop"
    hand(world.launch, paris(2026, 5, 3, 7))
    look(paris(2026, 5, 3, 8))
    token = letters(world.owner)[0].token
    with clock.at(paris(2026, 5, 3, 9)):
        assert client.post(save_path.format(token)).status_code == 200
    client.force_login(world.owner)
    html = client.get(ACCOUNT).content.decode()
    assert "by the link in a letter." in html and "Start again" in html and "<select" not in html
    below = client.get(reverse("leads", args=[world.launch.pk])).content.decode()
    assert "You are not written to when people leave their address." in below
    answer = client.post(reverse("new-leads-again"), follow=True)
    assert "Letters about new sign-ups come again." in answer.content.decode()
    assert selected(answer) == [DAILY] and "<select" in answer.content.decode()
    assert not suppression.is_suppressed(bytes(world.owner.person.index), suppression.NEW_LEADS)


@pytest.mark.parametrize(
    ("how", "kind", "says"),
    [
        (choices.BY_MAIL, suppression.NEW_LEADS, "by a mail from you"),
        (choices.COMPLAINT, suppression.NEW_LEADS, "reported as unwanted"),
        ("", suppression.EVERYTHING, "Stopped on 3 May"),
        ("", suppression.BOUNCED, "a letter to your address came back"),
    ],
)
def test_why_nothing_comes_is_said(client, world, how, kind, says):
    with clock.at(paris(2026, 5, 3, 9)):
        suppression.add(bytes(world.owner.person.index), kind, how)
    client.force_login(world.owner)
    assert says in client.get(ACCOUNT).content.decode()


def test_the_page_of_choices_offers_it_to_who_works_somewhere(world, django_user_model):
    def topics(user):
        return {one.topic.key for one in choices.standing(user.person)}

    lone = django_user_model.objects.create_user("lone", "lone@example.org", "x")
    assert suppression.NEW_LEADS in topics(world.owner) and suppression.NEW_LEADS in topics(world.member)
    assert suppression.NEW_LEADS not in topics(lone)


def test_the_leads_page_says_how_one_is_told_and_leads_to_the_choice(client, world):
    client.force_login(world.owner)
    path = reverse("leads", args=[world.launch.pk])
    assert "You are written to once a day" in client.get(path).content.decode()
    hand(world.launch, clock.now())
    save(client, world.workspace, COME)
    html = client.get(path).content.decode()
    assert "You are written to when people leave their address." in html and "/account/#new-leads" in html


def test_who_left_gets_nothing_that_was_waiting(world):
    Membership.objects.filter(user=world.member).update(role=Membership.OWNER)
    hand(world.launch, paris(2026, 5, 3, 7), 2)
    look(paris(2026, 5, 3, 8))
    closing.close(world.owner)
    left, stayed = rows(world.owner)[0], rows(world.member)[0]
    assert (left.state, stayed.state) == (Outbox.SUPPRESSED, Outbox.WAITING)
    hand(world.launch, paris(2026, 5, 3, 9), 3)
    look(paris(2026, 5, 4, 8))
    assert fresh(world.member) == [2, 3] and len(rows()) == 3


def test_who_is_erased_has_no_bulletin_and_no_letter(world):
    hand(world.launch, paris(2026, 5, 3, 7), 2)
    look(paris(2026, 5, 3, 8))
    erasure.erase(world.owner.person_id, "asked")
    assert not Bulletin.objects.filter(membership__workspace=world.workspace).exists()
    assert {(row.person_id, row.params) for row in rows()} == {("", "{}")}
    assert not Workspace.objects.filter(pk=world.workspace.pk).exists()


def test_a_person_moves_and_their_stop_moves_along(world):
    from smartbooth.people import store, vault
    from smartbooth.people.address import Address

    choices.stop(world.owner.person, suppression.NEW_LEADS, choices.BY_LINK)
    with store.both():
        vault.correct(world.owner.person, Address.parse("olive@example.net"))
    hand(world.launch, paris(2026, 5, 3, 7), 2)
    look(paris(2026, 5, 3, 8) + timedelta(seconds=1))
    assert rows() == []
