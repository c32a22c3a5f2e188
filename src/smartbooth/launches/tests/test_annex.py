"""What another room serves beside a page: made anew with the page, and by itself when only it changes."""

import brotli
import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.launches import compile
from smartbooth.launches.compile import Rendered, Rendering
from smartbooth.launches.models import Artifact, Edition, Launch, Leaf, Publication
from smartbooth.launches.promises import nothing_before_a_yes
from smartbooth.launches.publish import annex, pending_changes, publish, renew, unpublish
from smartbooth.launches.publish.annex import Annex
from smartbooth.launches.tests.pages import form, hero, put
from tests.world import launch as make


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def launch(world):
    put(world.launch)
    with within(world.workspace):
        yield Launch.objects.select_related("workspace").get(pk=world.launch.pk)


class Room:
    """A room that serves what it is told to."""

    def __init__(self):
        self.texts, self.pages = {}, []

    def __call__(self, launch, document, page):
        self.pages.append((document, page))
        leaves = {
            path: compile.leaf(
                document, page, Rendering(), body=f"<h1>{text}</h1>", css=".x{color:red}", title=text,
                description="", path=path,
            )
            for path, text in self.texts.items()
        }  # fmt: skip
        return Annex(leaves, follow=bool(leaves))


@pytest.fixture
def room(monkeypatch):
    made = Room()
    monkeypatch.setattr(annex, "_maker", [made])
    return made


def html(launch, letter="a", path=""):
    live = Publication.objects.get(launch=launch, ended_at=None)
    variant = next(one for one in live.manifest["variants"] if one["letter"] == letter)
    return bytes(Artifact.objects.get(pk=variant["pages"][path]["digest"]).body).decode()


def edition():
    return Edition.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def saving(room, **texts):
    def save():
        save.called += 1

    save.called = 0
    room.texts = {path.replace("_", "/"): text for path, text in texts.items()}
    return save


