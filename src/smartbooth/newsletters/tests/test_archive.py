"""The issues' pages and feeds, and the picture that counts."""

import re

import feedparser
import pytest
from django.core.cache import cache
from django.test import Client

from smartbooth.core import clock
from smartbooth.core.tests import feedcheck
from smartbooth.mail.letter import compose
from smartbooth.mail.links import absolute
from smartbooth.mail.models import Outbox
from smartbooth.newsletters import editing
from smartbooth.newsletters.models import Openings, Picture, Version
from smartbooth.newsletters.sending import states
from smartbooth.newsletters.tests.issues import begun, fed, written
from smartbooth.newsletters.tests.readers import many
from smartbooth.updates.models import Ping

pytestmark = pytest.mark.django_db
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{ 7|add:7 }}</mj-text><mj-raw><script>"
RICH = (
    '<p onclick="alert(1)">Hi<script>alert(1)</script> <a href="javascript:alert(1)">a</a>'
    '<a href="https://example.org/?a=1&amp;b=2" style="x">b</a><iframe src="//example.net"></iframe></p>'
    "<mj-image src='https://example.net/a.png'/><svg onload=alert(1)>]]>"
)


def hostile():
    item = {"title": HOSTILE, "text": HOSTILE, "url": "https://example.org/?q=%22%3E"}
    offer = {"name": HOSTILE[:60], "amount": "<b>€</b>", "per": HOSTILE[:40], "lines": [HOSTILE[:60]]}
    blocks = [
        ("text", {"title": HOSTILE, "body": RICH}),
        ("features", {"title": HOSTILE, "intro": HOSTILE, "numbered": "yes", "items": [item]}),
        ("button", {"text": HOSTILE[:60], "url": "https://example.org/a?b='<>", "note": HOSTILE}),
        ("quote", {"text": HOSTILE, "name": HOSTILE[:80], "role": HOSTILE}),
        ("price", {"title": HOSTILE, "note": HOSTILE, "items": [offer]}),
        ("image", {"picture": "nothing000", "alt": HOSTILE, "caption": HOSTILE}),
    ]
    return {
        "subject": HOSTILE, "summary": HOSTILE,
        "blocks": [{"id": f"block{n}", "kind": kind, "data": data} for n, (kind, data) in enumerate(blocks)],
    }  # fmt: skip


def put(issue, document):
    """As it would stand in the database, had it not come by our forms."""
    Version.objects.filter(issue=issue).update(sent=document, shown=document)


def runs(html):
    """What of it a browser or a reader would run or load."""
    bare = re.sub(r"(?:&lt;|&#).*?(?=<|$)", "", html)
    return re.findall(
        r"<(?:script|iframe|svg|mj-\w+)\b(?! type=\"module\" src=\"/static)|\son\w+=|javascript:", bare
    )


def test_what_runs_is_found():
    for html in ("<p>a</p><script>", '<a onclick="x">', '<a href="javascript:x">', "&lt;b&gt;<svg>", "<mj-raw>"):
        assert runs(html), html
    assert not runs("&lt;script&gt; onclick=x &lt;/script&gt;")


def test_hostile_words_are_words_everywhere(client):
    many(1)
    issue = fed(begun())
    put(issue, hostile())
    letter = compose(Outbox.objects.get(about=issue.pk))
    assert not runs(letter.html) and "<img" not in letter.html
    assert "{{ 7|add:7 }}" in letter.text and "javascript:" not in letter.text
    slug = Version.objects.get(issue=issue).slug
    page = client.get(f"/newsletter/{slug}/").content.decode()
    body = page[page.index('<article class="issue"') : page.index("</article>")]
    assert not runs(body) and "onerror=alert" not in re.sub(r"&lt;.*?&gt;", "", body)
    assert "<script>" not in client.get("/newsletter/").content.decode()
    for kind in ("atom", "rss"):
        response = client.get(f"/newsletter/en/feed.{kind}")
        read = feedparser.parse(response.content)
        assert not read.bozo and len(read.entries) == 1
        made = read.entries[0].content[0].value
        assert not runs(made)
        assert feedcheck.problems(response.content, kind, absolute(f"/newsletter/en/feed.{kind}"), "") == []


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.net/", "#form", "vbscript:x"]
)
def test_a_button_that_leads_astray_is_no_button(url):
    many(1)
    issue = fed(begun())
    button = {"id": "button", "kind": "button", "data": {"text": "Press", "url": url, "note": ""}}
    put(issue, {"subject": "x", "summary": "", "blocks": [button]})
    letter = compose(Outbox.objects.get(about=issue.pk))
    assert "Press" not in letter.html and "Press" not in letter.text and url not in letter.html


def test_an_issue_has_its_page_only_once_it_went_out(client):
    issue = written(subject="Drawers")
    assert client.get("/newsletter/drawers/").status_code == 404
    issue = begun(subject="Drawers", also=("fr",))
    page = client.get("/newsletter/drawers/").content.decode()
    canonical = f'<link rel="canonical" href="{absolute("/newsletter/drawers/")}">'
    assert canonical in page and "noindex" not in page and "<script type" in page
    assert f'hreflang="fr" href="{absolute("/newsletter/drawers-fr/")}"' in page
    french = client.get("/newsletter/drawers-fr/").content.decode()
    assert '<html lang="fr"' in french and "Tous les numéros" in french
    assert issue.begun


