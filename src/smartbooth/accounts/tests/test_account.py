from smartbooth.accounts.models import User, Workspace
from tests.world import PASSWORD

ACCOUNT = "/account/"


def test_needs_a_sign_in(client, db):
    assert client.get(ACCOUNT)["Location"] == "/accounts/login/?next=/account/"


def test_the_owner_changes_the_name(client, world):
    client.force_login(world.owner)
    answer = client.post(ACCOUNT, {"name": " Aurora  & Cie "}, follow=True)
    assert Workspace.objects.get(pk=world.workspace.pk).name == "Aurora & Cie"
    assert "Visitors now read “Aurora &amp; Cie” under your forms." in answer.content.decode()


def test_a_name_that_deceives_is_refused_and_the_page_keeps_the_old_one(client, world):
    client.force_login(world.owner)
    answer = client.post(ACCOUNT, {"name": "Aurora\u202e"})
    assert answer.status_code == 422
    assert Workspace.objects.get(pk=world.workspace.pk).name == "Aurora SAS"
    assert "Visitors know you as Aurora SAS" in answer.content.decode()


def test_a_member_reads_and_does_not_change(client, world):
    client.force_login(world.member)
    assert "Only the owner changes the name." in client.get(ACCOUNT).content.decode()
    assert client.post(ACCOUNT, {"name": "Mine"}).status_code == 403
    assert Workspace.objects.get(pk=world.workspace.pk).name == "Aurora SAS"


def test_a_stranger_sees_nobody_of_it(client, world):
    client.force_login(world.stranger)
    html = client.get(ACCOUNT).content.decode()
    assert "Elsewhere Ltd" in html
    assert "Aurora" not in html and "olive" not in html and "marcel" not in html


def test_an_account_without_a_workspace_still_has_its_page(client, db, django_user_model):
    client.force_login(django_user_model.objects.create_user("lone", "lone@example.org", "x"))
    assert client.get(ACCOUNT).status_code == 200
    assert client.post(ACCOUNT, {"name": "Mine"}).status_code == 403


def test_more_members_no_more_queries(client, world, django_assert_num_queries, django_user_model):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(world.owner)
    client.get(ACCOUNT)
    with CaptureQueriesContext(connection) as few:
        client.get(ACCOUNT)
    for n in range(10):
        world.workspace.members.add(django_user_model.objects.create_user(f"m{n}", f"m{n}@example.org", "x"))
    with django_assert_num_queries(len(few)):
        client.get(ACCOUNT)


def test_an_operator_without_a_workspace_begins_at_their_desk(client, db):
    User.objects.create_user("boss", "boss@example.org", PASSWORD, is_staff=True)
    answer = client.post("/accounts/login/", {"login": "boss", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/outbox/")
    assert client.get("/")["Location"] == "/outbox/"
