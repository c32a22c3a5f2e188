"""A strict reader of feeds, after RFC 4287, rssboard.org's profile and the W3C validator's rules: what is wrong."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

ATOM, CONTENT, DC = (
    "{http://www.w3.org/2005/Atom}",
    "{http://purl.org/rss/1.0/modules/content/}",
    "{http://purl.org/dc/elements/1.1/}",
)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)")
BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
ENTRY = {"id", "title", "updated"}  # RFC 4287, 4.1.2; with `link`, since a page can be read
CHANNEL = {"title", "link", "description", "language", "lastBuildDate", "ttl"}


def absolute(url):
    return bool(urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc and not re.search(r"\s", url))


def _once(element, names, prefix, problems):
    for name in sorted(names):
        found = element.findall(prefix + name)
        if len(found) != 1 or not (found[0].text or "").strip():
            problems.append(f"{element.tag}: one {name}, not blank; {len(found)}")


def _links(element, prefix, problems):
    """{rel: address}; a rel may stand once here."""
    found = {}
    for link in element.findall(prefix + "link"):
        rel, href = link.get("rel", "alternate"), link.get("href", "")
        if not absolute(href):
            problems.append(f"not absolute: {href!r}")
        if rel in found:
            problems.append(f"two links: {rel}")
        found[rel] = href
    return found


def _unique(ids, problems):
    if len(set(ids)) < len(ids):
        problems.append("ids are not unique")


def atom(root, feed_url, hub):
    problems = []
    if root.tag != ATOM + "feed" or not root.get(LANG):
        problems.append("no feed, or no language")
    _once(root, ENTRY, ATOM, problems)
    if not (root.findtext(f"{ATOM}author/{ATOM}name") or "").strip():
        problems.append("no author")
    links = _links(root, ATOM, problems)
    if links.get("self") != feed_url or "alternate" not in links or links.get("hub", "") != hub:
        problems.append(f"links: {links}")
    times = [*root.iter(ATOM + "updated"), *root.iter(ATOM + "published")]
    if wrong := [at.text for at in times if not RFC3339.fullmatch(at.text)]:
        return [*problems, f"not RFC 3339: {wrong}"]
    updated = datetime.fromisoformat(root.findtext(ATOM + "updated"))
    entries = root.findall(ATOM + "entry")
    for entry in entries:
        _once(entry, ENTRY | {"published"}, ATOM, problems)
        if "alternate" not in _links(entry, ATOM, problems):
            problems.append("an entry without its page")
        if entry.find(ATOM + "title").get("type", "text") != "text":
            problems.append("a title that is not text")
        if entry.find(ATOM + "content").get("type") != "html":
            problems.append("content that is not HTML")
        published, changed = (
            datetime.fromisoformat(entry.findtext(ATOM + name)) for name in ("published", "updated")
        )
        if not published <= changed <= updated:
            problems.append("times out of order")
    _unique([element.text for element in root.iter(ATOM + "id")], problems)
    return problems


def rss(root, feed_url, hub):
    problems = []
    if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1:
        return ["not RSS 2.0"]
    channel = root[0]
    _once(channel, CHANNEL, "", problems)
    if not re.fullmatch(r"[1-9]\d*", channel.findtext("ttl") or ""):
        problems.append("ttl is no number of minutes")
    links = _links(channel, ATOM, problems)
    if links.get("self") != feed_url or links.get("hub", "") != hub:
        problems.append(f"links: {links}")
    if not (channel.findtext(DC + "creator") or "").strip():
        problems.append("nobody made it")
    times = [*root.iter("pubDate"), *root.iter("lastBuildDate")]
    if wrong := [at.text for at in times if not RFC822.fullmatch(at.text)]:
        return [*problems, f"not RFC 822: {wrong}"]
    built = parsedate_to_datetime(channel.findtext("lastBuildDate"))
    for item in channel.findall("item"):
        _once(item, {"title", "link", "guid", "pubDate"}, "", problems)
        if not absolute(item.findtext("link")):
            problems.append("an item's link is not absolute")
        guid = item.find("guid")
        if guid.get("isPermaLink") != ("true" if absolute(guid.text) else "false"):
            problems.append("a guid that is no permanent link and says it is one, or the reverse")
        if parsedate_to_datetime(item.findtext("pubDate")) > built:
            problems.append("published after it was built")
        if len(item.findall("description")) > 1 or len(item.findall(CONTENT + "encoded")) > 1:
            problems.append("two descriptions")
    _unique([element.text for element in root.iter("guid")], problems)
    return problems


def problems(body: bytes, kind: str, feed_url: str, hub: str = "") -> list[str]:
    """What a validator would find wrong with `body`; raises ElementTree.ParseError where it is no XML."""
    text = body.decode("utf-8")
    found = ["characters XML has no place for"] if BAD.search(text) else []
    if not text.startswith('<?xml version="1.0" encoding="utf-8"?>'):
        found.append("no declaration")
    root = ElementTree.fromstring(text.encode())
    return found + {"atom": atom, "rss": rss}[kind](root, feed_url, hub)
