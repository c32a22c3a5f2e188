"""What readers get: pages in the launch's look, feeds that are valid whatever was typed."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree

import feedparser
import html5lib
import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from smartbooth.core import clock, feeds
from smartbooth.core.tests import feedcheck
from smartbooth.launches.compile import Page
from smartbooth.launches.models import Launch
from smartbooth.launches.pictures import take
from smartbooth.launches.publish import unpublish
from smartbooth.updates import leaves, publish, words
from smartbooth.updates.models import Update
from smartbooth.updates.tests.conftest import KINDS

DAY = datetime(2026, 5, 3, 8, 30, tzinfo=UTC)
HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>',
    "{{ 7|add:7 }}{% now 'Y' %}", "]]><script>alert(1)</script>", "<a href='javascript:alert(1)'>x</a>",
    "<a href='java\x01script:alert(1)'>x</a>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>*{display:none}</style>", "</title><script>x</script>",
]  # fmt: skip


def picture(world, colour="#a04030"):
    raw = BytesIO()
    Image.new("RGB", (1200, 800), colour).save(raw, "JPEG")
    raw.seek(0)
    return take(world.workspace, raw)


@pytest.mark.parametrize("kind", KINDS)
def test_the_feed_is_valid_and_read(aurora, kind):
    with clock.at(DAY):
        aurora.write("First pictures", '<p>See <a href="/here">them</a> & <a href="#there">there</a>.</p>')
    with clock.at(DAY + timedelta(days=1)):
        aurora.write("We moved the date")
    body = aurora.ask(f"updates.{kind}").body
    assert feedcheck.problems(body, kind, f"{aurora.launch.url}updates.{kind}") == []
    read = feedparser.parse(body)
    assert not read.bozo and read.feed.title == "Aurora" and read.feed.author == "Aurora SAS"
    assert [one.title for one in read.entries] == ["We moved the date", "First pictures"]
    assert read.entries[1].link == f"{aurora.launch.url}updates/first-pictures/"
    assert f'href="{aurora.launch.url}here"' in read.entries[1].content[0].value
    assert aurora.ask(read.entries[1].link.removeprefix(aurora.launch.url)).head.status == 200


@pytest.mark.parametrize("kind", KINDS)
def test_how_it_is_sent(aurora, kind, settings):
    settings.WEBSUB_HUB = "https://hub.example.org/"
    aurora.write()
    sent = aurora.headers(f"updates.{kind}")
    assert sent["content-type"] == f"application/{kind}+xml; charset=utf-8"
    assert sent["cache-control"] == f"public, max-age={settings.FEED_SECONDS}"
    assert sent["link"].startswith('<https://hub.example.org/>; rel="hub"')
    assert "sandbox" in sent["content-security-policy"]
    body, address = aurora.ask(f"updates.{kind}").body, f"{aurora.launch.url}updates.{kind}"
    assert feedcheck.problems(body, kind, address, settings.WEBSUB_HUB) == []
    for given_ in (
        {"if_none_match": sent["etag"].encode()},
        {"if_modified_since": sent["last-modified"].encode()},
    ):
        assert aurora.ask(f"updates.{kind}", **given_).head.status == 304
    page = aurora.headers("updates/")
    assert page["cache-control"] == "public, no-cache" and "script-src" not in page["content-security-policy"]
    assert aurora.ask("updates/", if_none_match=page["etag"].encode()).head.status == 304


def test_a_change_is_told_to_who_has_the_old_one(aurora):
    with clock.at(DAY):
        update = aurora.write()
    old = aurora.headers("updates.atom")
    with clock.at(DAY + timedelta(minutes=1)):
        publish.withdraw(update)
    for given_ in ({"if_none_match": old["etag"].encode()}, {"if_modified_since": old["last-modified"].encode()}):
        assert aurora.ask("updates.atom", **given_).head.status == 200
    assert feedcheck.problems(aurora.ask("updates.atom").body, "atom", f"{aurora.launch.url}updates.atom") == []


def test_what_did_not_change_is_not_sent_again(aurora):
    with clock.at(DAY):
        aurora.write("One")
    old = aurora.headers("updates/one/")
    with clock.at(DAY + timedelta(minutes=1)):
        aurora.write("Two")
        aurora.go_live()
    assert aurora.headers("updates/one/") == old


def test_a_picture_on_the_page_and_in_the_feed(aurora):
    shown = picture(aurora.world)
    aurora.write("First pictures", picture=shown, alt="A lamp, “lit” & warm")
    page = aurora.read("updates/first-pictures/")
    assert '<picture class="u-picture">' in page and 'alt="A lamp, “lit” &amp; warm"' in page
    names = {one["name"] for one in shown.renditions}
    assert all(f"/i/{name}" in page for name in names)
    assert {name.decode() for name in aurora.router.table.launches[aurora.launch.pk].pictures} >= names
    entry = feedparser.parse(aurora.ask("updates.rss").body).entries[0].content[0].value
    assert f'src="{aurora.launch.url}i/' in entry and ".jpg" in entry
    shown.delete()
    aurora.go_live()
    assert "<picture" not in aurora.read("updates/first-pictures/")


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_text_stays_text(aurora, bad):
    aurora.write(bad[:120], words.whole(bad, aurora.launch.url) + "<p>after</p>", alt=bad)
    aurora.write("Raw", bad)  # as if it had come past the form
    for path in ("updates/", *(update.path for update in Update.objects.all())):
        page = aurora.read(path)
        _harmless(page)
        assert "14" not in page.partition("</h1>")[0].partition("<h1>")[2]
    for kind in KINDS:
        body = aurora.ask(f"updates.{kind}").body
        assert feedcheck.problems(body, kind, f"{aurora.launch.url}updates.{kind}") == []
        for entry in feedparser.parse(body, sanitize_html=False).entries:
            _harmless(entry.content[0].value if "content" in entry else "")


def _harmless(html):
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag not in ("script", "iframe", "svg", "object"), html
        for name, value in element.attrib.items():
            assert not name.startswith("on"), html
            if name in ("href", "src"):
                assert value.startswith(("http://", "https://", "mailto:", "tel:", "#", "/", "data:image/svg")), (
                    value
                )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(title=st.text(max_size=60), text=st.text(max_size=200))
def test_any_text_makes_valid_leaves(title, text):
    page = Page(language="fr", name="Aurora", owner="Aurora SAS", goal="lead", url="https://aurora.example.org/")
    update = Update(
        pk="k3f9",
        title=title,
        text=f"<p>{text}</p>",
        slug="one",
        published_at=DAY,
        changed_at=DAY,
        launch_id="launch1",
    )
    made = leaves.drawn("launch1", {"theme": {}, "blocks": []}, page, [update])
    assert set(made.leaves) == {"updates/", "updates/one/", "updates.atom", "updates.rss"}
    for kind in KINDS:
        assert feedcheck.problems(made.leaves[f"updates.{kind}"].body, kind, f"{page.url}updates.{kind}") == []
    _harmless(made.leaves["updates/one/"].html)


def test_in_the_launchs_language_whatever_is_spoken_around(aurora):
    unpublish(aurora.launch)
    Launch.objects.filter(pk=aurora.launch.pk).update(language="fr")
    aurora.go_live()
    with translation.override("en"), clock.at(DAY):
        aurora.write("Les premières images")
    page = aurora.read("updates/")
    assert "Nouvelles" in page and "3 mai 2026" in page and "Suivre sans laisser d’adresse" in page
    assert 'href="/updates/">Nouvelles' in aurora.read()
    assert 'xml:lang="fr"' in aurora.read("updates.atom")


def test_long_texts_are_begun_in_the_list(aurora):
    aurora.write("Long", f"<p>{'A word or two. ' * 100}</p>")
    aurora.write("Parted", "<h2>One</h2><p>first</p>")
    page = aurora.read("updates/")
    assert page.count("Read on") == 4 and "…</p>" in page and "<h2>One" not in page
    assert "<h2>One</h2>" in aurora.read("updates/parted/")


def test_a_feed_holds_the_newest(aurora, monkeypatch):
    monkeypatch.setattr(leaves, "FED", 2)
    for number in range(3):
        with clock.at(DAY + timedelta(hours=number)):
            aurora.write(f"Number {number}")
    root = ElementTree.fromstring(aurora.ask("updates.atom").body)
    titles = [entry.findtext(f"{feedcheck.ATOM}title") for entry in root.iter(f"{feedcheck.ATOM}entry")]
    assert titles == ["Number 2", "Number 1"]


def test_ids_are_random_names():
    assert feeds.permanent("update", "a") != feeds.permanent("updates", "a")


@pytest.mark.parametrize(
    ("html", "base", "expected"),
    [
        ('<p><a href="/x">y</a></p>', "https://a.example.org/", "https://a.example.org/x"),
        ('<p><a href="x">y</a></p>', "https://a.example.org/b/", "https://a.example.org/b/x"),
        ('<p><a href="mailto:x@example.org">y</a></p>', "https://a.example.org/", "mailto:x@example.org"),
    ],
)
def test_links_are_absolute(html, base, expected):
    assert f'href="{expected}"' in words.whole(html, base)


def test_a_summary_ends_at_a_word():
    text = words.summary(f"<p>One &amp; two,</p><ul><li>three</li></ul><p>{'word ' * 100}</p>")
    assert text.startswith("One & two, three word") and text.endswith("word…") and len(text) <= words.SUMMARY
