"""What a launch's page sets (edge/cookie.py writes it)."""

from django.utils.translation import gettext_lazy as _

from smartbooth.registry.cookies import Cookie, declare

declare(
    Cookie(
        "sb",
        where=_("a launch’s page"),
        set_when=_("a version is shown"),
        holds=_(
            "the version’s letter, the hour first seen, source, campaign, country, device, what was counted; "
            "no number that tells two visitors apart"
        ),
        life=_("13 months from first set, not renewed"),
        host="launch",
    )
)
