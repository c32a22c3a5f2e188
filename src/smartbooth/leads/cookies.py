"""What the form sets: that it is closed in this browser (promise C1). Nothing says why, nothing is stored with us."""

from django.utils.translation import gettext_lazy as _

from smartbooth.registry.cookies import Cookie, declare

declare(
    Cookie(
        "form",
        where=_("a launch’s page whose form asks for the year of birth"),
        set_when=_("an address was not taken"),
        holds=_("“closed”, the same for all"),
        life=_("1 day"),
        host="launch",
    )
)
