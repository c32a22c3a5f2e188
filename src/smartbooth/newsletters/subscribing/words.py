"""What a reader agrees to, as the form says it and as the consent keeps it, in the form's language."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override


def notice() -> str:
    """Who gets the address, and for what: under each form's button, in the active language."""
    return _(
        "Your address stays with %(company)s, for this newsletter and nothing else. "
        "Each letter has a link that stops it."
    ) % {"company": settings.COMPANY}


def box() -> str:
    """The second, unticked box."""
    return _("Count when I open an issue: one number for each issue, never who.")


def subscription(language: str) -> str:
    """The words of the subscription's consent."""
    with override(language):
        agreed = _("Send me the newsletter of %(brand)s.") % {"brand": settings.BRAND}
        return f"{agreed} {notice()}"


def openings(language: str) -> str:
    """The words of the box's consent."""
    with override(language):
        return box()
