"""What a block's template may say beyond Django's own tags. Built into the page engine (launches/compile/engine.py)."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from smartbooth.launches.compile import links
from smartbooth.launches.compile.page import Page, PictureFacts

register = template.Library()


@register.simple_tag(takes_context=True)
def block_attributes(context: Context) -> str:
    """On a block's outer element: which block it is, for the studio. Nothing on a published page."""
    page: Page = context["page"]
    return format_html(' data-block="{}"', context["block"]["id"]) if page.editing else ""


@register.simple_tag(takes_context=True)
def edit(context: Context, *path: object) -> str:
    """On the element whose text is the field `path` ("items" 2 "title"): its name, for the studio."""
    page: Page = context["page"]
    return format_html(' data-field="{}"', ".".join(map(str, path))) if page.editing else ""


@register.simple_tag(takes_context=True)
def go(context: Context, url: object, which: str = "") -> str:
    """The address of a counted button. Leading to a place on this page it is that place, and is not counted."""
    page: Page = context["page"]
    target = links.safe(url)
    if target.startswith("#") or not page.published:
        return target
    name = f"{context['block']['id']}-{which}" if which else str(context["block"]["id"])
    context["rendering"].buttons[name] = target
    return f"{page.root}go/{name}"


@register.simple_tag
def out(url: object) -> str:
    """A link's address, made harmless."""
    return links.safe(url)


@register.simple_tag
def rel(url: object) -> str:
    """For `rel`: marks what leads to another site (promise F1), which must not be able to reach back; the minifier
    leaves an empty one out."""
    return "external noopener" if links.external(url) else ""


@register.simple_tag(takes_context=True)
def picture(context: Context, identity: object, alt: str = "", sizes: str = "100vw", css: str = "") -> str:
    """`<picture>` of the Picture with that id: AVIF, WebP, then a format every browser knows. The page's first block
    loads its first picture at once, all others when they come near. Nothing for a picture that is not there."""
    page: Page = context["page"]
    facts = page.pictures.get(str(identity or ""))
    if facts is None:
        return ""
    rendering = context["rendering"]
    eager = bool(context.get("first")) and not rendering.eager
    rendering.eager = rendering.eager or eager
    rendering.pictures.update(dict.fromkeys(item["name"] for item in facts.renditions))
    sources = format_html_join(
        "",
        '<source type="image/{}" srcset="{}" sizes="{}">',
        ((kind, _srcset(page, facts, kind), sizes) for kind in ("avif", "webp") if _named(facts, kind)),
    )
    plain = _named(facts, "jpeg") or _named(facts, "png")
    largest = plain[-1]
    if facts.colour:
        rendering.colours[facts.colour] = None
    loading = 'fetchpriority="high"' if eager else 'loading="lazy" decoding="async"'
    return format_html(
        '<picture{}>{}<img src="{}{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{} {}></picture>',
        format_html(' class="{}"', css) if css else "",
        sources, page.pictures_at, largest["name"], _srcset(page, facts, largest["format"]), sizes,
        largest["width"], largest["height"], alt, 
        format_html(' class="c-{}"', facts.colour.lstrip("#")) if facts.colour else "", mark_safe(loading),  # noqa: S308 - one of two constants
    )  # fmt: skip


@register.filter
def paragraphs(text: object) -> SafeString:
    """Plain text as paragraphs: an empty line parts two, a line's end stays one."""
    parts = re.split(r"\n[ \t]*\n\s*", str(text or "").replace("\r\n", "\n").strip())
    lines = [mark_safe("<br>").join(map(conditional_escape, part.split("\n"))) for part in parts if part]
    return mark_safe("".join(f"<p>{line}</p>" for line in lines))  # noqa: S308 - each line was escaped


def _named(facts: PictureFacts, kind: str) -> list[dict[str, Any]]:
    return sorted((item for item in facts.renditions if item["format"] == kind), key=lambda item: item["width"])


def _srcset(page: Page, facts: PictureFacts, kind: str) -> str:
    return ", ".join(f"{page.pictures_at}{item['name']} {item['width']}w" for item in _named(facts, kind))
