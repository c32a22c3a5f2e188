"""What every template may name: the brand and its people, never hard-coded, and the theme chosen by hand."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from smartbooth.announcements import bar
from smartbooth.registry import inforce

THEME_COOKIE = "theme"
THEMES = {"system": _("As your device"), "light": _("Light"), "dark": _("Dark")}


def theme_of(request: HttpRequest) -> str:
    """ "light" or "dark" when chosen by hand, else "" (the device decides)."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES and chosen != "system" else ""


def house(request: HttpRequest) -> dict[str, Any]:
    return {
        "BRAND": settings.BRAND,
        "COMPANY": settings.COMPANY,
        "SUPPORT_ADDRESS": settings.SUPPORT_ADDRESS,
        "POLICY": SimpleLazyObject(inforce.policy_version),  # asked for by the pages that name it, and by no other
        "SERVICE": SimpleLazyObject(bar.lines),  # above the pages of who is signed in
        "languages": settings.LANGUAGES,
        "themes": THEMES.items(),
        "theme": theme_of(request),
        "opted_out": request.headers.get("Sec-GPC") == "1",  # Global Privacy Control: exactly "1"
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
