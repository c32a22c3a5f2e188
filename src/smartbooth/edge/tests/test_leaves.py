"""What stands beside a launch's page: served from memory, not again to who has it, counted nowhere."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.edge import leaves
from smartbooth.edge.load import Loader
from smartbooth.edge.names import Names
from smartbooth.edge.table import Table
from smartbooth.edge.tests.conftest import HOST, body, launch
from smartbooth.edge.tests.test_load import publish, raise_edition
from smartbooth.launches.models import Launch, Leaf

MADE = datetime(2026, 5, 3, 8, 30, 12, 345678, tzinfo=UTC)
AT = "Sun, 03 May 2026 08:30:12 GMT"
TAG = f'W/"{"d" * 32}"'
HEADERS = [["content-type", "application/atom+xml; charset=utf-8"], ["cache-control", "public, max-age=600"]]


@pytest.fixture
def beside(edge):
    made = [launch(), launch(launch="launch2", host="pages.localhost", root="/borealis/")]
    for one in made:
        for path in (b"updates/", b"updates.atom"):
            one.leaves[path] = leaves.leaf(HEADERS, body("leaf"), "d" * 64, MADE)
    edge.router.swap(Table(made))


@pytest.mark.parametrize("root", ["/", "/borealis/"])
def test_it_is_served_with_its_headers_and_nobody_is_counted(ask, beside, root):
    reply = ask(f"{root}updates.atom?from=mail", host=HOST if root == "/" else "pages.localhost")
    assert reply.status == 200 and b"<title>leaf" in reply.body
    assert reply.headers["content-type"].startswith("application/atom+xml")
    assert reply.headers["cache-control"] == "public, max-age=600"
    assert (reply.headers["etag"], reply.headers["last-modified"]) == (TAG, AT)
    assert reply.headers["vary"] == "accept-encoding"
    assert not reply.cookies and not ask.events


def test_in_the_coding_that_is_asked_for(ask, beside):
    reply = ask("/updates/", accept_encoding="gzip, br")
    assert reply.headers["content-encoding"] == "br"
    assert reply.headers["etag"] == TAG
    assert ask("/updates/", method="HEAD").headers["content-length"] == str(len(ask("/updates/").body))


@pytest.mark.parametrize(
    "sent",
    [
        {"if_none_match": TAG}, {"if_none_match": f'"x", "{"d" * 32}"'}, {"if_none_match": "*"},
        {"if_modified_since": AT}, {"if_modified_since": "Mon, 04 May 2026 00:00:00 GMT"},
    ],
)  # fmt: skip
def test_who_has_it_is_told_so(ask, beside, sent):
    reply = ask("/updates.atom", **sent)
    assert (reply.status, reply.body) == (304, b"")
    assert (reply.headers["etag"], reply.headers["last-modified"]) == (TAG, AT)
    assert reply.headers["cache-control"] == "public, max-age=600"


@pytest.mark.parametrize(
    "sent",
    [
        {"if_none_match": '"other"'}, {"if_none_match": '"other"', "if_modified_since": AT},
        {"if_modified_since": "Sat, 02 May 2026 00:00:00 GMT"}, {"if_modified_since": "yesterday"},
        {"if_modified_since": ""}, {"if_none_match": ""}, {"if_none_match": "d" * 32},
    ],
)  # fmt: skip
def test_who_has_another_gets_this_one(ask, beside, sent):
    assert ask("/updates.atom", **sent).status == 200


def test_neighbouring_addresses(ask, beside):
    slash = ask("/updates")
    assert (slash.status, slash.headers["location"]) == (308, "/updates/")
    assert ask("/borealis/updates", host="pages.localhost").headers["location"] == "/borealis/updates/"
    assert ask("/updates/%66irst/").status == 404
    assert ask("/%75pdates/").status == 200
    assert ask("/updates/", method="POST").status == 405


def stored(world, path="updates/", text="one", headers=HEADERS, **more):
    made = body(text)
    with everywhere():
        Leaf.objects.update_or_create(
            launch=world.launch, path=path,
            defaults={
                "workspace": world.workspace, "headers": headers, "digest": text * 30, "made_at": clock.now(),
                "pictures": {"p.jpg": "image/jpeg"},
                "body": made.identity, "br": made.br, "gzip": made.gzip, "zstd": made.zstd, **more,
            },
        )  # fmt: skip
        launch_row = Launch.objects.get(pk=world.launch.pk)
        Launch.objects.filter(pk=launch_row.pk).update(annex=launch_row.annex + 1)
    raise_edition()


def test_leaves_are_loaded_when_their_number_is_raised(world):
    loader = Loader(Names())
    publish(world)
    loader.look()
    stored(world)
    first = loader.look().launches[world.launch.pk]
    assert b"one" in first.leaves[b"updates/"].answers[b"identity"].body
    assert first.pictures[b"p.jpg"] == b"image/jpeg"
    stored(world, text="two")
    assert b"two" in loader.look().launches[world.launch.pk].leaves[b"updates/"].answers[b"identity"].body
    raise_edition()
    assert loader.look().launches[world.launch.pk] is loader.look().launches[world.launch.pk]
    publish(world, number=2)
    assert b"updates/" in loader.look().launches[world.launch.pk].leaves


def test_a_leaf_that_is_not_whole_is_left_out_and_said(world, caplog):
    publish(world)
    stored(world, headers=[["bad\nname", "x"]])
    stored(world, path="updates.atom")
    with caplog.at_level(logging.ERROR):
        served = Loader(Names()).look().launches[world.launch.pk]
    assert set(served.leaves) == {b"updates.atom"} and "is not whole" in caplog.text


def test_a_date_is_compared_in_whole_seconds():
    made = leaves.leaf(HEADERS, body("leaf"), "d" * 64, MADE + timedelta(milliseconds=1))
    assert made.modified == int(MADE.timestamp())
