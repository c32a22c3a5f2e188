"""What the frame's two switches set (web/switches.py)."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from smartbooth.registry.cookies import Cookie, declare
from smartbooth.web.context import THEME_COOKIE

declare(
    Cookie(
        settings.LANGUAGE_COOKIE_NAME,
        where=_("the studio"),
        set_when=_("signing in, or switching the language"),
        holds=_("the language: en or fr"),
        life=_("6 months"),
    ),
    Cookie(
        THEME_COOKIE,
        where=_("the studio"),
        set_when=_("choosing light or dark by hand; removed by “As your device”"),
        holds=_("the theme: light or dark"),
        life=_("6 months"),
    ),
)
