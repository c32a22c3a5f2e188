"""What a test asks for, as its sentences say it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from smartbooth.experiments.models import Round

NOUNS: dict[str, str | Promise] = {  # at a sentence's end: "20% more sign-ups"
    Round.LEAD: pgettext_lazy("more or fewer of them", "sign-ups"),
    Round.CONFIRMED: pgettext_lazy("more or fewer of them", "confirmed sign-ups"),
    Round.CLICK: pgettext_lazy("more or fewer of them", "clicks"),
    Round.BUTTON: pgettext_lazy("more or fewer of them", "clicks on “%(label)s”"),
}
HEADINGS: dict[str, str | Promise] = {  # of a column or a row
    Round.LEAD: pgettext_lazy("what a test counts", "Sign-ups"),
    Round.CONFIRMED: lazy("Confirmed sign-ups"),
    Round.CLICK: lazy("Visitors who clicked"),
    Round.BUTTON: lazy("Visitors who clicked “%(label)s”"),
}
NOBODY: dict[str, str | Promise] = {
    Round.LEAD: lazy("Nobody has left an address yet."),
    Round.CONFIRMED: lazy("Nobody has confirmed their address yet."),
    Round.CLICK: lazy("Nobody has clicked a button yet."),
    Round.BUTTON: lazy("Nobody has clicked “%(label)s” yet."),
}


def noun(goal: str, label: str) -> str:
    """ "sign-ups"; `label` is the chosen button's, for the goal BUTTON."""
    return str(NOUNS[goal]) % {"label": label or _("the button")}


def heading(goal: str, label: str) -> str:
    return str(HEADINGS[goal]) % {"label": label or _("the button")}


def nobody(goal: str, label: str) -> str:
    return str(NOBODY[goal]) % {"label": label or _("the button")}
