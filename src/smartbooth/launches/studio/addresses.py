"""A launch's address: one DNS label (RFC 1035 section 2.3.1), unique in the installation, and not one of ours."""

from __future__ import annotations

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from smartbooth.accounts.tenancy import everywhere
from smartbooth.launches.models import Launch

LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
# Names that a visitor would take for the service itself, or that mail and browsers look up by convention (RFC 2142).
RESERVED = frozenset({
    "www", "pages", "page", "studio", "admin", "api", "app", "mail", "smtp", "imap", "ftp", "ns", "ns1", "ns2",
    "static", "media", "assets", "cdn", "help", "support", "status", "blog", "accounts", "account", "login",
    "signup", "launches", "pictures", "privacy", "security", "abuse", "postmaster", "hostmaster", "webmaster",
    "wpad", "localhost", "autoconfig", "autodiscover", "demo", "test", "p", "i",
})  # fmt: skip


def suggest(name: str) -> str:
    """An address made of the launch's name: "Été à Kyoto" gives "ete-a-kyoto". May be empty."""
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss"))
    letters = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-")


def reserved(slug: str) -> bool:
    """Whether it is a name of ours, or would be a host that this installation serves itself: a launch there would
    stand in front of the studio."""
    ours = {settings.STUDIO_HOST, settings.PATH_HOST, *settings.STUDIO_ALIASES}
    return slug in RESERVED or f"{slug}.{settings.PAGES_DOMAIN}" in ours


def taken(slug: str, besides: Launch | None = None) -> bool:
    """Whether any launch of the installation has the address. Addresses are public, as host names are, so asking
    across workspaces tells nothing that a browser would not; nothing else of the other launch is read."""
    with everywhere():
        others = Launch.objects.filter(slug=slug)
        return (others.exclude(pk=besides.pk) if besides else others).exists()


def free(name: str) -> str:
    """A suggestion nobody has yet: "aurora", else "aurora-2", "aurora-3" …"""
    base = suggest(name) or "launch"
    number, candidate = 1, base
    while reserved(candidate) or taken(candidate):
        number += 1
        candidate = f"{base[: 39 - len(str(number))]}-{number}"
    return candidate


def check(slug: str, besides: Launch | None = None) -> str:
    """The address as it will be used. Raises ValidationError with a sentence for the owner."""
    slug = slug.strip().lower()
    if not LABEL.fullmatch(slug) or slug.startswith("xn--"):
        raise ValidationError(
            _("Use small letters without accents, digits and hyphens, and start and end with a letter or digit.")
        )
    if reserved(slug):
        raise ValidationError(_("“%(slug)s” is kept for the service itself.") % {"slug": slug})
    if taken(slug, besides):
        raise refused(slug)
    return slug


def refused(slug: str) -> ValidationError:
    """What an owner is told whose address another launch has, or took while they were typing."""
    return ValidationError(_("“%(slug)s” is taken. “%(free)s” is free.") % {"slug": slug, "free": free(slug)})


def example(address: str, slug: str) -> str:
    """The public address that a choice would give, as a browser shows it."""
    # While something impossible is being typed, what it would have to become.
    launch = Launch(
        slug=slug if LABEL.fullmatch(slug) else suggest(slug),
        address=address if address in (Launch.HOST, Launch.PATH) else Launch.HOST,
    )
    return launch.url.removeprefix(f"{settings.SCHEME}://").rstrip("/")