def test_two_issues_of_one_name_have_two_pages(client):
    begun(subject="Drawers")
    begun(subject="Drawers")
    begun(subject="Confirm")  # a name that something else has
    slugs = list(Version.objects.values_list("slug", flat=True))
    assert len(set(slugs)) == 3 and "confirm" not in slugs
    assert all(client.get(f"/newsletter/{slug}/").status_code == 200 for slug in slugs)


def test_the_list_shows_each_issue_once_in_the_readers_language(client):
    begun(subject="Both", also=("fr",))
    begun(subject="Seulement", language="fr")
    page = client.get("/newsletter/").content.decode()
    assert page.count("<h3>") == 2 and ">Both<" in page and "Seulement" in page and "Both (fr)" not in page
    french = client.get("/newsletter/", headers={"Accept-Language": "fr"}).content.decode()
    assert "Both (fr)" in french and french.count("<h3>") == 2


def test_a_feed_a_language_valid_cheap_and_cookieless(client):
    begun(subject="Both", also=("fr",), summary="In short & sweet.")
    for language, title in (("en", "Both"), ("fr", "Both (fr)")):
        for kind in ("atom", "rss"):
            address = f"/newsletter/{language}/feed.{kind}"
            response = Client().get(address)
            assert feedcheck.problems(response.content, kind, absolute(address), "") == []
            read = feedparser.parse(response.content)
            assert [entry.title for entry in read.entries] == [title] and not response.cookies
            again = Client().get(address, headers={"If-None-Match": response["ETag"]})
            assert again.status_code == 304
    assert client.get("/newsletter/de/feed.atom").status_code == 404
    assert client.get("/newsletter/en/feed.json").status_code == 404
    page = client.get("/newsletter/").content.decode()
    assert page.count('rel="alternate" type="application/atom+xml"') == 2


def test_pictures_are_on_the_page_and_in_the_feed_and_not_in_the_letter(client):
    rendition = {"name": "0" * 64 + ".webp", "format": "webp", "width": 800, "height": 600}
    plain = {"name": "1" * 64 + ".jpeg", "format": "jpeg", "width": 800, "height": 600}
    picture = Picture.objects.create(digest="d", width=800, height=600, renditions=[rendition, plain])
    block = {
        "id": "image",
        "kind": "image",
        "data": {"picture": picture.pk, "alt": "A drawer", "caption": "Half open"},
    }
    many(1)
    issue = fed(begun(blocks=[block]))
    page = client.get("/newsletter/drawers/").content.decode()
    assert f'<img src="/pictures/{plain["name"]}"' in page and 'alt="A drawer"' in page
    feed = client.get("/newsletter/en/feed.atom").content.decode()
    assert absolute(f"/pictures/{plain['name']}") in feed and "srcset" not in feed
    letter = compose(Outbox.objects.get(about=issue.pk))
    assert "<img" not in letter.html and "A drawer" in letter.html and "/newsletter/drawers/" in letter.html
    assert "[Picture: A drawer]" in letter.text


def test_a_correction_is_shown_and_said_and_rises_in_the_feed(client):
    with clock.at(clock.now()):
        issue = begun()
    version = Version.objects.select_related("current").get(issue=issue)
    editing.save(version, {**version.document, "subject": "Drawers, corrected"}, "Mended", None)
    assert "corrected" not in client.get("/newsletter/drawers/").content.decode()
    assert states.correct(version)
    page = client.get("/newsletter/drawers/").content.decode()
    assert "Drawers, corrected" in page and "Corrected on" in page
    assert Version.objects.get().sent["subject"] == "Drawers"


def test_a_hub_hears_of_an_issue_and_of_its_correction(client, settings):
    settings.WEBSUB_HUB = "https://hub.example.org/"
    begun(also=("fr",))
    feeds = {
        absolute(f"/newsletter/{language}/feed.{kind}") for language in ("en", "fr") for kind in ("atom", "rss")
    }
    assert set(Ping.objects.values_list("topic", flat=True)) == feeds
    assert states.correct(Version.objects.select_related("current").get(language="fr"))
    assert (
        Ping.objects.filter(topic__contains="/fr/", asked=2).count() == 2 == Ping.objects.filter(asked=1).count()
    )
    assert client.get("/newsletter/en/feed.atom")["Link"].startswith("<https://hub.example.org/>; rel=")


def test_each_opening_is_counted_once_and_looking_ahead_is_not(client):
    issue = begun()
    address = f"/newsletter/{issue.pk}/seen.gif"
    first = client.get(address)
    assert (len(first.content), first["Cache-Control"]) == (43, "no-store") and not first.cookies
    client.get(address)
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405
    assert Openings.objects.get(issue=issue).count == 2
    assert client.get("/newsletter/nothing000/seen.gif").status_code == 200
    cache.clear()


def test_the_form_stands_on_the_front_page_and_works_from_there(client):
    page = client.get("/").content.decode()
    assert 'action="/newsletter/"' in page and 'name="website"' in page
    answer = client.post("/newsletter/", {"address": "ada@example.org", "language": "en", "website": ""})
    assert answer.status_code == 302


def test_ten_more_issues_no_more_queries(client, django_assert_max_num_queries):
    for number in range(12):
        begun(subject=f"Issue {number}")
    with django_assert_max_num_queries(3):
        client.get("/newsletter/")
    with django_assert_max_num_queries(14):  # each issue's pictures
        client.get("/newsletter/en/feed.atom")
