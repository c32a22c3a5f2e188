"""Links to a test: who makes them, what they open, and what they open no more."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.experiments.given import links
from smartbooth.experiments.given.tests.scene import shown
from smartbooth.experiments.models import Round, Share
from smartbooth.experiments.tests.rounds import SHAPE, asked
from tests.world import launch

pytestmark = pytest.mark.django_db
OWNED = [
    ("test-report", ()), ("test-picture", ("svg",)), ("test-picture", ("png",)), ("test-data", ("csv",)),
    ("test-data", ("json",)), ("test-links", ()),
]  # fmt: skip
PARTS = [("", ""), ("picture.svg", "svg"), ("picture.png", "png"), ("data.csv", "csv"), ("data.json", "json")]


def address(world, name="test-links", *rest, number=1):
    return reverse(name, args=[world.launch.pk, number, *rest])


def made(owner, world) -> str:
    """The path of a link that was made by its button and copied from the page."""
    page = owner.post(address(world), follow=True).content.decode()
    return re.findall(r'value="http://[^/]+(/shared/[^"]+/)"', page)[0]


@pytest.mark.parametrize("name,rest", OWNED)
def test_a_stranger_and_nobody(client, world, name, rest):
    shown(world)
    assert client.get(address(world, name, *rest)).status_code == 302
    client.force_login(world.stranger)
    assert client.get(address(world, name, *rest)).status_code == 404
    client.force_login(world.member)
    assert client.get(address(world, name, *rest)).status_code == 200


def test_strangers_make_and_withdraw_none(client, world):
    round_ = shown(world)
    with within(world.workspace):
        one = links.make(round_, world.owner)
    client.force_login(world.stranger)
    assert client.post(address(world)).status_code == 404
    assert client.delete(address(world, "test-link", one.pk)).status_code == 404
    with everywhere():
        assert Share.objects.count() == 1


def test_made_listed_followed_and_withdrawn(owner, world):
    shown(world)
    path = made(owner, world)
    page = owner.get(address(world)).content.decode()
    assert "You made it on 4 Nov 2026, 13:20" in page
    anyone = Client()
    assert anyone.get(path).status_code == 200
    with everywhere():
        key = Share.objects.get().pk
    gone = owner.post(address(world, "test-link", key), {"_method": "DELETE"}, follow=True)
    assert "whoever follows it finds nothing there" in gone.content.decode()
    for part, _kind in PARTS:
        nothing = anyone.get(path + part)
        assert nothing.status_code == 404
        assert nothing["X-Robots-Tag"].startswith("noindex") and nothing["Referrer-Policy"] == "no-referrer"
        assert "This link shows nothing, or nothing any more." in nothing.content.decode()
        assert "/launches/" not in nothing.content.decode(), "a stranger has none here"
    assert owner.delete(address(world, "test-link", key)).status_code == 404
    assert owner.post(address(world, "test-link", key)).status_code == 405


def test_a_member_withdraws_what_the_owner_made_and_an_account_may_be_gone(owner, world):
    shown(world)
    path = made(owner, world)
    with everywhere():
        Share.objects.update(made_by=None)
        key = Share.objects.get().pk
    assert "Made on 4 Nov 2026, 13:20" in owner.get(address(world)).content.decode()
    assert owner.get(path).status_code == 200
    owner.force_login(world.member)
    assert owner.delete(address(world, "test-link", key)).status_code == 302
    assert owner.get(path).status_code == 404


def test_twenty_and_no_more(owner, world):
    round_ = shown(world)
    with within(world.workspace):
        for _ in range(links.MOST - 1):
            links.make(round_, world.owner)
    assert "Make another link" in owner.get(address(world)).content.decode()
    owner.post(address(world))
    page = owner.post(address(world), follow=True).content.decode()
    assert "at most 20 links" in page and "Make another link" not in page
    with everywhere():
        assert Share.objects.count() == links.MOST == 20


def test_a_link_opens_its_test_and_no_other(owner, world):
    first = shown(world)
    with within(world.workspace):
        first.ended_hour, first.ended_why, first.shown = first.begun_hour + 40, Round.CHOSEN, "b"
        first.save()
        other = launch(world.workspace, "Second lamp", "second")
    asked(other, SHAPE["keep"])
    path = made(owner, world)
    page = Client().get(path).content.decode()
    assert "Aurora · Test 1" in page and "Second lamp" not in page
    token = path.split("/")[2]
    for broken in (token[:-1], token + "x", "x", "a" * 2000, "WyJhIl0:1:x"):
        assert Client().get(f"/shared/{broken}/").status_code == 404
    with within(world.workspace):
        world.launch.delete()
    assert Client().get(path).status_code == 404


def test_a_signed_link_of_another_kind_opens_nothing(world):
    from django.core import signing

    round_ = shown(world)
    with within(world.workspace):
        one = links.make(round_, world.owner)
    for value, salt in ((one.pk, links.SALT), ([world.workspace.pk, one.pk], "another"), ({"a": 1}, links.SALT)):
        assert Client().get(reverse("shared-test", args=[signing.dumps(value, salt=salt)])).status_code == 404


def test_whose_page_it_is_stays_unsaid(owner, world):
    """Whoever has the link learns of the test, and of nobody and nothing else of the workspace."""
    shown(world, learned="Between us: the old headline was mine.")
    path = made(owner, world)
    for part, _kind in PARTS:
        answer = Client().get(path + part)
        said = answer.content.decode("utf-8", "replace") + repr(dict(answer.headers))
        assert answer.status_code == 200
        for secret in ("olive", "example.org", "Aurora SAS", "Between us", world.launch.pk):
            assert secret not in said.replace("support@example.org", ""), (part, secret)


def test_it_is_read_only_kept_nowhere_and_named_nowhere(owner, world):
    shown(world)
    path = made(owner, world)
    for part, _kind in PARTS:
        visitor = Client()
        answer = visitor.get(path + part)
        assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "no-referrer")
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert not answer.cookies and not visitor.cookies
        assert visitor.head(path + part).status_code == 200
        for method in ("post", "put", "delete", "patch"):
            assert getattr(visitor, method)(path + part).status_code == 405
    page = Client().get(path).content.decode()
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in page
    assert not re.search(r"<form|/launches/|/accounts/|https?://(?!www\.w3\.org)", page)


def test_whoever_is_signed_in_elsewhere_sees_the_same(client, owner, world):
    shown(world)
    path = made(owner, world)
    stranger = Client()
    stranger.force_login(world.stranger)
    nonce = re.compile(r'nonce="[^"]*"')
    assert nonce.sub("", stranger.get(path).content.decode()) == nonce.sub("", Client().get(path).content.decode())


def test_an_open_test_is_shown_as_it_stands(owner, world):
    round_ = shown(world, "keep")
    path = made(owner, world)
    assert "Keep collecting" in Client().get(path).content.decode()
    with within(world.workspace):
        Round.objects.filter(pk=round_.pk).update(verdict="winner", best="b", reached_at=round_.looked_at)
    assert "B wins" in Client().get(path).content.decode()


def test_more_links_no_more_queries(owner, world, django_assert_num_queries):
    round_ = shown(world)
    owner.get(address(world))  # what is announced is remembered for a while
    for wanted in (1, 11):
        with within(world.workspace):
            while Share.objects.count() < wanted:
                links.make(round_, world.owner)
        with django_assert_num_queries(6):  # session, user, workspace, the test, its links, whether it is live
            assert owner.get(address(world)).status_code == 200


def test_a_visit_by_link_takes_four_queries(world, django_assert_num_queries):
    round_ = shown(world)
    with within(world.workspace):
        path = links.path(links.make(round_, world.owner))
    with django_assert_num_queries(4):  # the link with its test, versions, counts, split
        assert Client().get(path).status_code == 200
