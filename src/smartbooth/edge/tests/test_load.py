"""From the database to the table, and what holds when the database does not."""

import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.db.models import F
from django.utils import timezone

from smartbooth.accounts.tenancy import everywhere
from smartbooth.edge.load import Loader, Watch
from smartbooth.edge.names import Names
from smartbooth.edge.table import Table
from smartbooth.edge.tests.conftest import HOST, launch, manifest
from smartbooth.launches.models import Artifact, Edition, Publication
from smartbooth.tallies.models import Name


def publish(world, number=1, **changes):
    made = manifest(launch=world.launch.pk, workspace=world.workspace.pk, number=number, **changes)
    for variant in made["variants"]:
        for page in variant["pages"].values():
            page["digest"] += str(number)
            Artifact.objects.get_or_create(
                digest=page["digest"],
                defaults={"body": page["digest"].encode(), "br": b"", "gzip": b"", "zstd": b""},
            )
    with everywhere():
        Publication.objects.filter(launch=world.launch).update(ended_at=timezone.now())
        Publication.objects.create(
            workspace=world.workspace, launch=world.launch, number=number, manifest=made, documents={}
        )
    raise_edition()


def raise_edition():
    Edition.objects.get_or_create(pk=1)
    Edition.objects.filter(pk=1).update(number=F("number") + 1)


def found(table):
    place = table.find(HOST.encode(), b"/")
    return place and place[0].variants["a"].pages[b""][b"identity"].body


def test_a_publication_its_successor_and_its_end(world):
    loader = Loader(Names())
    empty = loader.look()
    assert empty.ready and found(empty) is None
    publish(world)
    first = loader.look()
    assert found(first) == b"a/1"
    assert loader.look() is first
    publish(world, number=2)
    second = loader.look()
    assert found(second) == b"a/2" and found(first) == b"a/1"
    with everywhere():
        Publication.objects.update(ended_at=timezone.now())
    raise_edition()
    assert found(loader.look()) is None


def test_only_what_is_new_is_read(world, django_assert_max_num_queries):
    loader = Loader(Names())
    publish(world)
    loader.look()
    with django_assert_max_num_queries(2):
        loader.look()


def test_a_broken_manifest_takes_no_other_launch_with_it(world, caplog):
    publish(world)
    with everywhere():
        Publication.objects.create(
            workspace=world.elsewhere, launch=world.theirs, number=1, manifest={"variants": []}, documents={}
        )
    raise_edition()
    assert found(Loader(Names()).look()) == b"a/1"
    assert "is not served" in caplog.text


def test_names_are_learnt_as_the_fold_admits_them(world, settings):
    settings.NAMES_PER_LAUNCH = 1
    names = Names()
    loader = Loader(names)
    publish(world)
    loader.look()
    with everywhere():
        Name.objects.create(workspace=world.workspace.pk, launch=world.launch.pk, kind="source", name="google")
    loader.look()
    assert names.admit(world.launch.pk, "source", "google") == "google"
    assert names.admit(world.launch.pk, "source", "x") == "other"


def test_without_the_database_pages_are_served_and_counted_and_its_return_is_seen(edge, ask, monkeypatch, caplog):
    from smartbooth.edge import load

    monkeypatch.setattr(load, "EVERY", 0.01)
    later = Table([launch(number=2)])
    answers = [Table([launch()]), *[OperationalError("gone")] * 20, later]

    def look(self):
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(Loader, "look", look)
    watch = Watch(edge.names, edge.router.swap)
    watch.start()
    try:
        while len(answers) > 10:
            time.sleep(0.01)
        page = ask()
        assert page.status == 200
        assert ask("/seen.gif", cookie=page.cookie).cookies
        assert ask.kinds == [("served", "-"), ("view", "first")]
        until = time.monotonic() + 10
        while edge.router.table is not later and time.monotonic() < until:
            time.sleep(0.01)
        assert edge.router.table is later
    finally:
        watch.stop()
    assert caplog.text.count("serving from memory") == 1


@pytest.fixture
def picture(edge, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    default_storage.save("pictures/abc.webp", ContentFile(b"picture"))
    edge.router.swap(
        Table([launch(pictures={"abc.webp": "image/webp", "gone.png": "image/png"}, card="abc.webp")])
    )


def test_pictures_come_from_storage_once_and_are_immutable(ask, picture, monkeypatch):
    first = ask("/i/abc.webp")
    assert (first.status, first.body, first.headers["content-type"]) == (200, b"picture", "image/webp")
    assert "immutable" in first.headers["cache-control"]
    default_storage.delete("pictures/abc.webp")
    assert ask("/card.png").body == b"picture"
    again = ask("/i/abc.webp", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert not ask.events


def test_a_picture_that_is_gone_or_unlisted_is_a_404(ask, picture):
    assert ask("/i/gone.png").status == 404
    assert ask("/i/other.png").status == 404


def test_kept_pictures_are_bounded(edge, ask, picture):
    edge.pictures._limit = 10
    default_storage.save("pictures/gone.png", ContentFile(b"other one"))
    ask("/i/abc.webp")
    ask("/i/gone.png")
    assert list(edge.pictures._kept) == [b"gone.png"] and edge.pictures._size <= 10


def test_nothing_published_stands_before_the_studio(settings):
    """A launch that was there before the studio moved to its host; new ones cannot take it (studio/addresses.py)."""
    settings.STUDIO_HOST = HOST
    assert Table([launch()]).find(HOST.encode(), b"/") is None