def test_a_page_in_the_launchs_look(world, launch, room):
    room.texts = {"updates/": "Moved"}
    publish(launch, world.owner)
    leaf = Leaf.objects.get(launch=launch)
    body = bytes(leaf.body).decode()
    assert brotli.decompress(bytes(leaf.br)).decode() == body
    assert "<h1>Moved</h1>" in body and ".x{color:red}" in body and "--paper:" in body
    assert f'<link rel="canonical" href="{launch.url}updates/">' in body and "seen.gif" not in body
    policy = dict(leaf.headers)["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "script-src" not in policy


def test_the_page_leads_there_as_long_as_there_is_something(world, launch, room):
    publish(launch, world.owner)
    assert "updates" not in html(launch)
    before, numbered = edition(), Publication.objects.count()
    save = saving(room, updates_="Moved")
    renew(launch, room, save)
    assert save.called == 1 and edition() == before + 1 and Publication.objects.count() == numbered + 1
    for letter in "ab":
        page = html(launch, letter)
        assert '<link rel="alternate" type="application/atom+xml"' in page and 'href="/updates.rss"' in page
        assert '<a href="/updates/">Updates</a>' in page
        assert f"({letter})" in page
    assert "updates" not in html(launch, path="thanks")
    renew(launch, room, saving(room))
    assert "updates" not in html(launch) and not Leaf.objects.exists()


def test_the_page_is_left_alone_when_only_the_annex_changes(world, launch, room):
    room.texts = {"updates/": "Moved", "updates/a/": "A"}
    live = publish(launch, world.owner)
    kept = Leaf.objects.get(path="updates/a/").pk
    renew(launch, room, saving(room, updates_="Moved again", updates_a_="A"))
    assert Publication.objects.get(ended_at=None) == live
    assert b"Moved again" in bytes(Leaf.objects.get(path="updates/").body)
    assert Leaf.objects.get(path="updates/a/").pk == kept


def test_it_keeps_to_what_was_published(world, launch, room):
    """Neither the draft of the page nor its settings go live with an update."""
    publish(launch, world.owner)
    put(launch, hero(headline="A draft"), form())
    Launch.objects.filter(pk=launch.pk).update(name="Another name", google_tag="AW-123456789")
    renew(Launch.objects.select_related("workspace").get(pk=launch.pk), room, saving(room, updates_="Moved"))
    document, page = room.pages[-1]
    assert page.name == "Aurora" and "A draft" not in str(document)
    assert "A draft" not in html(launch) and "Another name" not in html(launch)
    live = Publication.objects.get(ended_at=None)
    assert (live.manifest["name"], live.manifest["google_tag"], live.manifest["follow"]) == ("Aurora", "", True)
    assert pending_changes(Launch.objects.get(pk=launch.pk)).settings == ("name", "google_tag")


@pytest.mark.parametrize("address", [Launch.HOST, Launch.PATH])
def test_addresses(world, launch, room, address):
    launch.address = address
    launch.save(update_fields=["address"])
    publish(launch, world.owner)
    renew(launch, room, saving(room, updates_="Moved"))
    assert f'href="{launch.root}updates.atom"' in html(launch)
    assert f'href="{launch.url}updates/"' in bytes(Leaf.objects.get().body).decode()


def test_an_installation_that_moved_serves_it_all_the_same(world, launch, room, settings):
    publish(launch, world.owner)
    settings.PAGES_DOMAIN = "example.org"
    renew(launch, room, saving(room, updates_="Moved"))
    assert Leaf.objects.exists() and "updates" not in html(launch)


def test_while_nothing_is_live_it_is_only_saved(world, launch, room):
    save = saving(room, updates_="Moved")
    renew(launch, room, save)
    assert save.called == 1 and not Leaf.objects.exists() and edition() == 0
    publish(launch, world.owner)
    assert Leaf.objects.exists() and "/updates/" in html(launch)
    unpublish(launch)
    renew(launch, room, saving(room))
    publish(launch, world.owner)
    assert not Leaf.objects.exists()


def test_what_was_overtaken_is_made_anew(world, launch, room, monkeypatch):
    """Between reading and writing somebody else's update went out: neither is lost."""
    publish(launch, world.owner)

    def slow(*facts):
        if len(room.pages) < 3:
            Launch.objects.filter(pk=launch.pk).update(annex=100 + len(room.pages))
        return room(*facts)

    save = saving(room, updates_="Moved")
    renew(launch, slow, save)
    assert save.called == 1 and Leaf.objects.count() == 1 and len(room.pages) > 2
    monkeypatch.setattr(annex, "_maker", [slow])
    room.pages.clear()
    publish(launch, world.owner)
    assert len(room.pages) == 4 and Publication.objects.filter(ended_at=None).count() == 1


def test_nothing_happens_where_saving_fails(world, launch, room):
    publish(launch, world.owner)
    room.texts = {"updates/": "Moved"}

    def save():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        renew(launch, room, save)
    assert not Leaf.objects.exists() and "updates" not in html(launch)


def test_a_sister_in_another_language_keeps_its_own(world, launch, room):
    room.texts = {"updates/": "Moved"}
    publish(launch, world.owner)
    Launch.objects.filter(pk=launch.pk).update(family="f")
    sister = make(world.workspace, "Aurore", "aurore", letters="a", language="fr", family="f")
    put(sister, letters="a")
    room.texts = {}
    publish(Launch.objects.select_related("workspace").get(pk=sister.pk), world.owner)
    made = Publication.objects.get(launch=launch, ended_at=None)
    assert made.number == 2 and made.manifest["follow"] is True  # it names its sister now
    assert Leaf.objects.filter(launch=launch).exists()


@pytest.mark.sabotage("H1", "nothing_before_a_yes")
def test_what_loads_from_elsewhere_is_found_there_too(world, launch, room):
    room.texts = {"updates/": "Moved"}
    publish(launch, world.owner)
    assert nothing_before_a_yes().kept
    leaf = Leaf.objects.get()
    leaf.body = bytes(leaf.body) + b'<img src="https://tracker.example/x.gif">'
    leaf.save()
    assert not nothing_before_a_yes().kept


def test_what_is_sent_may_change_alone(world, launch, room):
    def given(value):
        return lambda *facts: Annex({"updates.atom": Rendered("<feed/>", [("link", value)], {})})

    publish(launch, world.owner)
    for value in ("<https://one.example/>", "<https://two.example/>"):
        renew(launch, given(value), lambda: None)
        assert Leaf.objects.get().headers == [["link", value]]
