import gzip
from datetime import timedelta

import brotli
import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError

from smartbooth.accounts.tenancy import ScopeError, within
from smartbooth.core import clock
from smartbooth.launches.blocks import KINDS
from smartbooth.launches.models import Artifact, Edition, Launch, Publication, Variant
from smartbooth.launches.publish import PublishError, family, pending_changes, problems, publish, unpublish
from smartbooth.launches.publish import verbs as verbs_module
from smartbooth.launches.samples import sample
from smartbooth.launches.starters import STARTERS
from smartbooth.launches.tests.pages import button, document, form, hero, put
from tests.world import launch as make_launch


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def launch(world):
    put(world.launch)
    with within(world.workspace):
        yield world.launch


def edition():
    return Edition.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def test_the_manifest_holds_all_the_edge_needs(world, launch):
    before = edition()
    published = publish(launch, world.owner)
    manifest = published.manifest
    assert edition() == before + 1
    assert (manifest["launch"], manifest["workspace"], manifest["number"]) == (launch.pk, world.workspace.pk, 1)
    assert (manifest["host"], manifest["root"]) == ("aurora.localhost", "/")
    assert [v["letter"] for v in manifest["variants"]] == ["a", "b"]
    for variant in manifest["variants"]:
        assert set(variant["pages"]) == {"", "thanks", "uncounted"}
        for made in variant["pages"].values():
            artifact = Artifact.objects.get(pk=made["digest"])
            body = bytes(artifact.body)
            assert brotli.decompress(bytes(artifact.br)) == gzip.decompress(bytes(artifact.gzip)) == body
            assert body.startswith(b"<!doctype html>")
            assert all(isinstance(value, str) for pair in made["headers"] for value in pair)
    for name, media in manifest["pictures"].items():
        assert default_storage.exists(f"pictures/{name}") and media.startswith("image/")
    page = bytes(Artifact.objects.get(pk=manifest["variants"][0]["pages"][""]["digest"]).body).decode()
    assert f'content="{launch.url}i/{manifest["card"]}"' in page


def test_publishing_again_replaces_and_keeps_the_record(world, launch):
    first = publish(launch, world.owner)
    put(launch, hero(headline="Another"), form())
    before = edition()
    second = publish(launch, world.member)
    assert edition() == before + 1
    first.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert first.ended_at and not second.ended_at
    assert "Another" in str(second.documents) and "Another" not in str(first.documents)
    assert Publication.objects.filter(launch=launch, ended_at=None).count() == 1


def test_unchanged_pages_share_their_bytes(world, launch):
    publish(launch, world.owner)
    count = Artifact.objects.count()
    publish(launch, world.owner)
    assert Artifact.objects.count() == count


def test_taking_down(world, launch):
    assert unpublish(launch) is False
    publish(launch, world.owner)
    before = edition()
    assert unpublish(launch) is True and unpublish(launch) is False
    assert edition() == before + 1
    assert not Publication.objects.filter(launch=launch, ended_at=None).exists()


@pytest.mark.parametrize(
    "goal, blocks, said",
    [
        ("lead", [hero(), button()], "no “"),
        ("click", [hero(), form()], "no button"),
        ("click", [hero(), button(url="#form"), form()], "no button"),
    ],
)
def test_a_page_that_cannot_reach_its_goal_stays_a_draft(world, launch, goal, blocks, said):
    launch.goal = goal
    put(launch, *blocks)
    before = edition()
    with pytest.raises(PublishError, match=said) as refused:
        publish(launch, world.owner)
    assert {problem.letter for problem in refused.value.problems} == {"a", "b"}
    assert edition() == before and not Publication.objects.exists()


def test_an_empty_page_and_a_block_that_no_longer_holds(world):
    with within(world.workspace):
        assert [p.text for p in problems(world.launch) if p.letter == "a"] == ["The page is empty."]
        put(world.launch)
        variant = Variant.objects.get(launch=world.launch, letter="b")
        broken = variant.current
        broken.document["blocks"][0]["data"]["headline"] = ""
        broken.save()
        (found,) = [p for p in problems(world.launch) if not p.warning]
        assert (found.letter, found.block, found.field) == ("b", "hero1", "headline")


