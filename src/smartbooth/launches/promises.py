"""Promise H1, checked on the pages as they are served: nothing of Google's before a yes, and only where an owner wants
it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.tenancy import everywhere
from smartbooth.launches import remarketing
from smartbooth.launches.models import Artifact, Leaf, Publication
from smartbooth.registry.promises import Result, check, says

READ = 400  # pages read as they are, those published last; the headers are looked at on all
LOADS = re.compile(
    rb"""<(?:script|img|link|iframe|source|video|object|embed)\b[^>]*\s(?:src|srcset|data|href)=["']?https?:"""
)
OURS = re.compile(rb'<link rel="(?:canonical|alternate)"')  # tells an address, loads nothing
# What the page's script says to Google, in this order and no other (Consent Mode v2, basic).
ORDER = (b'gtag("consent", "default", denied)', b'gtag("consent", "update", granted)', b"/gtag/js?id=")

Page = dict[str, Any]


@check(
    "H1", _("Google’s hosts may be asked only by pages whose owner uses its ads, and only after a yes"), seconds=10
)
def nothing_before_a_yes() -> Result:
    looked, digests, asking = 0, [], set()
    with everywhere():
        live = Publication.objects.filter(ended_at=None).order_by("-pk").values_list("manifest", flat=True)
        for manifest in live.iterator(chunk_size=200):
            for kind, page in _pages(manifest):
                looked += 1
                may = bool(manifest.get("google_tag")) and kind == "ask"
                if _names_google(page) and not may:
                    return Result(False, _("A page without the question could ask Google’s hosts."), looked)
                digests.append(page["digest"])
                if may:
                    asking.add(page["digest"])
    read = digests[:READ]
    for digest, body in Artifact.objects.filter(pk__in=read).values_list("digest", "body").iterator(chunk_size=50):
        if not _waits(bytes(body), digest in asking):
            return Result(False, _("A page loads something from elsewhere without having asked."), looked)
    with everywhere():
        beside: Any = Leaf.objects.filter(launch__publications__ended_at=None, path__endswith="/").order_by("-pk")
        for headers, body in beside.values_list("headers", "body")[:READ].iterator(chunk_size=50):
            looked += 1
            if _names_google({"headers": headers}) or not _waits(bytes(body), False):
                return Result(False, _("A page loads something from elsewhere without having asked."), looked)
    return Result(
        True, says(_("%(count)d live pages, %(asking)d of which ask."), count=looked, asking=len(asking)), looked
    )


def _pages(manifest: Page) -> Iterator[tuple[str, Page]]:
    for variant in manifest["variants"]:
        yield from variant["pages"].items()


def _names_google(page: Page) -> bool:
    policy = next((value for name, value in page["headers"] if name == "content-security-policy"), "")
    return any(host in policy for host in remarketing.HOSTS)


def _waits(body: bytes, asks: bool) -> bool:
    """Whether the page loads nothing from elsewhere by itself; one that asks: whether its script waits for the yes."""
    if any(not OURS.match(found[0]) for found in LOADS.finditer(body)):
        return False
    if not asks:
        return not any(part in body for part in ORDER)
    places = [body.find(part) for part in ORDER]
    once = all(body.count(part) == 1 for part in ORDER)
    return once and -1 not in places and places == sorted(places) and b'id="choice"' in body
