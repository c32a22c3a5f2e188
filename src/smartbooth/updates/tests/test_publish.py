"""An update goes out at once, is corrected, comes back; the page leads to it as long as there is one."""

from datetime import UTC, datetime, timedelta

import pytest

from smartbooth.core import clock
from smartbooth.launches import documents, editing, removal
from smartbooth.launches.models import Launch, Leaf, Publication, Variant
from smartbooth.launches.publish import unpublish
from smartbooth.launches.tests.pages import form, hero, put
from smartbooth.updates import publish
from smartbooth.updates.models import Ping, Update

DAY = datetime(2026, 5, 3, 8, 30, tzinfo=UTC)


def test_it_is_read_on_the_launchs_own_host(aurora):
    assert aurora.ask("updates/").head.status == 404 and "updates" not in aurora.read()
    with clock.at(DAY):
        aurora.write()
    page, own = aurora.read("updates/"), aurora.read("updates/we-moved-the-date/")
    for text in (page, own):
        assert "We moved the date" in text and "<p>By a week.</p>" in text and "3 May 2026" in text
        assert '<html lang="en">' in text and "<script" not in text and "seen.gif" not in text
    assert '<a href="/updates/">Updates</a>' in aurora.read()
    assert '<link rel="alternate" type="application/atom+xml"' in aurora.read()
    assert aurora.ask("updates/").cookie == b"" and aurora.witness.lines[-1].split(b"\t")[1] == b"served"


def test_a_draft_is_nobodys(aurora):
    aurora.write(out=False)
    assert aurora.ask("updates/").head.status == 404
    assert not Leaf.objects.exists() and Publication.objects.count() == 1


def test_newest_first(aurora):
    for number, title in enumerate(("One", "Two", "Three")):
        with clock.at(DAY + timedelta(hours=number)):
            aurora.write(title)
    page = aurora.read("updates/")
    assert page.index("Three") < page.index("Two") < page.index("One")


def test_a_correction_is_read_at_the_same_address(aurora):
    update = aurora.write()
    publications = Publication.objects.count()
    update.title, update.text = "We moved the date twice", "<p>By two weeks.</p>"
    publish.save(update)
    assert "By two weeks" in aurora.read("updates/we-moved-the-date/") and "twice" in aurora.read("updates/")
    assert Publication.objects.count() == publications


def test_what_is_withdrawn_is_gone_and_the_feed_still_answers(aurora):
    update = aurora.write()
    publish.withdraw(update)
    assert aurora.ask("updates/we-moved-the-date/").head.status == 404
    assert "There is no update at the moment" in aurora.read("updates/")
    assert "<entry>" not in aurora.read("updates.atom")
    assert "updates" not in aurora.read()
    before = Publication.objects.count()
    publish.withdraw(update)
    assert Publication.objects.count() == before
    with clock.at(clock.now() + timedelta(days=1)):
        publish.publish(update)
    assert "By a week" in aurora.read("updates/we-moved-the-date/") and "/updates/" in aurora.read()
    assert update.withdrawn_at is None and update.published_at > clock.now()


def test_addresses_are_made_of_titles_and_stay(aurora):
    made = [aurora.write(title) for title in ("Éte à Noël !", "Été à Noël", "日本語", "!!", "x" * 120)]
    assert [update.slug for update in made] == ["ete-a-noel", "ete-a-noel-2", "update", "update-2", "x" * 50]
    for update in made:
        assert aurora.ask(update.path).head.status == 200
    made[0].title = "Another"
    publish.save(made[0])
    assert made[0].slug == "ete-a-noel"


def test_before_the_page_is_live_it_waits_for_it(place):
    place.write()
    assert not Leaf.objects.exists()
    place.go_live()
    assert "By a week" in place.read("updates/") and "/updates/" in place.read()


def test_with_the_launch_it_goes_and_comes_back(aurora):
    aurora.write()
    unpublish(aurora.launch)
    aurora.router.swap(aurora.loader.look())
    assert not aurora.router.table.launches
    aurora.go_live()
    assert "By a week" in aurora.read("updates/")


def test_a_new_look_and_a_new_address_reach_it(aurora):
    aurora.write()
    feed_id = aurora.read("updates.atom").partition("<id>")[2].partition("</id>")[0]
    unpublish(aurora.launch)
    put(aurora.world.launch, hero(), form())
    Launch.objects.filter(pk=aurora.launch.pk).update(address=Launch.PATH, slug="elsewhere")
    aurora.go_live()
    assert 'href="/elsewhere/updates.atom"' in aurora.read("updates/we-moved-the-date/")
    feed = aurora.read("updates.atom")
    assert f"<id>{feed_id}</id>" in feed and "/elsewhere/updates/we-moved-the-date/" in feed


def test_a_theme_goes_live_with_the_page_not_with_an_update(aurora):
    for variant in Variant.objects.filter(launch=aurora.world.launch):
        page = documents.with_theme(variant.document, {**variant.document["theme"], "background": "#123456"})
        editing.save(variant, page, "Theme", None)
    aurora.write()
    assert "#123456" not in aurora.read("updates/")
    aurora.go_live()
    assert "#123456" in aurora.read("updates/") and "#123456" in aurora.read("updates/we-moved-the-date/")


def test_no_more_than_memory_has_room_for(aurora, settings):
    settings.UPDATES_PER_LAUNCH = 2
    aurora.write("One")
    two = aurora.write("Two")
    with pytest.raises(publish.Full):
        aurora.write("Three")
    publish.publish(two)  # it is out: no more than before
    publish.withdraw(two)
    aurora.write("Three")


def test_it_ends_with_its_launch(aurora, settings):
    settings.WEBSUB_HUB = "https://hub.example.org/"
    aurora.write()
    assert Ping.objects.count() == 2
    removal.remove(aurora.launch)
    assert not Update.objects.exists() and not Leaf.objects.exists() and not Ping.objects.exists()


def test_whose_account_is_gone_leaves_it_to_the_team(aurora):
    update = aurora.write()
    aurora.world.owner.delete()
    update.refresh_from_db()
    assert update.made_by is None and update.published
