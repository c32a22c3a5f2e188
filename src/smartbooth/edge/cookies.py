"""What a launch's page sets (edge/cookie.py writes it)."""

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.registry.cookies import Cookie, declare

declare(
    Cookie(
        "sb",
        where=_("a launch’s page"),
        set_when=_("a version is shown"),
        holds=_(
            "the version’s letter, the hour first seen, source, campaign, country, device, what was counted "
            "(visit, click, click of the main button, form sent) or refused; no number that tells two visitors apart"
        ),
        life=format_lazy(
            _("{months} months from first set, not renewed"), months=round(settings.COOKIE_DAYS * 12 / 365)
        ),
        host="launch",
    )
)
