"""How a page looks in the studio: compiled for a frame, its weight, its theme."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import brotli
from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from smartbooth.launches import pages
from smartbooth.launches.compile import Page, Rendered, render
from smartbooth.launches.documents import Document
from smartbooth.launches.models import Launch, Variant

Mode = Literal["preview", "edit"]
# The editor exchanges parts of the page, styles included, so hashes cannot name them; nothing can run all the same.
LOOSE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'"


def rendered(variant: Variant, document: Document, mode: Mode) -> Rendered:
    return render(document, pages.page_for(variant.launch, document, mode, variant.letter))


def framed(made: Rendered, loose: bool = False) -> HttpResponse:
    """The compiled page as an answer of the studio's host: no script of it runs, nobody else frames it, nobody
    indexes it. `loose`: for the editor's own frame."""
    response = HttpResponse(made.html)
    for name, value in made.headers:
        response[name] = value
    policy = LOOSE if loose else response["content-security-policy"]
    kept = [
        rule for rule in policy.split("; ") if not rule.startswith(("frame-ancestors", "script-src", "frame-src"))
    ]
    response["content-security-policy"] = "; ".join([*kept, "frame-ancestors 'self'", _sandbox(loose)])
    response["x-robots-tag"] = "noindex"
    response["cache-control"] = "no-store"
    # The page's own opener policy would cut the studio's frame off; the sandbox keeps it away from the session.
    del response["cross-origin-opener-policy"]
    return response


def _sandbox(loose: bool) -> str:
    """Without allow-same-origin the page has an origin of its own and can reach neither session nor studio. The
    editor must reach into its frame, and there no script runs at all (default-src 'none', sandbox)."""
    return "sandbox allow-same-origin" if loose else "sandbox allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True)
class Weight:
    bytes: int
    scripts: bool

    @property
    def sentence(self) -> str:
        """ "9 KB, no script, no cookie banner needed" """
        kilobytes = max(1, math.ceil(self.bytes / 1024))
        if self.scripts:
            return _("%(size)s KB, one small script, no cookie banner needed") % {"size": kilobytes}
        return _("%(size)s KB, no script, no cookie banner needed") % {"size": kilobytes}


def weight(variant: Variant) -> Weight:
    """Of the page as it would go over the wire. (Quality 9 instead of 11: 2 % more, in a tenth of the time.)"""
    page = pages.page_for(variant.launch, variant.document, "publish", variant.letter)
    made = render(variant.document, page)
    return Weight(len(brotli.compress(made.body, quality=9)), made.scripts)


def starter_page(name: str, language: str) -> Page:
    """The facts a starter is drawn with before it is anyone's launch."""
    return Page(
        language=language, name=name, owner=settings.COMPANY, goal=Launch.LEAD, url="https://example.org/",
        mode="edit", brand=settings.BRAND,
    )  # fmt: skip
