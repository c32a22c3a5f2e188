"""What the three faces of an issue's blocks may say (`templates/newsletters/blocks/`), and what other rooms' pages say
of the newsletter in the same words as its own."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.template.context import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from smartbooth.launches.blocks.rich import sanitise
from smartbooth.launches.compile.links import external
from smartbooth.mail.links import absolute
from smartbooth.newsletters import prose
from smartbooth.newsletters.subscribing import words

register = template.Library()
register.simple_tag(words.notice, name="newsletter_notice")
register.filter("mail_link", prose.link)


# --- in a letter ---------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def block_class(context: Context, usual: str = "") -> str:
    """In the editor: which block an element is of, as a class that `letter.marked` turns into `data-block`."""
    if not context.get("editing"):
        return ""
    return format_html(' css-class="{}"', f"{usual} block-{context['block']['id']}".strip())


@register.simple_tag(takes_context=True)
def field(context: Context, *path: object) -> str:
    """In the editor: on the element whose text is that field."""
    return format_html(' data-field="{}"', ".".join(map(str, path))) if context.get("editing") else ""


@register.simple_tag
def heading_style() -> str:
    return prose.STYLES["h2"]


@register.filter
def mail_prose(html: object) -> SafeString:
    return mark_safe(prose.mail(html))  # noqa: S308 - sanitised there, and written anew element by element


@register.filter
def mail_lines(text: object) -> SafeString:
    """Plain text; a line's end stays one."""
    lines = map(conditional_escape, str(text or "").split("\n"))
    return mark_safe("<br />".join(lines))  # noqa: S308 - each line was escaped


@register.simple_tag
def opening_quote() -> str:
    return "«\u202f" if (get_language() or "").startswith("fr") else "“"


@register.simple_tag
def closing_quote() -> str:
    return "\u202f»" if (get_language() or "").startswith("fr") else "”"


# --- in its text ---------------------------------------------------------------------------------------------------
@register.filter
def text_prose(html: object) -> str:
    return prose.text(html)


@register.filter
def underlined(text: object) -> str:
    return f"{text}\n{'-' * len(str(text))}"


@register.filter
def squeezed(text: object) -> str:
    """One empty line where blocks that have nothing to say left several."""
    return re.sub(r"\n{3,}", "\n\n", str(text)).strip()


@register.filter
def indented(text: object) -> str:
    return "\n".join(f"  {line}" for line in str(text).split("\n"))


# --- on its page, and in feeds -------------------------------------------------------------------------------------
@register.filter
def page_prose(html: object) -> SafeString:
    return mark_safe(sanitise(str(html or "")))  # noqa: S308 - sanitised on this very line


@register.filter
def shown_link(url: object) -> str:
    """ "example.org/prices" for an address of the web; whom one writes to, for a mail address."""
    parts = urlsplit(str(url))
    said = f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}" or str(url)
    return said if len(said) <= 60 else said[:59] + "…"


@register.filter
def outward(url: object) -> str:
    """The attribute of a link to another site (promise F1)."""
    ours = prose.link(url).startswith(absolute("/"))
    return format_html(' rel="{}"', "external noopener") if external(url) and not ours else ""


@register.simple_tag(takes_context=True)
def picture_of(context: Context, identity: object, alt: str = "") -> str:
    """`<picture>` of an issue's picture; nothing where it is gone. In a feed (`base`) one plain image, with its
    absolute address: readers strip what is more."""
    known: dict[str, Any] = context.get("pictures") or {}
    found = known.get(str(identity or ""))
    if found is None:
        return ""
    base = f"{context.get('base', '')}/pictures/"
    plain = _of(found, "jpeg") or _of(found, "png")
    largest = plain[-1]
    image = format_html(
        '<img src="{}{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async">',
        base, largest["name"], largest["width"], largest["height"], alt,
    )  # fmt: skip
    if context.get("base"):
        return image
    sources = format_html_join(
        "",
        '<source type="image/{}" srcset="{}" sizes="(min-width: 48rem) 44rem, 100vw">',
        ((kind, ", ".join(f"{base}{one['name']} {one['width']}w" for one in _of(found, kind)))
         for kind in ("avif", "webp") if _of(found, kind)),
    )  # fmt: skip
    return format_html("<picture>{}{}</picture>", sources, image)


def _of(picture: Any, kind: str) -> list[dict[str, Any]]:
    return sorted((one for one in picture.renditions if one["format"] == kind), key=lambda one: one["width"])
