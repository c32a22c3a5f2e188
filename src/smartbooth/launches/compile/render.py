"""The compiler's pages: the page itself, the thanks after its form, "you are not counted", and other rooms' leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.template import Context
from django.utils import translation
from django.utils.safestring import mark_safe

from smartbooth.launches import blocks, remarketing
from smartbooth.launches.compile import headers, minify, style
from smartbooth.launches.compile.engine import engine
from smartbooth.launches.compile.facts import description, headline
from smartbooth.launches.compile.page import Page, Rendered
from smartbooth.launches.documents import Document

OUTWARD = re.compile(r'<a(?=\s[^>]*\bhref="https?:)')  # in a preview, often a frame, other sites open beside it


@dataclass
class Rendering:
    """What the templates' tags collect while one page is made."""

    buttons: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, None] = field(default_factory=dict)
    colours: dict[str, None] = field(default_factory=dict)  # of pictures, shown until they are there
    eager: bool = False  # the one picture that loads at once has been named


def render(document: Document, page: Page) -> Rendered:
    """The variant's page. Blocks of a kind that is no more are left out."""
    known = [block for block in document["blocks"] if block["kind"] in blocks.KINDS]
    with translation.override(page.language):
        rendering = Rendering()
        body = "".join(_block(block, page, rendering, first=index == 0) for index, block in enumerate(known))
        if page.mode == "preview":
            body = OUTWARD.sub('<a target="_blank"', body)
        top = headline(known) or page.name
        return _finish(
            "page.html", document, page, rendering, known,
            body=body,
            title=top if page.name.casefold() in top.casefold() else f"{top} · {page.name}",
            description=description(known),
            objectionable=f'action="{page.root}uncount"' in body,
            index=page.published and page.form is None,
        )  # fmt: skip


def thanks(document: Document, page: Page) -> Rendered:
    """What a visitor sees after leaving their address, in the page's theme and the form's own words."""
    form: dict[str, Any] = next(
        (block["data"] for block in document["blocks"] if block["kind"] == "lead_form"), {}
    )
    with translation.override(page.language):
        return _finish(
            "thanks.html", document, page, Rendering(), [],
            title=f"{_thanked(form, page)} · {page.name}",
            form=form, objectionable=False, index=False,
        )  # fmt: skip


def _thanked(form: dict[str, Any], page: Page) -> str:
    if page.confirms:
        return translation.gettext("One more step")
    return form.get("thanks_title") or translation.gettext("Thank you")


def uncounted(document: Document, page: Page) -> Rendered:
    """What a visitor sees after objecting to being counted, with the way back."""
    with translation.override(page.language):
        return _finish(
            "uncounted.html", document, page, Rendering(), [],
            title=f"{translation.gettext('You are not counted')} · {page.name}", objectionable=True, index=False,
        )  # fmt: skip


def leaf(
    document: Document,
    page: Page,
    rendering: Rendering,
    *,
    body: str,
    css: str,
    title: str,
    description: str,
    path: str,
) -> Rendered:
    """A page of another room's, in the look of this one. `body`: HTML that was escaped; `rendering`: what its tags
    collected; `path`: where it stands below the root."""
    with translation.override(page.language):
        return _finish(
            "leaf.html", document, page, rendering, [],
            css=css, body=body, title=title, description=description, canonical=f"{page.url}{path}",
            objectionable=False, index=page.published,
        )  # fmt: skip


def _block(block: dict[str, Any], page: Page, rendering: Rendering, first: bool) -> str:
    kind = blocks.KINDS[block["kind"]]
    values = {
        **kind.context(block["data"], page),
        "block": block, "data": block["data"], "page": page, "first": first, "rendering": rendering,
    }  # fmt: skip
    return engine().get_template(f"{block['kind']}/template.html").render(Context(values))


def _finish(
    template: str, document: Document, page: Page, rendering: Rendering, used: list[dict[str, Any]],
    css: str = "", **values: Any,
) -> Rendered:  # fmt: skip
    kinds = list(dict.fromkeys(block["kind"] for block in used))
    asks = page.panel == "ask"
    sheet = style.sheet(document.get("theme") or {}, kinds, rendering.colours, asks, css)
    script = style.scripts(kinds, asks)
    if "body" in values:
        values["body"] = mark_safe(values["body"])  # noqa: S308 - made by escaping templates just above
    context = {
        **values,
        "page": page,
        "css": mark_safe(sheet),  # noqa: S308 - our style sheets; the theme's values are parsed (colours, choices)
        "script": mark_safe(script),  # noqa: S308 - our own files
        "colours": style.paper(sheet),
        "icon": style.icon(sheet, page.name),
        "google": {"settings": remarketing.SETTINGS, "opt_out": remarketing.OPT_OUT},
    }
    html = minify.html(engine().get_template(template).render(Context(context)))
    sources = {directive: set(origins) for directive, origins in remarketing.SOURCES.items()} if asks else {}
    for block in used:
        for directive, origins in blocks.KINDS[block["kind"]].sources(block["data"]).items():
            sources.setdefault(directive, set()).update(origins)
    return Rendered(
        html=html,
        headers=headers.of(page, sheet, script, sources, index=values["index"]),
        buttons=rendering.buttons,
        pictures=tuple(rendering.pictures),
        scripts=bool(script),
    )
