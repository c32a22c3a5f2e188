"""Feeds are valid whatever stands in them, are read by a reader, and cost little where nothing is new."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.core import feeds
from smartbooth.core.feeds import ATOM, RSS, Entry, Feed
from smartbooth.core.tests import feedcheck

DAY = datetime(2026, 5, 3, 8, 30, 12, 345678, tzinfo=timezone(timedelta(hours=2)))
URL = "https://aurora.example.org/"
KINDS = [ATOM, RSS]


def entry(number=1, **values):
    return Entry(**{
        "id": feeds.permanent("update", f"k{number}"), "title": "First pictures", "url": f"{URL}updates/{number}/",
        "summary": "Three pictures & a date < June.", "html": '<p>See <a href="https://example.org/">them</a>.</p>',
        "published": DAY, "updated": DAY,
    } | values)  # fmt: skip


def feed(*entries, kind=ATOM, **values):
    return Feed(**{
        "id": feeds.permanent("updates", "launch"), "title": "Aurora", "subtitle": "A lamp that wakes you",
        "url": URL, "feed_url": f"{URL}updates.{kind}", "language": "en", "author": "Aurora SAS", "updated": DAY,
        "entries": entries,
    } | values)  # fmt: skip


def asked(made, kind=ATOM, method="get", **sent):
    return feeds.answer(getattr(RequestFactory(headers=sent), method)("/updates.atom"), made, kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("hub", ["", "https://hub.example.org/"])
def test_a_validator_has_nothing_to_say(kind, count, hub):
    made = feed(*(entry(number) for number in range(count)), kind=kind, hub=hub)
    body = feeds.written(made, kind)
    assert feedcheck.problems(body, kind, made.feed_url, hub) == []
    assert body == feeds.written(made, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_reads_it(kind):
    response = asked(feed(entry(), kind=kind, hub="https://hub.example.org/"), kind)
    read = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert not read.bozo
    assert (read.feed.title, read.feed.link, read.feed.language, read.feed.author) == (
        "Aurora",
        URL,
        "en",
        "Aurora SAS",
    )
    [item] = read.entries
    assert (item.title, item.link, item.id) == (
        "First pictures",
        f"{URL}updates/1/",
        feeds.permanent("update", "k1"),
    )
    assert item.published_parsed[:6] == (2026, 5, 3, 6, 30, 12)
    assert item.content[0].value == '<p>See <a href="https://example.org/">them</a>.</p>'
    assert item.summary in ("Three pictures & a date < June.", "Three pictures &amp; a date &lt; June.")
    assert {link.rel for link in read.feed.links} == {"alternate", "self", "hub"}


TEXT = st.text(st.characters() | st.sampled_from("\x00\x01\x0b\x7f\x85\ufffe\ud800&<>]'\"\r\n\t"), max_size=80)


@given(title=TEXT, html=TEXT, kind=st.sampled_from(KINDS))
def test_any_text_makes_a_valid_feed(title, html, kind):
    html = f"<p>{html}"
    made = feed(entry(title=title, summary=title, html=html), title=title, subtitle=title, author=title, kind=kind)
    body = feeds.written(made, kind)
    assert feedcheck.problems(body, kind, made.feed_url) == []
    assert not feedparser.parse(body).bozo
    names = {ATOM: f"{feedcheck.ATOM}content", RSS: f"{feedcheck.CONTENT}encoded"}
    [found] = ElementTree.fromstring(body).iter(names[kind])
    assert found.text == feeds.UNWRITABLE.sub("\ufffd", html).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_kept_apart_is_not_put_together(kind):
    body = feeds.written(feed(entry(html='<a href="java\x01script:alert(1)">x</a>')), kind)
    assert b"javascript" not in body


@pytest.mark.parametrize("kind", KINDS)
def test_what_it_is_sent_with(kind):
    response = asked(feed(entry(), kind=kind), kind)
    assert response["Content-Type"] == f"application/{kind}+xml; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=600"
    assert response["Last-Modified"] == "Sun, 03 May 2026 06:30:12 GMT"
    assert not {"Vary", "Set-Cookie", "Link"} & set(response.headers) and not response.cookies
    assert len(asked(feed(entry(), kind=kind), kind, "head").content) == len(response.content)
    assert asked(feed(), kind, "post").status_code == 405


def test_a_hub_is_named_in_the_feed_and_beside_it():
    response = asked(feed(hub="https://hub.example.org/"))
    assert response["Link"] == f'<https://hub.example.org/>; rel="hub", <{URL}updates.atom>; rel="self"'


def test_who_has_it_is_told_so():
    made = feed(entry())
    tag, at = (asked(made)[name] for name in ("ETag", "Last-Modified"))
    for sent in ({"if-none-match": tag}, {"if-none-match": f'"x", W/{tag}'}, {"if-modified-since": at}):
        response = asked(made, **sent)
        assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)
        assert response["Cache-Control"] == "public, max-age=600"
    other = replace(made, entries=[entry(), entry(2)], updated=DAY + timedelta(minutes=1))
    for sent in (
        {"if-none-match": tag},
        {"if-modified-since": at},
        {"if-none-match": tag, "if-modified-since": at},
    ):
        assert asked(other, **sent).status_code == 200


def test_the_feed_is_as_new_as_its_newest_entry():
    later = DAY + timedelta(days=2)
    assert feed(entry(updated=later)).changed == later.astimezone(UTC).replace(microsecond=0)
    assert feed(updated=later).changed == later.astimezone(UTC).replace(microsecond=0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "/"}, {"feed_url": "javascript:alert(1)"}, {"hub": "hub"}, {"updated": datetime(2026, 5, 3)},
        {"id": "launch"}, {"entries": [entry(), entry()]}, {"entries": [entry(url="updates/1/")]},
    ],
)  # fmt: skip
def test_what_makes_no_feed_is_refused(wrong):
    with pytest.raises(ValueError, match=r"absolute|id of one|zone"):
        feed(**wrong)


def test_ids_are_permanent_and_apart():
    assert feeds.permanent("update", "k3f9") == "urn:uuid:82dbd4db-6054-5212-9745-67162e633215"
    assert feeds.permanent("update", "k3f9") != feeds.permanent("issue", "k3f9")


@pytest.mark.parametrize(
    ("kind", "stands", "instead"),
    [
        (ATOM, b"<title>Aurora</title>", b""), (ATOM, b'rel="self"', b'rel="other"'),
        (ATOM, b"+00:00</updated>", b"</updated>"), (ATOM, b"12+00:00</updated>", b"11+00:00</updated>"),
        (ATOM, b' type="html"', b""), (ATOM, b"<name>Aurora SAS</name>", b"<name> </name>"),
        (ATOM, b'href="https://aurora', b'href="//aurora'), (RSS, b"<title>Aurora</title>", b""),
        (RSS, b'rel="self"', b'rel="other"'), (RSS, b"Sun, 03 May", b"3 May"),
        (RSS, b"<ttl>10</ttl>", b"<ttl>soon</ttl>"),
        (RSS, b'isPermaLink="false"', b'isPermaLink="true"'), (RSS, b"<language>en</language>", b""),
        (RSS, b"First", "Fir\x80st".encode()),
    ],
)  # fmt: skip
def test_the_validator_sees_what_is_wrong(kind, stands, instead):
    body = feeds.written(feed(entry(), kind=kind), kind)
    assert stands in body
    assert feedcheck.problems(body.replace(stands, instead, 1), kind, f"{URL}updates.{kind}")