def test_a_picture_that_is_gone(world, launch):
    put(launch, hero(picture="nothere123", alt="A train"), form())
    found = [p for p in problems(launch) if not p.warning]
    assert {(p.letter, p.block, p.field) for p in found} == {("a", "hero1", "picture"), ("b", "hero1", "picture")}


def test_warnings_forbid_nothing(world, launch):
    with within(launch.workspace):
        from smartbooth.launches import editing

        for variant in Variant.objects.filter(launch=launch):
            pale = document(theme={"text": "#cccccc", "background": "#ffffff"})
            editing.save(variant, pale, "", None)
    found = problems(launch)
    assert found and all(problem.warning for problem in found)
    assert any("contrast" in problem.text for problem in found)
    assert any("same page" in problem.text for problem in found)
    assert publish(launch, world.owner).number == 1


def test_no_variant_takes_visitors(world, launch):
    Variant.objects.update(weight=0)
    assert "give at least one" in str(problems(launch)[0].text)
    Variant.objects.update(retired_at=clock.now())
    assert "no version" in str(problems(launch)[0].text)


def test_a_retired_variant_keeps_the_page_its_visitors_know(world, launch):
    publish(launch, world.owner)
    variant = Variant.objects.get(launch=launch, letter="b")
    known = Publication.objects.get(launch=launch).documents["b"]
    put(launch, hero(headline="Never published"), form(), letters="b")
    variant.retired_at = clock.now()
    variant.save(update_fields=["retired_at"])
    second = publish(launch, world.owner)
    described = {v["letter"]: v for v in second.manifest["variants"]}
    assert described["b"]["retired"] and second.documents["b"] == known
    with clock.at(clock.now() + timedelta(days=396)):
        third = publish(launch, world.owner)
    assert [v["letter"] for v in third.manifest["variants"]] == ["a"]


def test_all_or_nothing(world, launch, monkeypatch):
    publish(launch, world.owner)
    before = edition()
    put(launch, hero(headline="Another"), form())

    def fail():
        raise OSError("disk full")

    monkeypatch.setattr(verbs_module, "raise_edition", fail)
    with pytest.raises(OSError):
        publish(launch, world.owner)
    assert edition() == before
    live = Publication.objects.get(launch=launch, ended_at=None)
    assert live.number == 1


def test_an_address_that_is_still_live_elsewhere(world, launch):
    publish(launch, world.owner)
    launch.slug = "aurora-two"
    launch.save()
    with within(world.elsewhere):
        Launch.objects.filter(pk=world.theirs.pk).update(slug="aurora")
        theirs = Launch.objects.get(pk=world.theirs.pk)
        put(theirs)
        with pytest.raises(PublishError, match="still live"):
            publish(theirs, world.stranger)
    publish(launch, world.owner)
    with within(world.elsewhere):
        assert publish(theirs, world.stranger).manifest["host"] == "aurora.localhost"


def test_the_database_too_keeps_two_pages_from_one_address(world, launch):
    first = publish(launch, world.owner)
    with within(world.elsewhere), pytest.raises(IntegrityError):
        Publication.objects.create(
            workspace=world.elsewhere, launch=world.theirs, number=1, manifest={}, documents={},
            host=first.host, root=first.root,
        )  # fmt: skip


def test_nothing_without_a_workspace(world):
    put(world.launch)
    with pytest.raises(ScopeError):
        publish(world.launch, world.owner)


def body(publication, path=""):
    return bytes(
        Artifact.objects.get(pk=publication.manifest["variants"][0]["pages"][path]["digest"]).body
    ).decode()


def test_a_family_names_its_live_members(world, launch):
    french = make_launch(world.workspace, "Aurore", "aurore", language="fr", family="f1")
    launch.family = "f1"
    launch.save()
    put(french)
    assert "hreflang" not in body(publish(launch, world.owner))
    own = publish(french, world.owner)
    live = Publication.objects.get(launch=launch, ended_at=None)
    assert live.number == 2
    for page in (body(live), body(own)):
        assert f'hreflang="en" href="{launch.url}"' in page
        assert f'hreflang="fr" href="{french.url}"' in page
        assert f'hreflang="x-default" href="{launch.url}"' in page
    unpublish(french)
    assert "hreflang" not in body(Publication.objects.get(launch=launch, ended_at=None))


