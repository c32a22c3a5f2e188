"""What signing in sets, and what forms need."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from smartbooth.registry.cookies import Cookie, declare

declare(
    Cookie(
        settings.SESSION_COOKIE_NAME,
        where=_("the studio"),
        set_when=_("signing in"),
        holds=_("a random number that stands for the sign-in"),
        life=_("2 weeks"),
    ),
    Cookie(
        settings.CSRF_COOKIE_NAME,
        where=_("the studio"),
        set_when=_("a page with a form"),
        holds=_("a random number that proves a form came from our page"),
        life=_("1 year"),
    ),
    Cookie(
        "known",
        where=_("signing in and up"),
        set_when=_("signing in"),
        holds=_("random numbers by which a browser is known again to the accounts that signed in from it"),
        life=_("13 months from the last sign-in"),
    ),
    Cookie(
        "asked",
        where=_("the form that makes an account"),
        set_when=_("a year of birth that is too recent"),
        holds=_("the word “no”, signed"),
        life=_("1 day"),
    ),
)
