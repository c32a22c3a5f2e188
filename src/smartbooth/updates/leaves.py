"""What a launch serves of its updates: the list, each one, and the two feeds, in the launch's look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from smartbooth.core import feeds
from smartbooth.core.feeds import ATOM, RSS, Entry, Feed
from smartbooth.launches import compile, pictures
from smartbooth.launches.compile import Page, Rendered, Rendering
from smartbooth.launches.compile.facts import description, headline
from smartbooth.launches.compile.page import PictureFacts
from smartbooth.launches.documents import Document
from smartbooth.launches.publish.annex import Annex
from smartbooth.updates import words
from smartbooth.updates.models import Update

LIST = "updates/"
FED = 20  # entries of a feed: readers come by more often than that many are written
SHORT = 600  # characters a text may have to stand in the list as a whole
# Asked for anew each time, so that an update is read, or gone, at once; what has not changed costs a few bytes.
KEPT = ("cache-control", "public, no-cache")
INERT = ("content-security-policy", "default-src 'none'; sandbox")  # a feed opened as a page


def of(launch: str, document: Document, page: Page) -> Annex:
    """Of the updates as they are stored. Runs inside the workspace."""
    return drawn(launch, document, page, Update.objects.filter(launch=launch))


def drawn(launch: str, document: Document, page: Page, updates: Iterable[Update]) -> Annex:
    """Of `updates`, all the launch has, drafts among them. As long as one was ever published, list and feeds answer:
    who follows is told that nothing is there, not that the address is wrong."""
    known = [update for update in updates if update.ever]
    if not known:
        return Annex()
    shown = sorted((u for u in known if u.published), key=lambda u: (u.published_at, u.pk), reverse=True)
    page = replace(page, pictures=_facts(shown), follow=True)
    leaves = {LIST: listed(document, page, shown)}
    leaves |= {update.path: one(document, page, update) for update in shown}
    leaves |= {f"updates.{kind}": fed(launch, document, page, known, shown, kind) for kind in (ATOM, RSS)}
    return Annex(leaves, follow=bool(shown))


def _facts(updates: list[Update]) -> dict[str, PictureFacts]:
    wanted = [update.picture_id for update in updates if update.picture_id]
    return pictures.facts(wanted) if wanted else {}


def listed(document: Document, page: Page, shown: list[Update]) -> Rendered:
    with translation.override(page.language):
        title = translation.gettext("Updates")
    updates = [(update, _shown(update, page)) for update in shown]
    return _page("list", document, page, LIST, title=title, description="", updates=updates)


def one(document: Document, page: Page, update: Update) -> Rendered:
    """The update's own page; also before it has an address, for a preview. `page` has its picture's facts."""
    about, text = words.summary(update.text), _text(update, page)
    return _page(
        "one", document, page, update.path, title=update.title, description=about, update=update, text=text
    )


def _page(
    template: str, document: Document, page: Page, path: str, *, title: str, description: str, **values: Any
) -> Rendered:
    rendering = Rendering()
    context = {**values, "page": page, "rendering": rendering, "first": True}
    with translation.override(page.language):
        body = render_to_string(f"updates/public/{template}.html", context)
    made = compile.leaf(
        document, page, rendering, body=body, css=_css(), title=f"{title} · {page.name}", description=description,
        path=path,
    )  # fmt: skip
    return replace(made, headers=[*made.headers, KEPT])


def _text(update: Update, page: Page) -> SafeString:
    return mark_safe(words.whole(update.text, page.url))  # noqa: S308 - sanitised by `whole`


def _shown(update: Update, page: Page) -> SafeString | None:
    """The whole text, where it is short and has no headings of its own; None: its beginning stands for it."""
    short = len(words.plain(update.text)) <= SHORT and "<h" not in update.text
    return _text(update, page) if short else None


@cache
def _css() -> str:
    return Path(__file__).with_name("public.css").read_text()


def fed(
    launch: str, document: Document, page: Page, known: list[Update], shown: list[Update], kind: str
) -> Rendered:
    made = Feed(
        id=feeds.permanent("updates", launch), title=page.name, url=f"{page.url}{LIST}",
        subtitle=description(document["blocks"]) or headline(document["blocks"]),
        feed_url=f"{page.url}updates.{kind}", language=page.language, author=page.owner,
        updated=max(update.changed_at for update in known), hub=settings.WEBSUB_HUB,
        entries=[_entry(update, page) for update in shown[:FED]],
    )  # fmt: skip
    body = feeds.written(made, kind)
    sent = [(name.lower(), value) for name, value in feeds.headers(made, kind, body).items()]
    facts = [page.pictures.get(update.picture_id or "") for update in shown[:FED]]
    names = {_plain(one)["name"] for one in facts if one}
    return Rendered(body.decode(), [*sent, INERT], {}, pictures=tuple(sorted(names)))


def _entry(update: Update, page: Page) -> Entry:
    assert update.published_at is not None
    return Entry(
        id=feeds.permanent("update", update.pk), title=update.title, url=f"{page.url}{update.path}",
        summary=words.summary(update.text), html=_image(update, page) + words.whole(update.text, page.url),
        published=update.published_at, updated=max(update.changed_at, update.published_at),
    )  # fmt: skip


def _image(update: Update, page: Page) -> str:
    facts = page.pictures.get(update.picture_id or "")
    if facts is None:
        return ""
    file = _plain(facts)
    return format_html(
        '<p><img src="{}i/{}" width="{}" height="{}" alt="{}"></p>',
        page.url, file["name"], file["width"], file["height"], update.alt,
    )  # fmt: skip


def _plain(facts: PictureFacts) -> dict[str, Any]:
    """The rendition every reader can draw, of a middling width."""
    plain = [file for file in facts.renditions if file["format"] in ("jpeg", "png")]
    return min(plain, key=lambda file: abs(file["width"] - 960))
