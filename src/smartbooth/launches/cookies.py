"""What a page with remarketing sets: the visitor's answer, and Google's own once they agreed (promises G6, H1)."""

from django.utils.translation import gettext_lazy as _

from smartbooth.registry.cookies import Cookie, declare

GOOGLE = "google-ads"  # the processor's key
_AGREED = _("agreeing to ads on a page that asks for it; taken back when you refuse later")
_PAGE = _("a launch’s page that asks about ads")

declare(
    Cookie(
        "choice",
        where=_PAGE,
        set_when=_("answering the question about ads"),
        holds=_("no, or yes and the owner’s number with Google, the same for everybody"),
        life=_("6 months"),
        host="launch",
    ),
    Cookie(
        "_gcl_*", where=_PAGE, set_when=_AGREED, holds=_("Google’s number for a click on an ad"),
        life=_("90 days"), needs_consent=True, provider=GOOGLE, host="launch",
    ),
    Cookie(
        "_ga*", where=_PAGE, set_when=_AGREED, holds=_("Google’s number for this browser on this page"),
        life=_("up to 2 years"), needs_consent=True, provider=GOOGLE, host="launch",
    ),
    Cookie(
        "IDE", where=_PAGE, set_when=_AGREED, holds=_("Google’s number for this browser, to choose ads"),
        life=_("13 months"), needs_consent=True, provider=GOOGLE, host="doubleclick.net",
    ),
    Cookie(
        "test_cookie", where=_PAGE, set_when=_AGREED, holds=_("whether the browser takes cookies"),
        life=_("15 minutes"), needs_consent=True, provider=GOOGLE, host="doubleclick.net",
    ),
    Cookie(
        "NID", where=_PAGE, set_when=_AGREED, holds=_("Google’s number for this browser, and its ad settings"),
        life=_("6 months"), needs_consent=True, provider=GOOGLE, host="google.com",
    ),
)  # fmt: skip
