"""Feeds: Atom 1.0 (RFC 4287) and RSS 2.0 (rssboard.org's profile), written by Django's feed generator from plain
values, and answered so that a reader that has the newest costs a few hundred bytes (RFC 9110, section 13)."""

import hashlib
import re
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import get_conditional_response
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.http import http_date

from smartbooth.core.lines import one_line

ATOM, RSS = "atom", "rss"
# What `<link rel="alternate" type="…">` says of each.
TYPES = {ATOM: "application/atom+xml", RSS: "application/rss+xml"}

# What XML 1.0 cannot hold (section 2.2), and the C1 controls and non-characters it asks not to be written.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
NAMESPACE = uuid.UUID("5f3fc408-dfde-4c28-b836-c2bfb90d24b6")  # drawn once; what `permanent` names lies in it


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that was published. Times are aware. `title` and `summary` are text; `html` is sanitised by whoever
    gives it, with absolute addresses only. `id` never changes (`permanent`), whatever becomes of `url`."""

    id: str
    title: str
    url: str
    summary: str
    html: str
    published: datetime
    updated: datetime


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed of `entries`, newest first; none is a feed too. `url`: the page it tells of; `feed_url`: its own address,
    in the kind it is asked for; `updated` rises with every change of it, also with what is taken out; `hub`: a
    WebSub hub's address (W3C), or none.

    ValueError: an address that is not absolute, an id given twice or no IRI, a time without a zone.
    """

    id: str
    title: str
    subtitle: str
    url: str
    feed_url: str
    language: str
    author: str
    updated: datetime
    entries: Sequence[Entry]
    hub: str = ""

    def __post_init__(self) -> None:
        for address in (
            self.url,
            self.feed_url,
            *([self.hub] if self.hub else []),
            *(e.url for e in self.entries),
        ):
            if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).netloc:
                raise ValueError(f"not an absolute address: {address!r}")
        for name, times in Counter([self.id, *(entry.id for entry in self.entries)]).items():
            if times > 1 or not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+", name):
                raise ValueError(f"not an id of one thing: {name!r}")
        for moment in (self.updated, *(at for entry in self.entries for at in (entry.published, entry.updated))):
            if moment.utcoffset() is None:
                raise ValueError("a time without a zone")

    @property
    def changed(self) -> datetime:
        """The last change of anything in it: UTC, whole seconds."""
        return max(map(_moment, [self.updated, *(at for e in self.entries for at in (e.published, e.updated))]))


def permanent(kind: str, id: str) -> str:
    """An id that is the same on every host, for ever: a name-based URN (RFC 9562, 5.5). `kind` keeps the rooms' ids
    apart ("update"); `id` is random (core.ids), so that no other installation has it."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, f'{kind}/{id}')}"


def written(feed: Feed, kind: str) -> bytes:
    """The feed in `kind` (ATOM or RSS), UTF-8. Deterministic: the same feed makes the same bytes."""
    made: SyndicationFeed = {ATOM: _Atom, RSS: _Rss}[kind](
        title=_line(feed.title) or feed.url, link=feed.url,
        description=_line(feed.subtitle) or _line(feed.title) or feed.url,
        subtitle=_line(feed.subtitle) or None, feed_guid=feed.id, feed_url=feed.feed_url,
        language=feed.language, ttl=-(-settings.FEED_SECONDS // 60), changed=feed.changed, hub=feed.hub,
        author_name=_line(feed.author) or _line(feed.title) or feed.url,
    )  # fmt: skip
    for entry in feed.entries:
        made.add_item(
            title=_line(entry.title) or entry.url, link=entry.url, unique_id=entry.id,
            description=None,  # type: ignore[arg-type]  # left out, as the generator allows: see add_item_elements
            unique_id_is_permalink=entry.id == entry.url, pubdate=_moment(entry.published),
            updateddate=max(_moment(entry.updated), _moment(entry.published)),
            # Not taken out of HTML: what stood apart when it was sanitised would stand together ("java\x01script:").
            summary=_line(entry.summary), html=UNWRITABLE.sub("\ufffd", entry.html),
        )  # fmt: skip
    out = BytesIO()
    made.write(out, "utf-8")
    return out.getvalue()


def headers(feed: Feed, kind: str, body: bytes) -> dict[str, str]:
    """What is sent with `body`, the feed as written."""
    sent = {
        "Content-Type": f"{TYPES[kind]}; charset=utf-8",
        "Content-Language": feed.language,
        "Cache-Control": f"public, max-age={settings.FEED_SECONDS}",
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "Last-Modified": http_date(feed.changed.timestamp()),
    }
    if feed.hub:  # WebSub, section 4: the hub and the topic, together
        sent["Link"] = f'<{iri_to_uri(feed.hub)}>; rel="hub", <{iri_to_uri(feed.feed_url)}>; rel="self"'
    return sent


def answer(request: HttpRequest, feed: Feed, kind: str) -> HttpResponse:
    """The feed for GET and HEAD (whose body the server leaves out): 200, or 304 for who has it; else 405. No cookie."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    body = written(feed, kind)
    response = HttpResponse(body, headers=headers(feed, kind, body))
    conditional = get_conditional_response(
        request, etag=response["ETag"], last_modified=int(feed.changed.timestamp()), response=response
    )
    return conditional or response


def _line(text: str) -> str:
    """Text on one line, without what XML cannot hold."""
    return one_line(UNWRITABLE.sub("", text))


def _moment(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        return self.feed["changed"]  # what `written` gave

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", "", {"rel": "hub", "href": iri_to_uri(self.feed["hub"])})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["summary"]:
            handler.addQuickElement("summary", item["summary"])
        handler.addQuickElement("content", item["html"], {"type": "html"})


class _Rss(Rss201rev2Feed):
    def latest_post_date(self) -> datetime:
        return self.feed["changed"]  # what `written` gave

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("dc:creator", self.feed["author_name"])
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": iri_to_uri(self.feed["hub"])})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["summary"]:  # a description is HTML (rssboard's profile): text is escaped for it
            handler.addQuickElement("description", escape(item["summary"]))
        if item["html"]:
            handler.addQuickElement("content:encoded", item["html"])
