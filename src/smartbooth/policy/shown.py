"""What the cookie page shows: the registry's declarations, sorted by where one meets them."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from smartbooth.edge.cookie import COOKIE
from smartbooth.launches.processors import in_use as remarketing
from smartbooth.registry.cookies import Cookie, declared
from smartbooth.registry.processors import processors

CHOICES = (settings.LANGUAGE_COOKIE_NAME, "theme")  # cookies that remember a choice and serve nothing else
GOOGLES_PREFERENCES = "https://adssettings.google.com"


def cookies() -> dict[str, Any]:
    """The declarations in three groups, and whether a live page asks about Google's at this moment."""
    found = sorted(declared(), key=lambda one: one.name != COOKIE)  # what every launch page sets comes first
    return {
        "launch": [one for one in found if one.host == "launch" and not one.needs_consent],
        "studio": [one for one in found if one.host == "studio" and not one.needs_consent],
        "asked": [
            (one, provider(one)) for one in found if one.needs_consent or one.host not in ("launch", "studio")
        ],
        "remarketing": remarketing(),
        "google": GOOGLES_PREFERENCES,
    }


def provider(cookie: Cookie) -> str:
    found = processors().get(cookie.provider)
    return found.name if found else ""


def names() -> set[str]:
    """Every name the page has to show."""
    return {one.name for one in declared()}
