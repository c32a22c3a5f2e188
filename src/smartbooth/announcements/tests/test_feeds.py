"""Feeds of what was announced, and planned outages for one's calendar."""

import pytest
from django.urls import reverse

from smartbooth.announcements import ics
from smartbooth.announcements.models import Announcement
from smartbooth.core.tests.feedcheck import problems
from smartbooth.mail.links import absolute

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["atom", "rss"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_a_feed(client, announce, kind, language):
    one = announce(
        "outage", starts=3, until=4, ago=2, title_en="A & pause", title_fr="Une & pause", text_en="One.\n\nTwo <b>.",
        text_fr="Un.\n\nDeux <b>.",
    )  # fmt: skip
    announce("end", ends=one, ago=1)
    answer = client.get(f"/status/feed.{kind}?language={language}", headers={"accept-language": "fr"})
    said = answer.content.decode()
    assert problems(answer.content, kind, absolute(f"/status/feed.{kind}?language={language}")) == []
    assert ("A &amp; pause" in said) == (language == "en")
    assert said.count(f"/status/{one.pk}/") >= 1
    assert answer["Content-Type"].startswith(f"application/{kind}+xml")
    again = client.get(answer.wsgi_request.get_full_path(), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_nothing_announced_is_a_feed_too(client, kind):
    answer = client.get(f"/status/feed.{kind}?language=xx")
    assert answer.status_code == 200
    assert problems(answer.content, kind, absolute(f"/status/feed.{kind}?language=en")) == []


def test_the_page_names_its_feeds(client, well):
    html = client.get("/status/").content.decode()
    assert html.count('rel="alternate"') == 2


def test_into_a_calendar(client, announce, still, settings):
    settings.BRAND = "Booth, Inc."
    one = announce(
        "outage", starts=10, until=12, ago=1, title_en="A pause; short", text_en="One,\ntwo " + "é" * 100
    )  # fmt: skip
    answer = client.get(reverse("status_calendar", args=[one.pk]))
    assert answer["Content-Type"] == ics.TYPE
    lines = answer.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert lines[0] == b"BEGIN:VCALENDAR" and answer.content.endswith(b"END:VCALENDAR\r\n")
    whole = answer.content.replace(b"\r\n ", b"").decode()
    assert r"SUMMARY:Booth\, Inc.: A pause\; short" in whole
    assert r"DESCRIPTION:One\,\ntwo " + "é" * 100 in whole
    assert "DTSTART:20260914T210000Z" in whole and "DTEND:20260914T230000Z" in whole
    assert f"UID:{one.pk}@" in whole and "STATUS:CONFIRMED" in whole and "SEQUENCE:0" in whole
    announce("end", ends=one, ago=0)
    again = client.get(reverse("status_calendar", args=[one.pk])).content.decode()
    assert "STATUS:CANCELLED" in again and "SEQUENCE:1" in again


@pytest.mark.parametrize("kind", ["incident", "change"])
def test_only_what_has_its_moments_goes_into_one(client, announce, kind):
    one = announce(kind, starts=-1, ago=1)
    assert client.get(reverse("status_calendar", args=[one.pk])).status_code == 404


def test_looking_changes_nothing(client, announce, well):
    one = announce("outage", starts=10, until=12, ago=1)
    before = list(Announcement.objects.values())
    for path in ("/status/", f"/status/{one.pk}/", f"/status/{one.pk}.ics", "/status/feed.atom"):
        client.get(path)
        client.head(path)
    assert list(Announcement.objects.values()) == before
