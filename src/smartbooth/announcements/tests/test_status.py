"""The public page: one honest sentence, what is under way, planned and past, and never what is one account's affair."""

import os
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from smartbooth.announcements import bar, status
from smartbooth.core import clock
from smartbooth.mail.models import Outbox

pytestmark = pytest.mark.django_db


def sentence(language="en"):
    return status.sentence(status.look(), language)


def page(client, language="en", path="/status/"):
    answer = client.get(path, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


# --- the sentence ------------------------------------------------------------------------------------------


def test_everything_works(well):
    assert sentence() == "Everything works"
    assert status.look().well


@pytest.mark.parametrize("silent", ["gone", "old"])
def test_without_a_worker_not_everything_works(settings, well, silent):
    well.unlink() if silent == "gone" else os.utime(well, (time.time() - 60,) * 2)
    assert sentence() == "Pages and this studio answer, but counting and mail are behind"
    assert not status.look().well


def test_what_does_not_work_comes_first(announce, well):
    announce("incident", starts=-1, ago=1, title_en="Letters are late", title_fr="Courrier en retard")
    well.unlink()
    assert sentence() == "Not everything works: Letters are late"
    assert "Courrier en retard" in sentence("fr")
    announce("incident", starts=-1, ago=1)
    assert sentence() == "2 things do not work"


def test_planned_work_is_named_when_it_is_near(announce, well):
    announce("outage", starts=30, until=31, ago=1)
    assert sentence() == "Everything works"
    announce("outage", starts=20, until=21, ago=1)
    assert sentence().startswith("Everything works. Planned work begins ")
    announce("outage", starts=-1, until=1, ago=2)
    assert sentence().startswith("Planned work is under way until ")


# --- what was announced --------------------------------------------------------------------------------------


def test_each_in_its_place(announce, well):
    planned = announce("outage", starts=3, until=4, ago=1)
    now = announce("outage", starts=-1, until=4, ago=2)
    over = announce("outage", starts=-4, until=-1, ago=5)
    broken = announce("incident", starts=-1, ago=1)
    mended = announce("incident", starts=-5, ago=5)
    announce("end", ends=mended, ago=4)
    early = announce("outage", starts=-4, until=4, ago=5)
    announce("end", ends=early, ago=1)
    off = announce("outage", starts=9, until=10, ago=5)
    announce("end", ends=off, ago=1)
    coming, changed = announce(starts=3, ago=1), announce(starts=-3, ago=5)
    found = status.look()
    places = {
        name: {one.announcement for one in getattr(found, name)} for name in ("planned", "under_way", "earlier")
    }
    assert places["planned"] == {planned, coming}
    assert places["under_way"] == {now, broken}
    assert places["earlier"] == {over, mended, early, off, changed}
    assert {one.announcement for one in found.earlier if one.called_off} == {off}


def test_a_year_is_shown_and_what_still_lasts(announce, well):
    year = 366 * 24
    broken, mended = announce("incident", starts=-year, ago=year), announce("incident", starts=-year, ago=year)
    announce("end", ends=mended, ago=year - 1)
    announce(ago=year)
    lately = announce(ago=year - 48)
    found = status.look()
    assert [one.announcement for one in found.under_way] == [broken]
    assert [one.announcement for one in found.earlier] == [lately]


def test_drafts_and_what_is_still_to_go_are_on_no_page(client, announce, well):
    draft, later = announce(title_en="A draft"), announce(title_en="Later", ago=-1)
    html = page(client)
    for one in (draft, later):
        assert one.title_en not in html
        assert client.get(reverse("status_one", args=[one.pk])).status_code == 404


def test_what_concerns_one_account_is_on_no_page_and_in_no_feed(client, world, announce, well):
    one = announce("suspension", workspace=world.workspace, ago=2, title_en="Secret matter")
    end = announce("end", ends=one, workspace=world.workspace, ago=1, title_en="Secret end")
    for path in ("/status/", "/status/feed.atom", "/status/feed.rss"):
        said = client.get(path).content.decode()
        assert "Secret" not in said and one.pk not in said
    for key in (one.pk, end.pk):
        assert client.get(f"/status/{key}/").status_code == 404
        assert client.get(f"/status/{key}.ics").status_code == 404
    client.force_login(world.owner)
    assert "Secret" not in client.get("/status/").content.decode()
    assert sentence() == "Everything works"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_speaks_its_readers_language(client, announce, well, language):
    announce(
        "outage", starts=3, until=4, ago=1, title_en="A pause", title_fr="Une pause", advice_en="x", advice_fr="y"
    )
    html = page(client, language)
    assert ("A pause" in html) == (language == "en")
    assert ("Une pause" in html) == (language == "fr")
    assert ("Tout fonctionne" in html) == (language == "fr")


def test_it_says_what_it_looked_at(client, well):
    assert "gave a sign of life 0 seconds ago" in page(client)
    well.unlink()
    assert "has never run here" in page(client)


def test_nobody_needs_an_account_and_nothing_is_kept(client, well):
    answer = client.get("/status/")
    assert set(answer.cookies) <= {"csrftoken"}, "of the form that switches the language"
    assert "no-store" in answer["Cache-Control"]
    assert client.post("/status/").status_code == 405


def test_an_end_leads_to_what_it_ended(client, announce, well):
    one = announce("incident", starts=-2, ago=2, title_en="Letters are late")
    end = announce("end", ends=one, ago=1, title_en="They are not")
    html = page(client, path=f"/status/{end.pk}/")
    assert "Letters are late" in html and "They are not" in html


def test_text_is_shown_as_text(client, announce, well):
    announce(ago=1, text_en="<script>alert(1)</script>", title_en="<b>")
    html = page(client)
    assert "<script>alert" not in html and "<b>" not in html


def test_ten_more_are_no_more_queries(client, announce, well, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    announce("end", ends=announce("incident", starts=-2, ago=2), ago=1)
    with CaptureQueriesContext(connection) as few:
        page(client)
    for _time in range(10):
        announce("end", ends=announce("incident", starts=-2, ago=2), ago=1)
    with django_assert_max_num_queries(len(few)):
        page(client)


# --- above the studio ----------------------------------------------------------------------------------------


def test_the_bar_says_what_does_not_work_and_what_soon_will_not(client, world, announce):
    announce("outage", starts=20, until=21, ago=1, title_en="A pause")
    announce("outage", starts=30, until=31, ago=1, title_en="Far away")
    announce("outage", starts=-5, until=-4, ago=9, title_en="Long over")
    announce("incident", starts=-1, ago=1, title_en="Letters are late")
    announce("end", ends=announce("incident", starts=-5, ago=5, title_en="Mended"), ago=1)
    announce("suspension", workspace=world.workspace, ago=1, title_en="Secret")
    texts = [line["text"] for line in bar.lines()]
    assert [text.partition(":")[0] for text in texts] == ["Does not work now", "A pause"]
    html = client.get("/").content.decode()
    assert "A pause" not in html, "for who is signed in"
    client.force_login(world.owner)
    html = client.get("/launches/").content.decode()
    assert html.count('class="service-bar"') == 2 and "A pause" in html and "Secret" not in html


def test_the_bar_asks_the_database_once_in_a_while(announce, django_assert_num_queries):
    announce("outage", starts=20, until=21, ago=1)
    with django_assert_num_queries(1):
        for _time in range(5):
            assert len(bar.lines()) == 1
    announce("outage", starts=20, until=21, ago=1)
    assert len(bar.lines()) == 1
    bar.forget()
    assert len(bar.lines()) == 2


def test_what_was_kept_is_still_asked_whether_it_is_time(announce, still):
    announce("outage", starts=24.002, until=25, ago=1)
    assert bar.lines() == []
    assert cache.get(bar.KEY)
    still(seconds=9)
    assert len(bar.lines()) == 1


def test_a_mail_server_that_takes_nothing_is_told(well):
    assert sentence() == "Everything works"
    Outbox.objects.create(
        message="welcome", person_id="somebody", language="en", params="{}", problem="The mail server does not answer",
        due_at=clock.now() + timedelta(seconds=15), created_at=clock.now(),
    )  # fmt: skip
    assert sentence() == "Everything works but mail: letters wait, and none is lost"