def meanwhile(monkeypatch, act):
    """Call `act` once, while the next publication's pages are made."""
    real, acts = family.refreshed, [act]

    def refreshed(*args, **more):
        made = real(*args, **more)
        if acts:
            acts.pop()()
        return made

    monkeypatch.setattr(family, "refreshed", refreshed)


def test_a_sibling_s_newer_page_is_not_put_back(world, launch, monkeypatch):
    """Two of a family are published, or taken down, at once: each makes the other's page anew from what it showed."""
    french = make_launch(world.workspace, "Aurore", "aurore", language="fr")
    put(french)
    publish(launch, world.owner)
    publish(french, world.owner)
    for one in (launch, french):  # neither names the other yet
        one.family = "f1"
        one.save()
    put(french, hero(headline="Neuf"), form())
    meanwhile(monkeypatch, lambda: publish(french, world.owner))
    own = publish(launch, world.owner)
    live = Publication.objects.get(launch=french, ended_at=None)
    assert "Neuf" in str(live.documents) and live.made_by == world.owner
    assert all("hreflang" in body(page) for page in (live, own))
    put(french, hero(headline="Plus neuf"), form())
    meanwhile(monkeypatch, lambda: publish(french, world.owner))
    unpublish(launch)
    live = Publication.objects.get(launch=french, ended_at=None)
    assert "Plus neuf" in str(live.documents) and "hreflang" not in body(live)


def test_a_sibling_that_comes_down_stays_down(world, launch, monkeypatch):
    french = make_launch(world.workspace, "Aurore", "aurore", language="fr")
    put(french)
    publish(french, world.owner)
    Launch.objects.filter(workspace=world.workspace).update(family="f1")
    launch.refresh_from_db()
    meanwhile(monkeypatch, lambda: unpublish(french))
    assert "hreflang" not in body(publish(launch, world.owner))
    assert not Publication.objects.filter(launch=french, ended_at=None).exists()


def test_what_is_pending(world, launch):
    assert pending_changes(launch) is None
    publish(launch, world.owner)
    assert not pending_changes(launch)
    put(launch, hero(headline="New"), form(), letters="b")
    Variant.objects.filter(letter="a").update(weight=3)
    launch.name = "Aurora Night"
    found = pending_changes(launch)
    assert found and set(found.variants) == {"b"} and set(found.settings) == {"name"}
    assert found.variants["b"].blocks["hero1"].fields == ("headline",)
    Variant.objects.filter(letter="b").update(retired_at=clock.now())  # waits for no publishing, nor do shares
    assert not pending_changes(launch).variants


def test_words_of_ours_are_told_until_they_are_the_owner_s(world, launch):
    """A quote by “Their name” and the address of a company that does not exist: not on a page that goes live unseen."""
    launch.template = "soon"
    ours = STARTERS["soon"].document(launch.language)
    quote = {"id": "quote1", "kind": "quote", "data": sample(KINDS["quote"], launch.language)}
    footer = next(block for block in ours["blocks"] if block["kind"] == "footer")
    put(launch, hero(), form(), quote, footer)
    (told,) = [p for p in problems(launch) if "example" in p.text]  # once, though both variants have them
    assert told.warning and (told.letter, told.block) == ("a", "quote1")
    assert told.text.endswith("Quote, Footer.")
    quote["data"] |= {"text": "I slept to Porto.", "name": "Ana Duarte"}
    footer["data"] |= {"contact": "Atelier Brume, 1 quai du Port, Porto"}
    put(launch, hero(), form(), quote, footer)
    assert not [p for p in problems(launch) if "example" in p.text]


def test_a_launch_says_since_when_it_has_its_address(world, launch):
    """So that the edge does not take a former launch's visitors, and where they came from, for its own."""
    start = clock.now()
    hour = int(start.timestamp()) // 3600
    with clock.at(start):
        assert publish(launch, world.owner).manifest["since"] == hour
    with clock.at(start + timedelta(hours=5)):
        unpublish(launch)
        assert publish(launch, world.owner).manifest["since"] == hour  # the same address: the same visitors
        unpublish(launch)
        Launch.objects.filter(pk=launch.pk).update(slug="elsewhere")
        launch.refresh_from_db()
        assert publish(launch, world.owner).manifest["since"] == hour + 5
